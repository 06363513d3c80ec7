import type { SealPreview } from '../../shared/contract/pack-operations.ts';
import { Skeleton } from '../design/empty-state.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { MarkShape } from '../design/state-mark.tsx';
import type { Answer } from '../session/use-call.ts';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';
import { bytesText, countText } from '../text/numbers.ts';
import { sentence } from '../text/sentence.ts';

/** What would be in the pack, and what the seal would not be able to say. */
export function Preview({ preview }: { readonly preview: Answer<SealPreview> }) {
  if (preview.error) return <ErrorPanel error={preview.error} />;
  const { value } = preview;
  if (value === null) return preview.loading ? <Skeleton rows={6} label={strings.seal.counting} /> : null;
  return (
    <section className="seal-preview" aria-busy={preview.loading}>
      <h2>
        <EvidenceText text={value.name} mono />
      </h2>
      <dl className="finding-facts">
        <dt>{strings.seal.number}</dt>
        <dd>{countText(value.number)}</dd>
        <dt>{strings.seal.entries}</dt>
        <dd>{countText(value.entries)}</dd>
        <dt>{strings.seal.claims}</dt>
        <dd>{countText(value.cases)}</dd>
        <dt>{strings.seal.images}</dt>
        <dd>{countText(value.images)}</dd>
        <dt>{strings.seal.annotations}</dt>
        <dd>{countText(value.annotations)}</dd>
        <dt>{strings.seal.bytes}</dt>
        <dd>{bytesText(value.bytes)}</dd>
      </dl>
      {value.entries === 0 && <p>{strings.seal.nothing}</p>}
      {value.notices.length > 0 && (
        <>
          <h2 className="label">{strings.seal.notices}</h2>
          <ul className="notices">
            {value.notices.map((notice) => (
              <li key={notice}>
                <MarkShape tone="warn" />
                <EvidenceText text={sentence(notice)} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
