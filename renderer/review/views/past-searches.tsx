import { Button } from '../../design/button.tsx';
import { useCase } from '../../session/case-context.tsx';
import { useClient } from '../../session/client-context.tsx';
import { useCall } from '../../session/use-call.ts';
import { strings } from '../../strings.ts';
import { EvidenceLine } from '../../text/evidence.tsx';
import { searchTree } from './search-tree.ts';

/** How many searches are listed, and how many levels a branch is indented. */
const most = 40;
const deepest = 8;

interface Props {
  readonly examiner: string;
  readonly onQuery: (query: string) => void;
}

/** What this examiner searched for, the latest first; a search that was changed from another is shown below it. */
export function PastSearches({ examiner, onQuery }: Props) {
  const client = useClient();
  const { info } = useCase();
  const { value, again } = useCall('search.list', { examiner, limit: most });
  const words = strings.views;
  const searches = value ?? [];
  return (
    <>
      <h2 className="label">{words.past}</h2>
      {searches.length === 0 && <p className="quiet">{words.noPast}</p>}
      <ul>
        {searchTree(searches).map(({ search: { id, query, matched }, depth }) => (
          <li key={id} style={{ paddingInlineStart: `${Math.min(depth, deepest) * 14}px` }}>
            <Button look="link" onPress={() => onQuery(query)}>
              <EvidenceLine text={query} mono />
            </Button>
            {matched !== null && <span className="quiet">{words.matched(matched)}</span>}
          </li>
        ))}
      </ul>
      {searches.length > 0 && info.mode !== 'read-only' && (
        <Button look="link" onPress={() => void client.call('search.clear', { examiner }).then(again, again)}>
          {words.clear}
        </Button>
      )}
    </>
  );
}
