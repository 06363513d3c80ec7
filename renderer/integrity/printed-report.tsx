import type { CaseInfo } from '../../shared/domain/case.ts';
import type { VerifyReport } from '../../shared/domain/verification.ts';
import { Printed } from '../printed/printed.tsx';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';
import { bytesText } from '../text/numbers.ts';
import { useZone } from '../time/zone.ts';
import { zonedTimeAlone } from '../time/zoned-time.ts';
import { AxisTable } from './axis-table.tsx';
import { ChainCard } from './chain-card.tsx';
import { PrintedFindings } from './printed-findings.tsx';
import type { Subject } from './subjects.ts';
import { verdictOf } from './verdict.ts';

interface Props {
  readonly report: VerifyReport;
  readonly subjects: readonly Subject[];
  readonly info: CaseInfo;
  /** When it was verified: ISO 8601. */
  readonly time: string;
  readonly version: string;
  readonly onDone: () => void;
}

/** The whole report on paper: every subject, every axis, every listed finding. Visible only in print. */
export function PrintedReport({ report, subjects, info, time, version, onDone }: Props) {
  const words = strings.integrity.printed;
  const { zone } = useZone();
  return (
    <Printed foot={[info.title, info.uuid, zonedTimeAlone(time, zone)]} onDone={onDone}>
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
      <PrintedFindings report={report} />
    </Printed>
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
