import type { SyncedSource } from '../../shared/domain/sync.ts';
import type { Finding } from '../../shared/domain/verification.ts';
import { StateMark } from '../design/state-mark.tsx';
import { Table } from '../design/table.tsx';
import { useCase } from '../session/case-context.tsx';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';
import { countText } from '../text/numbers.ts';
import { sentence } from '../text/sentence.ts';

function kindOf({ code }: Finding, { changed, vanished, late }: typeof strings.sync.done): string {
  return code === 'ACQUIRED_CHANGED' ? changed : code === 'ACQUIRED_VANISHED' ? vanished : late;
}

/** Findings shown one by one; the rest stands in the report of a verification. */
const shown = 100;

/** What earlier sources of the same trail have otherwise. */
export function OverlapTable({ source }: { readonly source: SyncedSource }) {
  const { info } = useCase();
  const words = strings.sync.done;
  const { overlaps, findings, findingsTotal } = source;
  const nameOf = (id: number) => info.sources.find((each) => each.id === id)?.name ?? String(id);
  return (
    <>
      <h3>{words.overlaps}</h3>
      {overlaps.length === 0 && <p className="quiet">{words.overlapsNone}</p>}
      {overlaps.length > 0 && findingsTotal === 0 && <StateMark tone="good">{words.overlapsSame}</StateMark>}
      {findingsTotal > 0 && (
        <>
          <Table
            label={words.overlaps}
            columns={[words.source, words.changed, words.vanished, words.late]}
            numbers={[1, 2, 3]}
          >
            {overlaps.map(({ source: id, changed, vanished, late }) => (
              <tr key={id}>
                <th scope="row">
                  {id} · <EvidenceText text={nameOf(id)} />
                </th>
                <td className="number">{countText(changed)}</td>
                <td className="number">{countText(vanished)}</td>
                <td className="number">{countText(late)}</td>
              </tr>
            ))}
          </Table>
          <p>
            <StateMark tone="warn">
              {words.findings(Math.min(shown, findings.length), findingsTotal)}
            </StateMark>
          </p>
          <Table label={words.says} columns={[words.code, words.entry, words.says]} fixed>
            {findings.slice(0, shown).map((finding, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, and two findings may be alike
              <tr key={at}>
                <td className="no-wrap">{kindOf(finding, words)}</td>
                <td className="mono">
                  {finding.entryId === undefined ? words.noId : <EvidenceText text={finding.entryId} mono />}
                </td>
                <td>
                  <EvidenceText text={sentence(finding.message)} />
                </td>
              </tr>
            ))}
          </Table>
        </>
      )}
    </>
  );
}
