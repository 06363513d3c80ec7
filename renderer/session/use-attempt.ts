import { useCallback, useState } from 'react';
import { type AppError, toAppError } from '../../shared/errors.ts';

/** An action that a person starts and that may fail: why the last attempt did, until the next begins. */
export function useAttempt(): {
  readonly error: AppError | null;
  readonly attempt: (act: () => Promise<unknown>) => Promise<void>;
} {
  const [error, setError] = useState<AppError | null>(null);
  const attempt = useCallback(async (act: () => Promise<unknown>) => {
    setError(null);
    try {
      await act();
    } catch (thrown) {
      setError(toAppError(thrown));
    }
  }, []);
  return { error, attempt };
}
