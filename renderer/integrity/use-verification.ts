import { useState } from 'react';
import type { VerifyReport } from '../../shared/domain/verification.ts';
import { type AppError, toAppError } from '../../shared/errors.ts';
import { useCase } from '../session/case-context.tsx';
import { useJobs } from '../session/jobs.tsx';
import { strings } from '../strings.ts';
import type { VerifyWish } from './verify-choices.ts';

/** A verification of the open case: recorded, unless the case is open read-only. */
export function useVerification() {
  const { changed, canAnnotate } = useCase();
  const { run, running } = useJobs();
  const [unrecorded, setUnrecorded] = useState<{ time: string; report: VerifyReport } | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const job = running.find(({ label }) => label === strings.integrity.verifying);
  const [stopped, setStopped] = useState<VerifyWish | null>(null);
  const [hasRun, setHasRun] = useState(false);
  const verify = async (wish: VerifyWish) => {
    setError(null);
    setStopped(null);
    setHasRun(true);
    try {
      const input = { reuse: 'nothing' as const, ...wish, record: canAnnotate };
      const report = await run('verify.run', input, strings.integrity.verifying);
      setUnrecorded(canAnnotate ? null : { time: new Date().toISOString(), report });
      await changed();
    } catch (thrown) {
      const failure = toAppError(thrown);
      if (failure.code !== 'CANCELLED') setError(failure);
      // A key is kept for nothing, not for this either.
      else if (wish.chain?.hmacKey === undefined) setStopped(wish);
    }
  };
  return { verify, unrecorded, job, error, stopped, hasRun };
}
