import { useState } from 'react';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { TextField } from '../design/fields.tsx';
import { useCase } from '../session/case-context.tsx';
import { useClient } from '../session/client-context.tsx';
import { useAttempt } from '../session/use-attempt.ts';
import { strings } from '../strings.ts';

/** Closes the case to imports and annotations, or reopens it. */
export function ClosingDialog({ onClose }: { readonly onClose: () => void }) {
  const client = useClient();
  const { info, changed } = useCase();
  const [reason, setReason] = useState('');
  const { error, busy, attempt } = useAttempt();
  const closed = info.closed === null;
  const words = strings.frame.closing;
  const act = () =>
    attempt(async () => {
      const why = reason.trim();
      await client.call('case.setClosed', { closed, ...(why === '' ? {} : { reason: why }) });
      await changed();
      onClose();
    });
  return (
    <Dialog
      title={closed ? words.title : words.reopenTitle}
      onClose={onClose}
      onEnter={busy ? null : () => void act()}
      footer={
        <>
          <Button onPress={onClose}>{strings.cancel}</Button>
          <Button look="primary" isDisabled={busy} onPress={() => void act()}>
            {closed ? words.close : words.reopen}
          </Button>
        </>
      }
    >
      <p>{closed ? words.help : words.reopenHelp}</p>
      <TextField label={words.reason} value={reason} onChange={setReason} maxLength={2000} autoFocus />
      {error && <ErrorPanel error={error} />}
    </Dialog>
  );
}
