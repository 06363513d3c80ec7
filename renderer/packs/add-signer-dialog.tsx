import { type FormEvent, useState } from 'react';
import { type AppError, toAppError } from '../../shared/errors.ts';
import { readFingerprint } from '../../shared/seal/known-signer.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { Checkbox, TextField } from '../design/fields.tsx';
import { useClient } from '../session/client-context.tsx';
import { signersChanged } from '../session/signer-changes.ts';
import { strings } from '../strings.ts';

interface Props {
  /** What a pack says; null if the person supplies it. */
  readonly found: { readonly fingerprint: string; readonly name: string } | null;
  readonly onClose: () => void;
  readonly onAdded: () => void;
}

/** Adds a known signer. What a pack says about itself must be compared first. */
export function AddSignerDialog({ found, onClose, onAdded }: Props) {
  const client = useClient();
  const words = strings.signers;
  const [name, setName] = useState(found?.name ?? '');
  const [fingerprint, setFingerprint] = useState(found?.fingerprint ?? '');
  const [note, setNote] = useState('');
  const [compared, setCompared] = useState(found === null);
  const [tried, setTried] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const isWrong = readFingerprint(fingerprint) === null;
  const add = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    setError(null);
    if (name.trim() === '' || isWrong || !compared) return;
    try {
      await client.call('signer.add', { name, fingerprint, ...(note.trim() === '' ? {} : { note }) });
      signersChanged();
      onAdded();
    } catch (thrown) {
      setError(toAppError(thrown));
    }
  };
  return (
    <Dialog
      title={words.addTitle}
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{strings.cancel}</Button>
          <Button look="primary" type="submit" form="add-signer">
            {words.save}
          </Button>
        </>
      }
    >
      <form id="add-signer" className="step-form" onSubmit={(event) => void add(event)} noValidate>
        <TextField
          label={words.name}
          value={name}
          onChange={setName}
          maxLength={200}
          error={tried && name.trim() === '' ? words.nameRequired : null}
          autoFocus
        />
        {found === null ? (
          <TextField
            label={words.fingerprint}
            value={fingerprint}
            onChange={setFingerprint}
            maxLength={1000}
            error={tried && isWrong ? words.fingerprintWrong : null}
            mono
          />
        ) : (
          <div>
            <p className="mono break-anywhere">{found.fingerprint}</p>
            <p>{words.compare}</p>
            <Checkbox checked={compared} onChange={setCompared}>
              {words.compared}
            </Checkbox>
            {tried && !compared && <p className="field-error">{words.comparedRequired}</p>}
          </div>
        )}
        <TextField label={words.note} value={note} onChange={setNote} maxLength={2000} />
        {error && <ErrorPanel error={error} />}
      </form>
    </Dialog>
  );
}
