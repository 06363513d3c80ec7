import { useState } from 'react';
import type { Scope, SealResult } from '../../shared/contract/pack-operations.ts';
import { type AppError, toAppError } from '../../shared/errors.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { Choice, TextField } from '../design/fields.tsx';
import { ProgressBar } from '../design/progress-bar.tsx';
import { PathField } from '../files/path-field.tsx';
import { folderOf, inFolder } from '../files/paths.ts';
import { useCase } from '../session/case-context.tsx';
import { useJobs } from '../session/jobs.tsx';
import { readString, useStoredState } from '../session/stored-state.ts';
import { useCall } from '../session/use-call.ts';
import { strings } from '../strings.ts';
import { NewKey } from './new-key.tsx';
import { Preview } from './preview.tsx';
import { Receipt } from './receipt.tsx';
import { type ScopeChoices, type ScopeKind, scopeKinds } from './scopes.ts';
import './seal.css';

interface Props {
  readonly scopes: ScopeChoices;
  readonly onClose: () => void;
}

/** Scope, what would be in the pack, the key; then the sealing and its receipt. */
export function SealDialog({ scopes, onClose }: Props) {
  const { info, changed } = useCase();
  const { run, running } = useJobs();
  const offered = scopeKinds.filter((kind) => scopes[kind] !== null);
  const [kind, setKind] = useState<ScopeKind>(offered[0] ?? 'query');
  const [key, setKey] = useStoredState('seal.key', '', readString);
  const [makingKey, setMakingKey] = useState(false);
  const [passphrase, setPassphrase] = useState('');
  const [out, setOut] = useState<string | null>(null);
  const [result, setResult] = useState<SealResult | null>(null);
  const [sealedName, setSealedName] = useState('');
  const [error, setError] = useState<AppError | null>(null);
  const scope: Scope | null = scopes[kind];
  const preview = useCall('seal.preview', scope ? { scope } : null);
  const folder = folderOf(info.path) ?? '';
  const target = out ?? (preview.value ? inFolder(folder, `${preview.value.name}.zip`) : '');
  const job = running.find(({ label }) => label === strings.seal.running);
  const ready =
    scope !== null && (preview.value?.entries ?? 0) > 0 && key !== '' && passphrase !== '' && target !== '';

  const seal = async () => {
    if (scope === null || preview.value === null) return;
    setError(null);
    setSealedName(preview.value.name);
    try {
      setResult(await run('seal.run', { scope, key, passphrase, out: target }, strings.seal.running));
      setPassphrase('');
    } catch (thrown) {
      setError(toAppError(thrown));
    }
    await changed();
  };

  if (result) return <Receipt result={result} name={sealedName} onClose={onClose} />;
  return (
    <Dialog
      title={strings.seal.title}
      onClose={onClose}
      dismissable={job === undefined}
      size="wide"
      footer={
        job ? (
          <Button onPress={job.cancel} isDisabled={job.cancelling}>
            {job.cancelling ? strings.progress.cancelling : strings.cancel}
          </Button>
        ) : (
          <>
            <Button onPress={onClose}>{strings.cancel}</Button>
            <Button look="primary" onPress={() => void seal()} isDisabled={!ready}>
              {strings.seal.start}
            </Button>
          </>
        )
      }
    >
      {job ? (
        <ProgressBar label={job.label} progress={job.progress} elapsedMs={Date.now() - job.started} />
      ) : (
        <div className="seal-columns">
          <div className="seal-form">
            <Choice
              label={strings.seal.scope}
              value={kind}
              onChange={(next) => {
                setKind(next);
                setOut(null);
              }}
              options={scopeKinds.map((each) => ({
                value: each,
                text: strings.seal.scopes[each](scopes[each]),
                disabled: scopes[each] === null,
              }))}
            />
            <PathField
              label={strings.seal.key}
              path={key}
              onPath={setKey}
              purpose="open"
              hint={strings.seal.keyHint}
            />
            {makingKey ? (
              <NewKey
                folder={folder}
                onDone={(made) => {
                  setMakingKey(false);
                  setKey(made.path);
                  setPassphrase(made.passphrase);
                }}
                onCancel={() => setMakingKey(false)}
              />
            ) : (
              <>
                <Button look="link" onPress={() => setMakingKey(true)}>
                  {strings.seal.makeKey}
                </Button>
                <TextField
                  label={strings.seal.passphrase}
                  type="password"
                  value={passphrase}
                  onChange={setPassphrase}
                  autoComplete="current-password"
                />
              </>
            )}
            <PathField
              label={strings.seal.out}
              path={target}
              onPath={setOut}
              purpose="save"
              filter={{ name: strings.files.packs, extensions: ['zip'] }}
            />
          </div>
          <Preview preview={preview} />
        </div>
      )}
      {error && error.code !== 'CANCELLED' && <ErrorPanel error={error} />}
    </Dialog>
  );
}
