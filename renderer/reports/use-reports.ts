import { useRef, useState } from 'react';
import type { GuidedReport, ReportWish } from '../../shared/domain/guided-report.ts';
import { type AppError, toAppError } from '../../shared/errors.ts';
import { useNotices } from '../notices/notices.tsx';
import { useJobs } from '../session/jobs.tsx';
import { strings } from '../strings.ts';
import { isSameWish } from './place.ts';

export type Reports = ReturnType<typeof useReports>;

/**
 * The report that was made last. It stays while a person is elsewhere in the case, so that they come back from its
 * entries to it, and not to another one; a report that is being made goes on, and they are told there how it ended.
 *
 * @param isShown whether the screen that shows it is
 * @param onShow shows it
 */
export function useReports(isShown: boolean, onShow: () => void) {
  const { tell, fail } = useNotices();
  const { run, running } = useJobs();
  const elsewhere = useRef(!isShown);
  elsewhere.current = !isShown;
  const [made, setMade] = useState<{ readonly wish: ReportWish; readonly report: GuidedReport } | null>(null);
  const [failed, setFailed] = useState<{ readonly wish: ReportWish; readonly error: AppError } | null>(null);
  const words = strings.reports;
  const job = running.find(({ label }) => label === words.making);
  const make = async (wish: ReportWish) => {
    setFailed(null);
    try {
      setMade({ wish, report: await run('report.make', wish, words.making) });
      if (elsewhere.current) tell({ text: words.made, action: { text: words.show, run: onShow } });
    } catch (thrown) {
      const error = toAppError(thrown);
      setFailed({ wish, error });
      if (elsewhere.current && error.code !== 'CANCELLED') fail(error);
    }
  };
  return {
    make,
    job,
    /** The report that answers a wish; null where none was made. */
    reportOf: (wish: ReportWish | null) =>
      made !== null && wish !== null && isSameWish(made.wish, wish) ? made.report : null,
    /** Why there is no newer one. */
    errorOf: (wish: ReportWish | null) =>
      failed !== null && wish !== null && isSameWish(failed.wish, wish) ? failed.error : null,
  };
}
