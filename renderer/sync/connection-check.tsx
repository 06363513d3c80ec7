import { useEffect, useRef, useState } from 'react';
import type { ConnectionTest } from '../../shared/domain/sync.ts';
import { type AppError, toAppError } from '../../shared/errors.ts';
import { Button } from '../design/button.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { StateMark } from '../design/state-mark.tsx';
import { useClient } from '../session/client-context.tsx';
import { strings } from '../strings.ts';
import { connectionOf, type SyncWish } from './sync-wish.ts';

interface Props {
  readonly wish: SyncWish;
  readonly apiKey: string;
}

type Answer = { readonly test: ConnectionTest } | { readonly error: AppError };

/** Sends one small request, and says in plain words what came of it. */
export function ConnectionCheck({ wish, apiKey }: Props) {
  const client = useClient();
  const words = strings.sync;
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [asking, setAsking] = useState(false);
  const wanted = useRef<AbortController | null>(null);
  const asked = JSON.stringify(connectionOf(wish, apiKey));
  // An answer is about what was asked: once something else stands in the form, it says nothing.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was asked stands for the form
  useEffect(() => {
    setAnswer(null);
    setAsking(false);
    return () => wanted.current?.abort();
  }, [asked]);

  const test = async () => {
    const stop = new AbortController();
    wanted.current = stop;
    const { signal } = stop;
    setAsking(true);
    setAnswer(null);
    const next = await client.call('sync.test', connectionOf(wish, apiKey), { signal }).then(
      (tested) => ({ test: tested }),
      (thrown: unknown) => ({ error: toAppError(thrown) }),
    );
    if (signal.aborted) return;
    setAsking(false);
    setAnswer(next);
  };

  return (
    <div className="sync-check" aria-live="polite">
      <Button onPress={() => void test()} isDisabled={asking || apiKey === '' || wish.baseUrl.trim() === ''}>
        {asking ? words.form.testing : words.form.test}
      </Button>
      {answer !== null && 'error' in answer && <ErrorPanel error={answer.error} />}
      {answer !== null && 'test' in answer && (
        <div className="sync-tested">
          <StateMark tone="good">{words.tested.good(answer.test.elapsedMs)}</StateMark>
          {answer.test.reported !== null && <p>{words.tested.reported(answer.test.reported)}</p>}
          {answer.test.clockOffset !== null && <p>{words.tested.clock(answer.test.clockOffset)}</p>}
          {answer.test.peer !== null && (
            <p className="mono break-anywhere">{words.tested.peer(answer.test.peer)}</p>
          )}
        </div>
      )}
    </div>
  );
}
