import { useState } from 'react';
import { type AppError, toAppError } from '../../shared/errors.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { StateMark } from '../design/state-mark.tsx';
import { PathField } from '../files/path-field.tsx';
import { useClient } from '../session/client-context.tsx';
import { strings } from '../strings.ts';

interface Props {
  /** Of the pack. */
  readonly path: string;
  readonly onClose: () => void;
}

/** Takes the timestamp request out of a pack. */
export function RequestDialog({ path, onClose }: Props) {
  const client = useClient();
  const words = strings.packs;
  const [out, setOut] = useState(`${path.replace(/\.zip$/i, '')}.tsq`);
  const [saved, setSaved] = useState<string | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const save = async () => {
    setError(null);
    try {
      setSaved((await client.call('pack.request', { path, out })).out);
    } catch (thrown) {
      setError(toAppError(thrown));
    }
  };
  return (
    <Dialog
      title={words.requestTitle}
      onClose={onClose}
      onEnter={saved === null && out.trim() !== '' ? () => void save() : null}
      footer={
        saved === null ? (
          <>
            <Button onPress={onClose}>{strings.cancel}</Button>
            <Button look="primary" onPress={() => void save()} isDisabled={out.trim() === ''}>
              {words.save}
            </Button>
          </>
        ) : (
          <Button look="primary" onPress={onClose} autoFocus>
            {strings.close}
          </Button>
        )
      }
    >
      {saved === null ? (
        <>
          <p>{words.requestHelp}</p>
          <PathField label={words.requestFile} path={out} onPath={setOut} purpose="save" />
        </>
      ) : (
        <p role="status">
          <StateMark tone="good">{words.saved(saved)}</StateMark>
        </p>
      )}
      {error && <ErrorPanel error={error} />}
    </Dialog>
  );
}
