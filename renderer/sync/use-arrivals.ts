import { useEffect } from 'react';
import { useCase } from '../session/case-context.tsx';
import { useJobs } from '../session/jobs.tsx';

/** Reads the case anew whenever a job that goes on has put something into it: what came shows up in the review. */
export function useArrivals(): void {
  const { changed } = useCase();
  const { running } = useJobs();
  const arrivals = running.reduce((sum, { progress }) => sum + (progress?.arrivals ?? 0), 0);
  useEffect(() => {
    if (arrivals > 0) void changed();
  }, [arrivals, changed]);
}
