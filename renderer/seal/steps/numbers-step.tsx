import { ErrorPanel } from '../../design/error-panel.tsx';
import { Checkbox, TextField } from '../../design/fields.tsx';
import { ProgressBar } from '../../design/progress-bar.tsx';
import { strings } from '../../strings.ts';
import { EvidenceText } from '../../text/evidence.tsx';
import { fieldOf } from '../draft/issues.ts';
import { Step, type StepProps } from './step.tsx';

/** How the pack and its records are numbered, and the draft certification that a person completes and signs. */
export function NumbersStep({ draft, change, plan: { contents }, issues }: StepProps) {
  const words = strings.seal.numbers;
  const { bates } = draft;
  const { value, error } = contents;
  return (
    <Step name="numbers" heading={words.heading} help={words.help}>
      <div className="step-columns">
        <div className="step-form">
          <TextField
            label={words.number}
            value={draft.number}
            onChange={(number) => change({ number })}
            hint={value === null || draft.number !== '' ? undefined : words.numberHint(value.number)}
            error={issues['number']}
            maxLength={9}
            mono
          />
          <Checkbox checked={bates.on} onChange={(on) => change({ bates: { ...bates, on } })}>
            {words.bates}
          </Checkbox>
          {bates.on && (
            <div className="step-part">
              <TextField
                label={words.prefix}
                value={bates.prefix}
                onChange={(prefix) => change({ bates: { ...bates, prefix } })}
                error={issues['prefix']}
                maxLength={20}
                mono
              />
              <TextField
                label={words.start}
                value={bates.start}
                onChange={(start) => change({ bates: { ...bates, start } })}
                hint={words.startHint}
                error={issues['start']}
                maxLength={9}
                mono
              />
              {value?.bates && (
                <p role="status">
                  <span className="label">{words.rangeName}</span>{' '}
                  <span className="mono">{words.range(value.bates.first, value.bates.last)}</span>
                </p>
              )}
            </div>
          )}
          <Checkbox checked={draft.pdf} onChange={(pdf) => change({ pdf })}>
            {words.pdf}
          </Checkbox>
        </div>
        <section className="step-facts" aria-busy={contents.loading} aria-label={words.certification}>
          <h3 className="label">{words.certification}</h3>
          {error && fieldOf(error) === null && <ErrorPanel error={error} />}
          {value ? (
            <section className="evidence-block draft-text" tabIndex={0} aria-label={words.certification}>
              <EvidenceText text={value.certification} mono />
            </section>
          ) : (
            contents.loading && (
              <ProgressBar
                label={words.drafting}
                progress={contents.progress}
                elapsedMs={Date.now() - contents.started}
              />
            )
          )}
        </section>
      </div>
    </Step>
  );
}
