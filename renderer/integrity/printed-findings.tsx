import { type Finding, isObservation, type VerifyReport } from '../../shared/domain/verification.ts';
import { valueNames } from '../../shared/report/finding-values.ts';
import { Table } from '../design/table.tsx';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';
import { countText } from '../text/numbers.ts';
import { sentence } from '../text/sentence.ts';
import { FindingFacts } from './finding-facts.tsx';
import { type FindingKind, listedOf } from './finding-panes.tsx';

/** Fewer than this that say the same are printed one by one. */
const fewestInTable = 4;

/** Every finding that a report lists, then every observation, and what the words of the answers mean. */
export function PrintedFindings({ report }: { readonly report: VerifyReport }) {
  return (
    <>
      <Some report={report} what="findings" />
      <Some report={report} what="observations" />
      <p className="printed-legend">{strings.integrity.printed.legend}</p>
    </>
  );
}

interface SomeProps {
  readonly report: VerifyReport;
  readonly what: FindingKind;
}

function Some({ report, what }: SomeProps) {
  const words = strings.integrity;
  const some = listedOf(report, what);
  const unlisted = report.findingsTotal - report.findings.length;
  if (some.length === 0) return null;
  return (
    <section>
      <h2>{words.tabs[what](some.length)}</h2>
      {alike(some).map((group) =>
        group.length < fewestInTable ? (
          group.map((finding, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a report never changes, and two findings may be alike
            <div key={n} className="printed-finding">
              <What finding={finding} />
              <FindingFacts finding={finding} />
            </div>
          ))
        ) : (
          <AlikeTable key={`${group[0]?.subject} ${group[0]?.line}`} findings={group} />
        ),
      )}
      {what === lastPrinted(report) && unlisted > 0 && <p>{words.printed.cut(unlisted)}</p>}
    </section>
  );
}

/** Says that there are more findings than are listed. */
function lastPrinted({ findings }: VerifyReport): SomeProps['what'] {
  return findings.some(isObservation) ? 'observations' : 'findings';
}

function What({ finding }: { readonly finding: Finding }) {
  return (
    <p>
      {strings.integrity.axes[finding.axis]} · {finding.subject}:{' '}
      <EvidenceText text={sentence(finding.message)} />
    </p>
  );
}

/** Runs of findings that say the same about the same subject. */
function alike(findings: readonly Finding[]): Finding[][] {
  const runs: Finding[][] = [];
  for (const finding of findings) {
    const run = runs.at(-1);
    const [first] = run ?? [];
    if (run && first && kindOf(first) === kindOf(finding)) run.push(finding);
    else runs.push([finding]);
  }
  return runs;
}

function kindOf({ subject, axis, code, message }: Finding): string {
  return JSON.stringify([subject, axis, code, message]);
}

/** Many that say the same: printed once, with the place of each. */
function AlikeTable({ findings }: { readonly findings: readonly Finding[] }) {
  const [first] = findings;
  if (first === undefined) return null;
  const { expected, actual } = valueNames(first);
  return (
    <div className="printed-alike">
      <What finding={first} />
      <Table columns={strings.integrity.printed.columns(sentence(`${expected}, ${actual}`))} numbers={[0, 1]}>
        {findings.map((finding, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a report never changes, and two findings may be alike
          <tr key={n}>
            <td className="number">{countOrNothing(finding.line)}</td>
            <td className="number">{countOrNothing(finding.byteOffset)}</td>
            <td className="mono break-anywhere">
              <EvidenceText text={finding.entryId ?? finding.member ?? '–'} />
            </td>
            <td className="mono break-anywhere">
              {[finding.expected, finding.actual].map((value, of) =>
                value === undefined ? null : (
                  <div key={of === 0 ? 'expected' : 'actual'}>
                    <EvidenceText text={value} />
                  </div>
                ),
              )}
            </td>
          </tr>
        ))}
      </Table>
    </div>
  );
}

function countOrNothing(value: number | undefined): string {
  return value === undefined ? '–' : countText(value);
}
