import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { strings } from '../strings.ts';

interface Props {
  readonly onStay: () => void;
  readonly onKeep: () => void;
  readonly onDiscard: () => void;
}

/** Asks what should become of an unfinished draft. */
export function LeaveDialog({ onStay, onKeep, onDiscard }: Props) {
  const words = strings.seal.leave;
  return (
    <Dialog
      title={words.title}
      onClose={onStay}
      footer={
        <>
          <Button onPress={onDiscard}>{words.discard}</Button>
          <Button onPress={onKeep}>{words.keep}</Button>
          <Button look="primary" onPress={onStay} autoFocus>
            {words.stay}
          </Button>
        </>
      }
    >
      <p>{words.help}</p>
    </Dialog>
  );
}
