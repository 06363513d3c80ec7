import { isObservation, type VerifyReport } from '../../shared/domain/verification.ts';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';
import { sentence } from '../text/sentence.ts';
import { FindingFacts } from './finding-facts.tsx';

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
  readonly what: 'findings' | 'observations';
}

function Some({ report, what }: SomeProps) {
  const words = strings.integrity;
  const some = report.findings.filter((finding) => isObservation(finding) === (what === 'observations'));
  const unlisted = report.findingsTotal - report.findings.length;
  if (some.length === 0) return null;
  return (
    <section>
      <h2>{words.tabs[what](some.length)}</h2>
      {some.map((finding, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a report never changes, and two findings may be alike
        <div key={n} className="printed-finding">
          <p>
            {words.axes[finding.axis]} · {finding.subject}: <EvidenceText text={sentence(finding.message)} />
          </p>
          <FindingFacts finding={finding} />
        </div>
      ))}
      {what === 'observations' && unlisted > 0 && <p>{words.printed.cut(unlisted)}</p>}
    </section>
  );
}
