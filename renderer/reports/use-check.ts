import { useState } from 'react';
import type { ReportCheck } from '../../shared/domain/guided-report.ts';
import { AppError, toAppError } from '../../shared/errors.ts';
import { useSession } from '../session/client-context.tsx';
import { useJobs } from '../session/jobs.tsx';
import { strings } from '../strings.ts';

export type Checking = ReturnType<typeof useCheck>;

/** The report that is held against the case, and what came of it; it stays while a person is elsewhere in the case. */
export function useCheck() {
  const { host } = useSession();
  const { run, running } = useJobs();
  const [path, setPath] = useState('');
  const [check, setCheck] = useState<ReportCheck | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const words = strings.reports.check;
  const job = running.find(({ label }) => label === words.running);
  const choose = (next: string) => {
    setPath(next);
    setCheck(null);
    setError(null);
  };
  const start = async (chosen: string) => {
    choose(chosen);
    try {
      setCheck(await run('report.check', { path: chosen.trim() }, words.running));
    } catch (thrown) {
      setError(toAppError(thrown));
    }
  };
  const drop = ([file]: readonly File[]) => {
    if (file === undefined || job !== undefined) return;
    const dropped = host.pathOfDropped(file);
    if (dropped !== null) return void start(dropped);
    choose('');
    setError(unknownPlace(file.name));
  };
  return { path, choose, start, drop, job, check, error };
}

function unknownPlace(name: string): AppError {
  const words = strings.reports.check;
  return new AppError({
    code: 'INVALID_INPUT',
    message: words.dropUnknown(name),
    safe: words.dropUnknownSafe,
    next: words.dropUnknownNext,
  });
}
