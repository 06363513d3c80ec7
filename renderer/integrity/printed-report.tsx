import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import type { CaseInfo } from '../../shared/domain/case.ts';
import { isObservation, type VerifyReport } from '../../shared/domain/verification.ts';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';
import { bytesText } from '../text/numbers.ts';
import { sentence } from '../text/sentence.ts';
import { visibleLine } from '../text/visible-text.ts';
import { useZone } from '../time/zone.ts';
import { zonedTimeAlone } from '../time/zoned-time.ts';
import { AxisTable } from './axis-table.tsx';
import { ChainCard } from './chain-card.tsx';
import { FindingFacts } from './finding-facts.tsx';
import { pageMargins } from './page-margins.ts';
import type { Subject } from './subjects.ts';
import { verdictOf } from './verdict.ts';
import './print.css';

interface Props {
  readonly report: VerifyReport;
  readonly subjects: readonly Subject[];
  readonly info: CaseInfo;
  /** When it was verified: ISO 8601. */
  readonly time: string;
  readonly version: string;
  readonly onDone: () => void;
}

/** The whole report on paper: every subject, every axis, every finding that is listed. Shown to the printer alone. */
export function PrintedReport({ report, subjects, info, time, version, onDone }: Props) {
  const words = strings.integrity.printed;
  const { zone } = useZone();
  useEffect(() => {
    const undo = pageMargins(visibleLine(`${info.title} · ${info.uuid} · ${zonedTimeAlone(time, zone)}`));
    window.addEventListener('afterprint', onDone, { once: true });
    window.print();
    return () => {
      undo();
      window.removeEventListener('afterprint', onDone);
    };
  }, [info, time, zone, onDone]);
  return createPortal(
    <article className="printed">
      <h1>{words.title}</h1>
      <p className="printed-verdict">{verdictOf(report).words}</p>
      <dl className="finding-facts">
        <dt>{words.of}</dt>
        <dd>
          <EvidenceText text={info.title} /> · <EvidenceText text={info.path} mono />
        </dd>
        <dt>{words.identifier}</dt>
        <dd className="mono">{info.uuid}</dd>
        <dt>{words.verified}</dt>
        <dd>{zonedTimeAlone(time, zone)}</dd>
        <dt>{words.by}</dt>
        <dd>{words.program(version)}</dd>
        {info.sources.map(({ id, name, bytes, sha256 }) => (
          <SourceLine key={id} id={id} name={name} bytes={bytes} sha256={sha256} />
        ))}
      </dl>
      {subjects.map(({ subject, name, axes }) => (
        <section key={subject} className="printed-subject">
          <AxisTable axes={axes} caption={subject === name ? name : `${subject} · ${name}`} titled />
          <ChainOf report={report} subject={subject} />
        </section>
      ))}
      <Findings report={report} what="findings" />
      <Findings report={report} what="observations" />
      <p className="printed-legend">{words.legend}</p>
    </article>,
    document.body,
  );
}

function SourceLine({
  id,
  name,
  bytes,
  sha256,
}: Pick<CaseInfo['sources'][number], 'id' | 'name' | 'bytes' | 'sha256'>) {
  return (
    <>
      <dt>{strings.integrity.printed.source(id)}</dt>
      <dd>
        <EvidenceText text={name} /> · {bytesText(bytes)}
        <span className="block mono">SHA-256 {sha256}</span>
      </dd>
    </>
  );
}

function ChainOf({ report, subject }: { readonly report: VerifyReport; readonly subject: string }) {
  const chain = report.chains?.find((each) => each.subject === subject);
  return chain ? <ChainCard chain={chain} /> : null;
}

function Findings({
  report,
  what,
}: {
  readonly report: VerifyReport;
  readonly what: 'findings' | 'observations';
}) {
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
