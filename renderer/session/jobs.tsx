import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react';
import type { InputOf, NamesOf, OutputOf } from '../../shared/contract/operation.ts';
import type { Operations } from '../../shared/contract/operations.ts';
import type { Progress } from '../../shared/domain/progress.ts';
import { useClient } from './client-context.tsx';

/** A job that is running, as the status line shows it. */
export interface RunningJob {
  readonly id: number;
  readonly label: string;
  readonly started: number;
  readonly progress: Progress | null;
  readonly cancelling: boolean;
  readonly cancel: () => void;
}

interface Jobs {
  readonly running: readonly RunningJob[];
  /** @throws AppError CANCELLED when it was cancelled in time */
  readonly run: <N extends NamesOf<Operations, 'job'>>(
    name: N,
    input: InputOf<Operations[N]>,
    label: string,
  ) => Promise<OutputOf<Operations[N]>>;
}

const Context = createContext<Jobs | null>(null);

export function JobsProvider({ children }: { readonly children: ReactNode }) {
  const client = useClient();
  const [running, setRunning] = useState<readonly RunningJob[]>([]);
  const lastId = useRef(0);

  const run = useCallback<Jobs['run']>(
    async (name, input, label) => {
      lastId.current += 1;
      const id = lastId.current;
      const wanted = new AbortController();
      const change = (part: Partial<RunningJob>) =>
        setRunning((jobs) => jobs.map((job) => (job.id === id ? { ...job, ...part } : job)));
      const cancel = () => {
        change({ cancelling: true });
        wanted.abort();
      };
      const job = { id, label, started: Date.now(), progress: null, cancelling: false, cancel };
      setRunning((jobs) => [...jobs, job]);
      try {
        const onProgress = (progress: Progress) => change({ progress });
        return await client.job(name, input, { signal: wanted.signal, onProgress });
      } finally {
        setRunning((jobs) => jobs.filter((each) => each.id !== id));
      }
    },
    [client],
  );

  const jobs = useMemo(() => ({ running, run }), [running, run]);
  return <Context.Provider value={jobs}>{children}</Context.Provider>;
}

export function useJobs(): Jobs {
  const jobs = useContext(Context);
  if (jobs === null) throw new Error('no jobs around this component');
  return jobs;
}
