import type { SourceInfo } from '../../shared/domain/case.ts';
import type { Finding } from '../../shared/domain/verification.ts';
import { toggleValue } from '../query/term-edit.ts';

/** The query that finds the entry of a finding, in its source; null if the finding is about no single entry. */
export function findingQuery(finding: Finding, sources: readonly SourceInfo[]): string | null {
  if (finding.entryId === undefined) return null;
  const byId = toggleValue('', 'entry_id', finding.entryId);
  const source = sourceOf(finding, sources);
  return source === null ? byId : toggleValue(byId, 'source', source);
}

/** How a query names the source of a finding: by its name, or by its number if two sources share the name. */
function sourceOf({ subject }: Finding, sources: readonly SourceInfo[]): string | null {
  const source = sources.find(({ id }) => subject === `source ${id}`);
  if (source === undefined) return null;
  const alone = sources.filter(({ name }) => name === source.name).length === 1;
  return alone ? source.name : String(source.id);
}
