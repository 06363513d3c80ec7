import { useState } from 'react';
import { type AppError, toAppError } from '../../shared/errors.ts';
import { Button } from '../design/button.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { TextField } from '../design/fields.tsx';
import { PathField } from '../files/path-field.tsx';
import { inFolder } from '../files/paths.ts';
import { useClient } from '../session/client-context.tsx';
import { strings } from '../strings.ts';

/** What is asked of a passphrase here; a person may well use a longer one. */
const shortestPassphrase = 8;

interface Props {
  readonly folder: string;
  readonly onDone: (key: { readonly path: string; readonly passphrase: string }) => void;
  readonly onCancel: () => void;
}

export function NewKey({ folder, onDone, onCancel }: Props) {
  const client = useClient();
  const [path, setPath] = useState(inFolder(folder, strings.seal.keyFile));
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [error, setError] = useState<AppError | null>(null);
  const differs = again !== '' && again !== passphrase;
  const make = async () => {
    setError(null);
    try {
      const made = await client.call('key.generate', { out: path, passphrase });
      onDone({ path: made.path, passphrase });
    } catch (thrown) {
      setError(toAppError(thrown));
    }
  };
  return (
    <fieldset className="new-key">
      <legend>{strings.seal.newKey}</legend>
      <PathField label={strings.seal.keyPath} path={path} onPath={setPath} purpose="save" />
      <TextField
        label={strings.seal.newPassphrase}
        type="password"
        value={passphrase}
        onChange={setPassphrase}
        autoComplete="new-password"
        hint={strings.seal.passphraseHint(shortestPassphrase)}
      />
      <TextField
        label={strings.seal.passphraseAgain}
        type="password"
        value={again}
        onChange={setAgain}
        autoComplete="new-password"
        error={differs ? strings.seal.passphraseDiffers : null}
      />
      {error && <ErrorPanel error={error} />}
      <div className="panel-actions">
        <Button
          onPress={() => void make()}
          isDisabled={passphrase.length < shortestPassphrase || again !== passphrase || path === ''}
        >
          {strings.seal.generate}
        </Button>
        <Button look="quiet" onPress={onCancel}>
          {strings.cancel}
        </Button>
      </div>
    </fieldset>
  );
}
