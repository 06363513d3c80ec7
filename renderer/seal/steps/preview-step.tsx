import type { KeyCheck, PackContents } from '../../../shared/contract/sealing-operations.ts';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { ProgressBar } from '../../design/progress-bar.tsx';
import { scopeText } from '../../packs/scope-text.ts';
import { strings } from '../../strings.ts';
import { EvidenceText } from '../../text/evidence.tsx';
import { countText } from '../../text/numbers.ts';
import { sentence } from '../../text/sentence.ts';
import { FirstRows } from './first-rows.tsx';
import { MemberTable } from './member-table.tsx';
import { Step, type StepProps } from './step.tsx';

/** What the pack will contain, as far as that can be known in advance. */
export function PreviewStep({
  draft,
  plan: { contents, members, request },
  opened,
}: StepProps & { readonly opened: KeyCheck | null }) {
  const words = strings.seal.preview;
  const { value, error, loading, progress, started } = contents;
  return (
    <Step name="preview" heading={words.heading} help={words.help}>
      {error && <ErrorPanel error={error} />}
      {value === null ? (
        loading && <ProgressBar label={words.making} progress={progress} elapsedMs={Date.now() - started} />
      ) : (
        <div className="step-preview" aria-busy={loading}>
          <dl className="finding-facts">
            <dt>{words.name}</dt>
            <dd>
              <EvidenceText text={value.name} mono />
            </dd>
            <dt>{words.out}</dt>
            <dd>
              <EvidenceText text={draft.out} mono />
            </dd>
            <dt>{words.scope}</dt>
            <dd>{request && <EvidenceText text={scopeText(request.scope)} />}</dd>
            <dt>{words.entries}</dt>
            <dd>{countText(value.entries)}</dd>
            <dt>{words.stays}</dt>
            <dd>{strings.seal.redaction.outcome(value.withheld, value.masked)}</dd>
            <dt>{words.annotations}</dt>
            <dd>{strings.seal.annotations.outcome(value.annotations, value.annotationsWithheld)}</dd>
            {value.bates && (
              <>
                <dt>{words.bates}</dt>
                <dd className="mono">{strings.seal.numbers.range(value.bates.first, value.bates.last)}</dd>
              </>
            )}
            {opened && (
              <>
                <dt>{words.signer}</dt>
                <dd className="mono break-anywhere">{opened.fingerprint}</dd>
              </>
            )}
          </dl>
          <Notices notices={value.notices} />
          <FirstRows contents={value} />
          <MemberTable members={members} />
        </div>
      )}
    </Step>
  );
}

function Notices({ notices }: Pick<PackContents, 'notices'>) {
  if (notices.length === 0) return null;
  return (
    <section>
      <h3 className="label">{strings.seal.preview.notices}</h3>
      <ul className="seal-notices">
        {notices.map((notice) => (
          <li key={notice}>
            <EvidenceText text={sentence(notice)} />
          </li>
        ))}
      </ul>
    </section>
  );
}
