import type { ScopeContents } from '../../../shared/contract/sealing-operations.ts';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Choice, TextField } from '../../design/fields.tsx';
import { ProgressBar } from '../../design/progress-bar.tsx';
import { strings } from '../../strings.ts';
import { EvidenceLine } from '../../text/evidence.tsx';
import { bytesText, countText } from '../../text/numbers.ts';
import { type ScopeKind, scopeKinds } from '../draft/scopes.ts';
import { Step, type StepProps } from './step.tsx';

/** The scope of the pack, and what is in it. */
export function ScopeStep({ draft, change, plan: { scope }, issues }: StepProps) {
  const words = strings.seal.scope;
  const { kind, choices } = draft;
  const write = (part: Partial<typeof choices>) => change({ choices: { ...choices, ...part } });
  return (
    <Step name="scope" heading={words.heading} help={words.help}>
      <div className="step-columns">
        <div className="step-form">
          <Choice<ScopeKind>
            label={words.kind}
            value={kind}
            onChange={(next) => change({ kind: next })}
            options={scopeKinds.map((value) => ({
              value,
              text: words.kinds[value],
              disabled: value === 'selection' && choices.selection.length === 0,
            }))}
          />
          {kind === 'selection' ? (
            <p>{words.selected(choices.selection.length)}</p>
          ) : (
            <TextField
              key={kind}
              label={words[kind]}
              value={choices[kind]}
              onChange={(text) => write({ [kind]: text })}
              error={issues[kind]}
              maxLength={kind === 'query' ? 10_000 : 4000}
              mono
            />
          )}
          {kind === 'selection' && issues[kind] && <p className="field-error">{issues[kind]}</p>}
        </div>
        <section className="step-facts" aria-busy={scope.loading} aria-label={words.holds}>
          <h3 className="label">{words.holds}</h3>
          {scope.error && scope.error.code !== 'INVALID_INPUT' && <ErrorPanel error={scope.error} />}
          {scope.value ? (
            <div role="status">
              <Holds contents={scope.value} />
            </div>
          ) : (
            scope.loading && (
              <ProgressBar
                label={strings.seal.counting}
                progress={scope.progress}
                elapsedMs={Date.now() - scope.started}
              />
            )
          )}
        </section>
      </div>
    </Step>
  );
}

function Holds({ contents }: { readonly contents: ScopeContents }) {
  const words = strings.seal.scope;
  const { entries, related, records, images, cases, period, sources, sourcesInCase, bytes, privileged } =
    contents;
  return (
    <dl className="finding-facts">
      <dt>{words.entries}</dt>
      <dd>
        <strong>{countText(entries)}</strong>
        {related > 0 && `, ${words.relatedAmong(related)}`}
        {records > entries && ` ${words.repeated(records - entries)}`}
      </dd>
      <dt>{words.claims}</dt>
      <dd>{countText(cases)}</dd>
      <dt>{words.images}</dt>
      <dd>{countText(images)}</dd>
      <dt>{words.period}</dt>
      <dd>
        {period === null
          ? words.noPeriod
          : words.periodOf(period).map((end) => (
              <span key={end} className="block no-wrap">
                {end}
              </span>
            ))}
      </dd>
      <dt>{words.bytes}</dt>
      <dd>{bytesText(bytes)}</dd>
      <dt>{words.privileged}</dt>
      <dd>{countText(privileged)}</dd>
      <dt>{words.sources}</dt>
      <dd>
        {words.sourcesOf(sources.length, sourcesInCase)}
        <ul className="step-sources" tabIndex={0} aria-label={words.sources}>
          {sources.map((name, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two sources may have one name
            <li key={n}>
              <EvidenceLine text={name} mono />
            </li>
          ))}
        </ul>
      </dd>
    </dl>
  );
}
