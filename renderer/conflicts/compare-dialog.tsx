import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { strings } from '../strings.ts';
import { Compared } from './conflict-list.tsx';

interface Props {
  /** An entry's number. */
  readonly id: number;
  readonly onClose: () => void;
}

/** Compares an entry with the first that has its id, over the screen from which this was asked. */
export function CompareDialog({ id, onClose }: Props) {
  return (
    <Dialog
      title={strings.conflicts.compareTitle}
      onClose={onClose}
      size="full"
      footer={
        <Button look="primary" onPress={onClose} autoFocus>
          {strings.close}
        </Button>
      }
    >
      <Compared id={id} onQuery={null} />
    </Dialog>
  );
}
