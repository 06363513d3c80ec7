import type { AppError } from '../../shared/errors.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { strings } from '../strings.ts';

interface Props {
  readonly error: AppError;
  /** Null if it was not a file that could be imported instead, or if nothing can be imported. */
  readonly onImport: (() => void) | null;
  readonly onClose: () => void;
}

/** What could not be opened while a case stays open, and why. */
export function NotOpened({ error, onImport, onClose }: Props) {
  return (
    <Dialog title={strings.notOpened} onClose={onClose}>
      <ErrorPanel error={error}>
        {onImport && <Button onPress={onImport}>{strings.importing.open}</Button>}
      </ErrorPanel>
    </Dialog>
  );
}
