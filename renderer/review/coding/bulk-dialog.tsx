import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { strings } from '../../strings.ts';
import { markText } from './mark-text.ts';
import type { Pending } from './use-coding.ts';

/** Asks before many entries are annotated at once. */
export function BulkDialog({ pending }: { readonly pending: Pending }) {
  const { mark, count, confirm, leave } = pending;
  const words = strings.coding.bulk;
  return (
    <Dialog
      title={words.title(count)}
      onClose={leave}
      footer={
        <>
          <Button onPress={leave}>{strings.cancel}</Button>
          <Button look="primary" autoFocus onPress={confirm}>
            {words.confirm(count)}
          </Button>
        </>
      }
    >
      <p>{markText(mark, count)}</p>
      <p className="quiet">{words.help}</p>
    </Dialog>
  );
}
