import { useCallback, useEffect, useRef, useState } from 'react';
import type { InputOf, NamesOf, OutputOf } from '../../shared/contract/operation.ts';
import type { Operations } from '../../shared/contract/operations.ts';
import { type AppError, toAppError } from '../../shared/errors.ts';
import { useClient } from './client-context.tsx';

export interface Answer<T> {
  /** The last answer; kept while a newer one is on its way. */
  readonly value: T | null;
  readonly error: AppError | null;
  readonly loading: boolean;
  readonly again: () => void;
}

/**
 * Asks the engine, again whenever the input or `version` changes; a question that is no longer wanted is cancelled. A
 * null input asks nothing. While `held`, nothing is asked either, but the last answer stays: a question for somebody
 * who has moved on would delay what they are waiting for.
 */
export function useCall<N extends NamesOf<Operations, 'call'>>(
  name: N,
  input: InputOf<Operations[N]> | null,
  version = 0,
  held = false,
): Answer<OutputOf<Operations[N]>> {
  const client = useClient();
  const [answer, setAnswer] = useState<Pick<Answer<OutputOf<Operations[N]>>, 'value' | 'error'>>(unanswered);
  const [loading, setLoading] = useState(input !== null);
  const [attempt, setAttempt] = useState(0);
  const answered = useRef<string | null>(null);
  const question = input === null ? null : JSON.stringify([input, version, attempt]);

  useEffect(() => {
    if (question === null) {
      answered.current = null;
      setAnswer(unanswered);
      setLoading(false);
      return;
    }
    if (held || question === answered.current) return;
    const wanted = new AbortController();
    const [parsed] = JSON.parse(question) as [InputOf<Operations[N]>];
    setLoading(true);
    void client
      .call(name, parsed, { signal: wanted.signal })
      .then(
        (value) => ({ value, error: null }),
        (thrown: unknown) => ({ value: null, error: toAppError(thrown) }),
      )
      .then((next) => {
        if (wanted.signal.aborted) return;
        answered.current = question;
        setAnswer(next);
        setLoading(false);
      });
    return () => wanted.abort();
  }, [client, name, question, held]);

  const again = useCallback(() => setAttempt((count) => count + 1), []);
  return { ...answer, loading, again };
}

const unanswered = { value: null, error: null };
