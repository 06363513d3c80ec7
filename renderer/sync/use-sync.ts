import { useCallback, useRef, useState } from 'react';
import type { InputOf } from '../../shared/contract/operation.ts';
import type { Operations } from '../../shared/contract/operations.ts';
import type { SyncedSource } from '../../shared/domain/sync.ts';
import { type AppError, toAppError } from '../../shared/errors.ts';
import { useNotices } from '../notices/notices.tsx';
import { useCase } from '../session/case-context.tsx';
import { type RunningJob, useJobs } from '../session/jobs.tsx';
import { strings } from '../strings.ts';

export interface Sync {
  /** Whether its dialog is there: an acquisition goes on without it. */
  readonly shown: boolean;
  readonly job: RunningJob | undefined;
  /** What came of the last acquisition, and why it ended, until it was looked at. */
  readonly finished: readonly SyncedSource[] | null;
  readonly error: AppError | null;
  readonly open: () => void;
  readonly close: () => void;
  readonly start: (input: InputOf<Operations['sync.run']>) => Promise<void>;
  readonly keep: (acquisition: number) => Promise<void>;
}

/** The acquisition of this case that runs, or ran last. What comes of it while nobody looks is told in passing. */
export function useSync(): Sync {
  const { changed } = useCase();
  const { run, running } = useJobs();
  const { tell, fail } = useNotices();
  const words = strings.sync;
  const [shown, setShown] = useState(false);
  const [finished, setFinished] = useState<readonly SyncedSource[] | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const isShown = useRef(false);
  const show = useCallback((next: boolean) => {
    isShown.current = next;
    setShown(next);
  }, []);
  const open = useCallback(() => show(true), [show]);
  const close = useCallback(() => {
    show(false);
    setFinished(null);
    setError(null);
  }, [show]);

  const ending = async (work: Promise<{ readonly sources: readonly SyncedSource[] }>) => {
    setError(null);
    try {
      const { sources } = await work;
      setFinished(sources);
      if (!isShown.current) {
        const entries = sources.reduce((sum, source) => sum + source.entries, 0);
        const text = words.done.told(
          entries,
          sources.every(({ complete }) => complete),
        );
        tell({ text, action: { text: words.done.show, run: open } });
      }
    } catch (thrown) {
      const fault = toAppError(thrown);
      setError(fault);
      if (!isShown.current && fault.code !== 'CANCELLED') fail(fault);
    }
    await changed();
  };
  return {
    shown,
    job: running.find(({ label }) => label === words.running || label === words.following),
    finished,
    error,
    open,
    close,
    start: (input) =>
      ending(run('sync.run', input, input.follow === undefined ? words.running : words.following)),
    keep: (acquisition) => ending(run('sync.keep', { acquisition }, words.storing)),
  };
}
