import { useEffect, useState } from 'react';
import type { ImportResult } from '../../shared/domain/import.ts';
import { type AppError, toAppError } from '../../shared/errors.ts';
import { useCase } from '../session/case-context.tsx';
import { useJobs } from '../session/jobs.tsx';
import { strings } from '../strings.ts';
import { asDetected, type Chosen, importInputs, type Reading } from './reading.ts';

const nothingYet: ImportResult = {
  sources: [],
  containers: [],
  skipped: [],
  hashes: [],
  unchecked: [],
  unapplied: [],
};

type Options = Parameters<typeof importInputs>[1];

/**
 * What was chosen to be imported, the import, and what came of it.
 *
 * @param paths what was dropped, or chosen elsewhere; what comes later is added
 */
export function useImport(paths: readonly string[]) {
  const { changed } = useCase();
  const { run, running } = useJobs();
  const [chosen, setChosen] = useState<readonly Chosen[]>([]);
  const [part, setPart] = useState({ part: 1, of: 1 });
  const [result, setResult] = useState<ImportResult | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const label = strings.importing.running;
  useEffect(() => {
    setResult(null);
    setChosen((before) => withPaths(before, paths));
  }, [paths]);

  const add = (more: readonly string[]) => setChosen((before) => withPaths(before, more));
  const read = (which: Chosen, reading: Reading) =>
    setChosen((before) => before.map((each) => (each.path === which.path ? { ...each, reading } : each)));
  const remove = (gone: (path: string) => boolean) =>
    setChosen((before) => before.filter(({ path }) => !gone(path)));
  const start = async (options: Options) => {
    setError(null);
    const inputs = importInputs(chosen, options);
    let done: ImportResult | null = null;
    try {
      for (const [place, input] of inputs.entries()) {
        setPart({ part: place + 1, of: inputs.length });
        done = joined(done ?? nothingYet, await run('import.run', input, label));
      }
    } catch (thrown) {
      setError(toAppError(thrown));
    }
    // What is complete stays in the case even if a later part failed, and is reported in any case.
    setResult(done);
    if (done !== null) setChosen([]);
    await changed();
  };
  const job = running.find((each) => each.label === label);
  return { chosen, add, read, remove, start, job, part, result, error };
}

function withPaths(before: readonly Chosen[], more: readonly string[]): readonly Chosen[] {
  const known = new Set(before.map(({ path }) => path));
  const added = [...new Set(more)].filter((path) => !known.has(path));
  return added.length === 0 ? before : [...before, ...added.map((path) => ({ path, reading: asDetected }))];
}

function joined(before: ImportResult, next: ImportResult): ImportResult {
  return {
    sources: [...before.sources, ...next.sources],
    containers: [...before.containers, ...next.containers],
    skipped: [...before.skipped, ...next.skipped],
    hashes: [...before.hashes, ...next.hashes],
    unchecked: [...before.unchecked, ...next.unchecked],
    unapplied: [...before.unapplied, ...next.unapplied],
  };
}
