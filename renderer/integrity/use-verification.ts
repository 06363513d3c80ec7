import { useRef, useState } from 'react';
import type { VerifyReport } from '../../shared/domain/verification.ts';
import { type AppError, toAppError } from '../../shared/errors.ts';
import { useNotices } from '../notices/notices.tsx';
import { useCase } from '../session/case-context.tsx';
import { useJobs } from '../session/jobs.tsx';
import { strings } from '../strings.ts';
import { verdictOf } from './verdict.ts';
import type { VerifyWish } from './verify-choices.ts';

export type Verification = ReturnType<typeof useVerification>;

/**
 * A verification of the open case: recorded, unless the case is open read-only. It goes on while a person is elsewhere, and tells them
 * there how it ended.
 *
 * @param isShown whether the screen that shows it is
 * @param onShow shows it
 */
export function useVerification(isShown: boolean, onShow: () => void) {
  const { tell, fail } = useNotices();
  const elsewhere = useRef(!isShown);
  elsewhere.current = !isShown;
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
      if (elsewhere.current)
        tell({
          text: strings.integrity.verifiedNow(verdictOf(report).words),
          action: { text: strings.integrity.showVerified, run: onShow },
        });
      await changed();
    } catch (thrown) {
      const failure = toAppError(thrown);
      if (failure.code !== 'CANCELLED') {
        setError(failure);
        if (elsewhere.current) fail(failure);
      }
      // A key is never kept, not even for this.
      else if (wish.chain?.hmacKey === undefined) setStopped(wish);
    }
  };
  return { verify, unrecorded, job, error, stopped, hasRun };
}
