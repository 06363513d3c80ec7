import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { refuseBesideCase } from '../case/beside.ts';
import { heldPath } from '../custody/disclosure.ts';
import { ledTo } from '../files/place-file.ts';
import type { CaseThreads, CaseWorker } from './case-threads.ts';
import { assertReplaceable } from './replaceable.ts';

/** What a file holds, for custody. */
type What = Readonly<Record<string, string | number | boolean | null>>;

interface Disclosed<T> {
  readonly result: T;
  readonly what: What;
}

/**
 * Writes a file out of the case in a thread of its own. Where the case may be changed, the file is held beside its place
 * until custody tells of it, in the turn of what is written; opened read-only, a case is not touched.
 *
 * @param replaces whether the file takes the place of what stands at `out`, which may be no case file and no pack
 */
export async function discloseTo<T>(
  threads: CaseThreads,
  { out: path, replaces }: { readonly out: string; readonly replaces: boolean },
  write: (
    worker: CaseWorker,
    place: { readonly out: string; readonly heldAt?: string },
  ) => Promise<Disclosed<T>>,
): Promise<T> {
  const out = replaces ? ledTo(resolve(path)) : resolve(path);
  refuseBesideCase(out);
  if (replaces) assertReplaceable(out);
  if (threads.access.mode === 'read-only')
    return (await threads.apart((worker) => write(worker, { out }))).result;
  const heldAt = heldPath(out);
  try {
    const { result, what } = await threads.apart((worker) => write(worker, { out, heldAt }));
    const file = { held: heldAt, out, replaces };
    await threads.write((writer) => writer.client.call('custody.disclosed', { what: { ...what }, file }));
    return result;
  } finally {
    rmSync(heldAt, { force: true });
  }
}
