import type { ImportResult } from '../../shared/domain/import.ts';
import type { AppError } from '../../shared/errors.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { StoppedOrFailed } from '../design/stopped.tsx';
import type { CasePlace } from '../session/case-place.ts';
import { strings } from '../strings.ts';
import { Ledger } from './ledger.tsx';

interface Props {
  readonly result: ImportResult;
  /** Why it ended early. */
  readonly error: AppError | null;
  readonly onClose: () => void;
  readonly onReview: () => void;
  readonly onShow: (place: CasePlace) => void;
}

/** The result of an import: the ledger of its sources. */
export function Imported({ result, error, onClose, onReview, onShow }: Props) {
  const words = strings.importing;
  return (
    <Dialog
      title={error ? words.doneInPart : words.done}
      onClose={onClose}
      size="large"
      footer={
        <Button
          look="primary"
          autoFocus
          onPress={() => {
            onClose();
            onReview();
          }}
        >
          {words.review}
        </Button>
      }
    >
      {error && <StoppedOrFailed error={error} stopped={words.cancelled} />}
      <Ledger
        sources={result.sources}
        containers={result.containers}
        skipped={result.skipped}
        unchecked={result.unchecked}
        unapplied={result.unapplied}
        hashes={result.hashes}
        onShow={(place) => {
          onClose();
          onShow(place);
        }}
      />
    </Dialog>
  );
}
