import { fromBase64 } from '../../shared/bytes/encoding.ts';
import type { QuarantinedSpan } from '../../shared/domain/case.ts';
import { Button } from '../design/button.tsx';
import { Skeleton } from '../design/empty-state.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { useCase } from '../session/case-context.tsx';
import { useCall } from '../session/use-call.ts';
import { strings } from '../strings.ts';
import { EvidenceBlock, EvidenceText } from '../text/evidence.tsx';
import { countText } from '../text/numbers.ts';
import './quarantine.css';

const listed = 200;
/** Bytes of a span that are shown. */
const previewed = 400;

/** What should have been an entry and could not be read as one; of one source, or of all. */
export function QuarantineList({ source }: { readonly source?: number }) {
  const { info, version } = useCase();
  const question = source === undefined ? { limit: listed } : { source, limit: listed };
  const spans = useCall('quarantine.list', question, version);
  if (spans.error) {
    return (
      <ErrorPanel error={spans.error}>
        <Button onPress={spans.again}>{strings.error.again}</Button>
      </ErrorPanel>
    );
  }
  if (spans.value === null) return <Skeleton rows={3} label={strings.quarantine.title} />;
  const nameOf = (id: number) => info.sources.find((each) => each.id === id)?.name ?? String(id);
  return (
    <section className="quarantine">
      <h2>{strings.quarantine.title}</h2>
      {spans.value.length === listed && <p className="quiet">{strings.integrity.listed(listed)}</p>}
      <ul>
        {spans.value.map((span) => (
          <li key={`${span.source}:${span.offset}`}>
            <Span span={span} sourceName={nameOf(span.source)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Span({ span, sourceName }: { readonly span: QuarantinedSpan; readonly sourceName: string }) {
  const bytes = (fromBase64(span.preview) ?? new Uint8Array()).subarray(0, previewed);
  return (
    <>
      <div className="quarantine-place">
        <EvidenceText text={sourceName} />
        <span>
          {strings.quarantine.place(countText(span.line), countText(span.offset), countText(span.length))}
        </span>
        <code className="mono">{span.reason}</code>
      </div>
      <EvidenceText text={span.detail} />
      <EvidenceBlock bytes={bytes} cut={span.length > bytes.length} />
    </>
  );
}
