import type { EntryRow } from '../../shared/domain/case.ts';
import { toAppError } from '../../shared/errors.ts';
import { useNotices } from '../notices/notices.tsx';
import { withTerms } from '../query/term-edit.ts';
import { useClient } from '../session/client-context.tsx';
import { strings } from '../strings.ts';
import { rowAlone } from './selection.ts';
import type { Review } from './use-review.ts';

/** Goes to the previous or next entry of the same image, within the result and in its order. */
export function useSameImage({ place, select }: Review, row: EntryRow | undefined) {
  const client = useClient();
  const { tell, fail } = useNotices();
  return async (by: -1 | 1) => {
    const image = row?.values.image_id;
    if (row === undefined || image === null || image === undefined) return;
    const { query } = place;
    const sort = place.sort ? { sort: place.sort } : {};
    const ofImage = withTerms(query, [`image_id:"${image.replace(/["\\]/g, '\\$&')}"`]);
    try {
      const at = await client.call('query.position', { query: ofImage, ...sort, entry: row.id });
      const offset = at + by;
      if (at === -1 || offset < 0) return tell({ text: strings.review.noneOfImage });
      const page = await client.call('query.page', { query: ofImage, ...sort, offset, limit: 1 });
      const [found] = page.rows;
      if (found === undefined) return tell({ text: strings.review.noneOfImage });
      const target = await client.call('query.position', { query, ...sort, entry: found.id });
      if (target !== -1) select(() => rowAlone(target));
    } catch (thrown) {
      fail(toAppError(thrown));
    }
  };
}
