import { useCallback, useState } from 'react';
import { type AppError, toAppError } from '../../shared/errors.ts';

/** An action that a person starts and that may fail: why the last attempt did, until the next begins. */
export function useAttempt(): {
  readonly error: AppError | null;
  /** While an attempt is under way. */
  readonly busy: boolean;
  readonly attempt: (act: () => Promise<unknown>) => Promise<void>;
} {
  const [error, setError] = useState<AppError | null>(null);
  const [busy, setBusy] = useState(false);
  const attempt = useCallback(async (act: () => Promise<unknown>) => {
    setError(null);
    setBusy(true);
    try {
      await act();
    } catch (thrown) {
      setError(toAppError(thrown));
    } finally {
      setBusy(false);
    }
  }, []);
  return { error, busy, attempt };
}
