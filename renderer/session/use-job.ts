import { useCallback, useEffect, useState } from 'react';
import type { InputOf, NamesOf, OutputOf } from '../../shared/contract/operation.ts';
import type { Operations } from '../../shared/contract/operations.ts';
import type { Progress } from '../../shared/domain/progress.ts';
import { toAppError } from '../../shared/errors.ts';
import { useClient } from './client-context.tsx';
import type { Answer } from './use-call.ts';

export interface JobAnswer<T> extends Answer<T> {
  readonly progress: Progress | null;
  /** When it was asked, in milliseconds since 1970. */
  readonly started: number;
}

interface State<T> extends Pick<JobAnswer<T>, 'value' | 'error' | 'progress' | 'started'> {
  /** The question that `value` or `error` answers. */
  readonly answered: string | null;
}

/**
 * Like `useCall`, for a question that may take long: it is asked once the input has stayed the same for `pauseMs`,
 * and cancelled when another replaces it. A value is kept until the next arrives, but a value of another question is
 * not shown.
 */
export function useJob<N extends NamesOf<Operations, 'job'>>(
  name: N,
  input: InputOf<Operations[N]> | null,
  { version = 0, pauseMs = 0 } = {},
): JobAnswer<OutputOf<Operations[N]>> {
  const client = useClient();
  const [attempt, setAttempt] = useState(0);
  const question = input === null ? null : JSON.stringify([input, version, attempt]);
  const [state, setState] = useState<State<OutputOf<Operations[N]>>>(unasked);

  useEffect(() => {
    if (question === null) return setState(unasked);
    const wanted = new AbortController();
    const { signal } = wanted;
    const [parsed] = JSON.parse(question) as [InputOf<Operations[N]>];
    const settle = (part: Partial<State<OutputOf<Operations[N]>>>) =>
      !signal.aborted && setState((before) => ({ ...before, ...part }));
    const ask = () => {
      settle({ progress: null, started: Date.now() });
      client.job(name, parsed, { signal, onProgress: (progress) => settle({ progress }) }).then(
        (value) => settle({ value, error: null, answered: question }),
        (thrown: unknown) => settle({ value: null, error: toAppError(thrown), answered: question }),
      );
    };
    const timer = setTimeout(ask, pauseMs);
    return () => {
      clearTimeout(timer);
      wanted.abort();
    };
  }, [client, name, question, pauseMs]);

  const again = useCallback(() => setAttempt((count) => count + 1), []);
  const { answered, ...rest } = state;
  return { ...rest, loading: question !== null && answered !== question, again };
}

const unasked = { value: null, error: null, progress: null, started: 0, answered: null };
