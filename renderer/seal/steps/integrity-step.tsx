import { Skeleton } from '../../design/empty-state.tsx';
import { TextField } from '../../design/fields.tsx';
import { StateMark } from '../../design/state-mark.tsx';
import { FindingFacts } from '../../integrity/finding-facts.tsx';
import { strings } from '../../strings.ts';
import { EvidenceText } from '../../text/evidence.tsx';
import { sentence } from '../../text/sentence.ts';
import { Step, type StepProps } from './step.tsx';

/** Findings that affect what goes in; if a check failed, the reason for sealing nevertheless. */
export function IntegrityStep({ draft, change, plan: { scope }, issues }: StepProps) {
  const words = strings.seal.integrity;
  const integrity = scope.value?.integrity;
  return (
    <Step name="integrity" heading={words.heading} help={words.help}>
      {integrity === undefined ? (
        scope.loading && <Skeleton rows={5} label={strings.seal.counting} />
      ) : (
        <>
          <p>
            {integrity.verified === null ? words.never : words.verified(integrity.verified)}{' '}
            {integrity.verified !== null &&
              integrity.unverifiedSources.length > 0 &&
              words.unverified(integrity.unverifiedSources)}
          </p>
          {integrity.blockingTotal === 0 ? (
            integrity.verified !== null && (
              <p>
                <StateMark tone="good">{words.clean}</StateMark>
              </p>
            )
          ) : (
            <>
              <h3>
                <StateMark tone="bad">{words.blocking(integrity.blockingTotal)}</StateMark>
              </h3>
              <TextField
                label={words.reason}
                value={draft.integrityReason}
                onChange={(integrityReason) => change({ integrityReason })}
                hint={words.reasonHint}
                error={issues['reason']}
                maxLength={2000}
              />
              {integrity.blockingTotal > integrity.blocking.length && (
                <p className="quiet">{words.listed(integrity.blocking.length)}</p>
              )}
              <ul className="step-findings">
                {integrity.blocking.map((finding, n) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, and two findings may be alike
                  <li key={n}>
                    <div className="finding-head">
                      <StateMark tone="bad">{strings.integrity.axes[finding.axis]}</StateMark>
                      <EvidenceText text={sentence(finding.message)} />
                    </div>
                    <FindingFacts finding={finding} />
                  </li>
                ))}
              </ul>
            </>
          )}
          {integrity.observations > 0 && (
            <p className="quiet">{words.observations(integrity.observations)}</p>
          )}
          {integrity.elsewhere > 0 && <p className="quiet">{words.elsewhere(integrity.elsewhere)}</p>}
        </>
      )}
    </Step>
  );
}
