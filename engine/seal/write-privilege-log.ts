import { paths } from '../../shared/pack/layout.ts';
import { csvLine, csvText } from '../../shared/table/csv-line.ts';
import { batesOf } from './bates.ts';
import type { CaseState } from './case-state.ts';
import type { Staging } from './staging.ts';

const header = ['n', 'bates', 'source', 'source_name', 'ordinal', 'withheld_or_masked', 'fields', 'reason'];

/** `data/privilege-log.csv`: which records stay back, whole or in part, and why; only in packs of which something does. */
export function writePrivilegeLog(
  { records, sources, bates, redactions: { withheld, masked, request } }: CaseState,
  staging: Staging,
): void {
  if (withheld.size === 0 && masked.size === 0) return;
  const names = new Map(sources.map(({ id, name }) => [id, name]));
  const writer = staging.open(paths.privilegeLog);
  writer.write(csvLine(header));
  for (const [n, { source, ordinal, entry }] of records.entries()) {
    const copy = masked.get(entry);
    if (!withheld.has(entry) && copy === undefined) continue;
    const [kind, fields, reason] = copy
      ? ['masked', copy.masked.join(' '), request.mask?.reason]
      : ['withheld', '', request.withhold?.reason];
    const number = bates === null ? '' : batesOf(bates, n);
    const cells = [n, number, source, names.get(source) ?? '', ordinal, kind, fields, reason ?? ''];
    writer.write(csvLine(cells.map(csvText)));
  }
  writer.finish();
}
