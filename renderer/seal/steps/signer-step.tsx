import type { KeyCheck } from '../../../shared/contract/sealing-operations.ts';
import type { AppError } from '../../../shared/errors.ts';
import { Checkbox, Choice, TextField } from '../../design/fields.tsx';
import { StateMark } from '../../design/state-mark.tsx';
import { PathField } from '../../files/path-field.tsx';
import { strings } from '../../strings.ts';
import { said, shortestPassphrase } from '../draft/issues.ts';
import type { Secrets } from '../draft/secrets.ts';
import { KeyFacts } from './key-facts.tsx';
import { Step, type StepProps } from './step.tsx';

interface Props extends StepProps {
  readonly secrets: Secrets;
  readonly onSecrets: (secrets: Secrets) => void;
  /** What the passphrases have unlocked; null until then. */
  readonly opened: KeyCheck | null;
  /** Why they do not unlock it, or why the pack cannot be written to its place. */
  readonly error: AppError | null;
  /** Where a new key would be created, and the key that was used last. */
  readonly newKey: string;
  readonly lastKey: string;
}

/** Whose keys seal the pack, and where it is written. */
export function SignerStep(props: Props) {
  const { draft, change, secrets, onSecrets, opened, error, newKey, lastKey } = props;
  const words = strings.seal.signer;
  const issues = { ...refusal(props), ...props.issues };
  const write = (part: Partial<Secrets>) => onSecrets({ ...secrets, ...part });
  return (
    <Step name="signer" heading={words.heading} help={draft.newKey ? words.newHint : words.keyHint}>
      <div className="step-columns">
        <div className="step-form">
          <Choice
            label={words.key}
            value={draft.newKey ? 'new' : 'file'}
            onChange={(kind) => {
              change({ newKey: kind === 'new', key: kind === 'new' ? newKey : lastKey });
              write({ again: '' });
            }}
            options={(['file', 'new'] as const).map((value) => ({ value, text: words.keys[value] }))}
          />
          <PathField
            label={draft.newKey ? words.newKeyFile : words.keyFile}
            path={draft.key}
            onPath={(key) => change({ key })}
            purpose={draft.newKey ? 'save' : 'open'}
            error={issues['key']}
          />
          <TextField
            label={draft.newKey ? words.newPassphrase : words.passphrase}
            type="password"
            value={secrets.passphrase}
            onChange={(passphrase) => write({ passphrase })}
            autoComplete={draft.newKey ? 'new-password' : 'current-password'}
            hint={draft.newKey ? words.newPassphraseHint(shortestPassphrase) : undefined}
            error={issues['passphrase']}
          />
          {draft.newKey && (
            <TextField
              label={words.again}
              type="password"
              value={secrets.again}
              onChange={(again) => write({ again })}
              autoComplete="new-password"
              error={issues['again']}
            />
          )}
          {opened !== null && (
            <div className="step-part" role="status">
              <StateMark tone="good">{words.opened}</StateMark>
              <KeyFacts check={opened} />
            </div>
          )}
          {error && !('key' in issues || 'passphrase' in issues || 'p12' in issues || 'out' in issues) && (
            <p className="field-error" role="alert">
              {said(error)}
            </p>
          )}
        </div>
        <div className="step-form">
          <PathField
            label={words.out}
            path={draft.out}
            onPath={(out) => change({ out })}
            purpose="save"
            filter={{ name: strings.files.packs, extensions: ['zip'] }}
            error={issues['out']}
          />
          <Checkbox checked={draft.p12.on} onChange={(on) => change({ p12: { ...draft.p12, on } })}>
            {words.p12}
          </Checkbox>
          {draft.p12.on && (
            <div className="step-part">
              <PathField
                label={words.p12File}
                path={draft.p12.path}
                onPath={(path) => change({ p12: { ...draft.p12, path } })}
                purpose="open"
                filter={{ name: words.p12File, extensions: ['p12', 'pfx'] }}
                error={issues['p12']}
              />
              <TextField
                label={words.p12Passphrase}
                type="password"
                value={secrets.p12Passphrase}
                onChange={(p12Passphrase) => write({ p12Passphrase })}
              />
            </div>
          )}
          <div>
            <Checkbox checked={draft.request} onChange={(request) => change({ request })}>
              {words.request}
            </Checkbox>
            <p className="field-hint">{words.requestHelp}</p>
          </div>
        </div>
      </div>
    </Step>
  );
}

/** By field: what the engine rejects. */
function refusal({ error, draft }: Props): Record<string, string> {
  if (error === null) return {};
  if (error.details?.['field'] === 'out') return { out: said(error) };
  if (error.code !== 'KEY_UNAVAILABLE') return draft.newKey ? { key: said(error) } : {};
  if (draft.p12.on && error.message.includes(draft.p12.path)) return { p12: said(error) };
  return error.message.includes('passphrase') ? { passphrase: said(error) } : { key: said(error) };
}
