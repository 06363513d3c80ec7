import type { RedactionRule } from '../../shared/contract/redaction.ts';
import { privilegeLogCells, privilegeLogHeading } from '../../shared/pack/check-privilege-log.ts';
import { paths } from '../../shared/pack/layout.ts';
import { csvLine, csvText } from '../../shared/table/csv-line.ts';
import { batesOf } from '../case/bates.ts';
import { rulesOf } from '../redact/redactions.ts';
import type { CaseState } from './case-state.ts';
import type { Staging } from './staging.ts';

/**
 * `data/privilege-log.csv`: which records stay back, whole or in part, by which rules and why; only in packs of which something
 * does. Rules are numbered from 1, as they were given.
 */
export function writePrivilegeLog(
  { records, sources, bates, redactions }: CaseState,
  staging: Staging,
): void {
  const { withheld, masked, rules } = redactions;
  if (withheld.size === 0 && masked.size === 0) return;
  const names = new Map(sources.map(({ id, name }) => [id, name]));
  const writer = staging.open(paths.privilegeLog);
  writer.write(csvLine(privilegeLogHeading));
  for (const [n, { source, ordinal, entry }] of records.entries()) {
    const copy = masked.get(entry);
    if (!withheld.has(entry) && copy === undefined) continue;
    const held = rulesOf(redactions, entry);
    const said = (of: (rule: RedactionRule) => string) =>
      [...new Set(held.map((place) => of(rules[place] as RedactionRule)).filter((text) => text !== ''))].join(
        '; ',
      );
    const line = { n, source, ordinal, ...(bates === null ? {} : { bates: batesOf(bates, n) }) };
    const why = [
      held.map((place) => place + 1).join('; '),
      ...[said(({ basis = '' }) => basis), said(({ reason }) => reason)],
    ];
    writer.write(
      csvLine([
        ...privilegeLogCells(line, names.get(source) ?? '', copy?.fields ?? null),
        ...why.map(csvText),
      ]),
    );
  }
  writer.finish();
}
