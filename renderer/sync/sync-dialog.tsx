import { useState } from 'react';
import { type AppError, toAppError } from '../../shared/errors.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { StoppedOrFailed } from '../design/stopped.tsx';
import { useCase } from '../session/case-context.tsx';
import { useClient } from '../session/client-context.tsx';
import { useStoredState } from '../session/stored-state.ts';
import { useCall } from '../session/use-call.ts';
import { strings } from '../strings.ts';
import { NotDone } from './not-done.tsx';
import { Statement } from './statement.tsx';
import { SyncForm } from './sync-form.tsx';
import { SyncProgress } from './sync-progress.tsx';
import { inputOf, newWish, readWish, type SyncWish, secondsFault, wishOfAcquisition } from './sync-wish.ts';
import { type ApiKey, useApiKey } from './use-api-key.ts';
import type { Sync } from './use-sync.ts';
import './sync.css';

interface Props {
  readonly sync: Sync;
  readonly onReview: () => void;
}

/** Where to ask and what for; then the acquisition, and the statement of how complete it is. */
export function SyncDialog({ sync, onReview }: Props) {
  const { job, finished, close } = sync;
  const [wish, setWish] = useStoredState('sync.wish', newWish('itsreal'), readWish);
  // Here, so that it need not be given again after a refusal; with the dialog it is gone.
  const apiKey = useApiKey(wish.system, wish.baseUrl);
  if (job !== undefined) return <SyncProgress job={job} onHide={close} />;
  if (finished === null) return <SyncQuestion sync={sync} wish={wish} onWish={setWish} secret={apiKey} />;
  const words = strings.sync.done;
  return (
    <Dialog
      title={words.title}
      onClose={close}
      size="large"
      footer={
        <Button
          look="primary"
          autoFocus
          onPress={() => {
            close();
            onReview();
          }}
        >
          {words.review}
        </Button>
      }
    >
      {finished.length === 0 && <p>{words.nothing}</p>}
      {finished.map((source) => (
        <Statement key={source.id} source={source} />
      ))}
    </Dialog>
  );
}

interface QuestionProps {
  readonly sync: Sync;
  readonly wish: SyncWish;
  readonly onWish: (wish: SyncWish) => void;
  readonly secret: ApiKey;
}

function SyncQuestion({ sync, wish, onWish, secret }: QuestionProps) {
  const { version } = useCase();
  const client = useClient();
  const words = strings.sync;
  const { error, start, keep, close } = sync;
  const { apiKey, keepNow } = secret;
  const [failed, setFailed] = useState<AppError | null>(null);
  const acquisitions = useCall('sync.list', {}, version);
  const open = (acquisitions.value ?? []).filter(({ ended }) => ended === null);
  const ready = apiKey !== '' && wish.baseUrl.trim() !== '' && !secondsFault(wish);
  const fault = failed ?? error;
  const discard = (acquisition: number) =>
    client.call('sync.discard', { acquisition }).then(acquisitions.again, (thrown: unknown) => {
      setFailed(toAppError(thrown));
    });
  return (
    <Dialog
      title={words.title}
      onClose={close}
      size="large"
      footer={
        <>
          <Button onPress={close}>{strings.cancel}</Button>
          <Button
            look="primary"
            isDisabled={!ready}
            onPress={() => {
              keepNow();
              void start(inputOf(wish, apiKey));
            }}
          >
            {words.form.start}
          </Button>
        </>
      }
    >
      {fault && <StoppedOrFailed error={fault} stopped={words.done.stopped} />}
      {open.length > 0 && (
        <NotDone
          acquisitions={open}
          onResume={(acquisition) => onWish(wishOfAcquisition(acquisition))}
          onKeep={({ id }) => void keep(id)}
          onDiscard={({ id }) => void discard(id)}
        />
      )}
      <SyncForm wish={wish} onWish={onWish} secret={secret} />
    </Dialog>
  );
}
