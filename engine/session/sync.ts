import { existsSync, rmSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { ParsedInputOf } from '../../shared/contract/operation.ts';
import type { JobContext } from '../../shared/contract/server.ts';
import type { syncOperations } from '../../shared/contract/sync-operations.ts';
import type { Acquisition, SyncedSource, SyncResult } from '../../shared/domain/sync.ts';
import { toAppError } from '../../shared/errors.ts';
import { createCase } from '../case/create.ts';
import { settle } from '../case/open.ts';
import { resolved } from '../sync/begin.ts';
import { usableKey } from '../sync/http/key.ts';
import { resultOf } from '../sync/result.ts';
import { accountName } from './account.ts';
import { CaseThreads } from './case-threads.ts';

type Wish = ParsedInputOf<(typeof syncOperations)['sync.run']>;

/**
 * Acquires, and makes a source of it; with `follow` again and again, until it is stopped: then what came so far is the
 * result. Fetching has a thread of its own, so that a person goes on with the case; only the source is made in turn with
 * other changes.
 */
export async function runSync(threads: CaseThreads, wish: Wish, context: JobContext): Promise<SyncResult> {
  const { into: _, follow, ...request } = wish;
  const sources: SyncedSource[] = [];
  const told = {
    ...context,
    progress: (progress: Parameters<JobContext['progress']>[0]) =>
      context.progress({ ...progress, arrivals: sources.length }),
  };
  try {
    for (;;) {
      const once = follow === undefined || sources.length === 0;
      const acquired = await acquireOnce(threads, request, told, once);
      const source = acquired === null ? null : await settleOne(threads, acquired, !once, told);
      if (source !== null) sources.push(source);
      if (follow === undefined) return resultOf(sources);
      await pause(follow, told);
    }
  } catch (error) {
    // Whoever stops watching has what came until then.
    if (follow !== undefined && sources.length > 0 && toAppError(error).code === 'CANCELLED')
      return resultOf(sources);
    throw error;
  }
}

/** What passes by itself, such as a network that is away, ends no watch once it has begun: null, and asked again later. */
async function acquireOnce(
  threads: CaseThreads,
  { caFile, ...request }: Omit<Wish, 'into' | 'follow'>,
  context: JobContext,
  once: boolean,
): Promise<Acquisition | null> {
  const wish = { ...request, caFile: caFile && resolve(caFile) };
  try {
    return await threads.apart((worker) => worker.job('sync.acquire', wish, context));
  } catch (error) {
    // A server that asks to stay away for long is not asked again by itself.
    if (once || toAppError(error).code !== 'SOURCE_UNREACHABLE') throw error;
    return null;
  }
}

/** Makes a source of what an acquisition has fetched so far. */
export async function settled(threads: CaseThreads, id: number, context: JobContext): Promise<SyncResult> {
  const source = await settleOne(threads, { id }, false, context);
  return resultOf(source === null ? [] : [source]);
}

function settleOne(
  threads: CaseThreads,
  { id }: Pick<Acquisition, 'id'>,
  onlyNew: boolean,
  context: JobContext,
): Promise<SyncedSource | null> {
  return threads.write((writer) => writer.job('sync.settle', { acquisition: id, onlyNew }, context));
}

async function pause(seconds: number, { signal, progress }: JobContext): Promise<void> {
  progress({ phase: `watching, asked every ${seconds} s`, done: 0, total: null, unit: 'entries' });
  try {
    await wait(seconds * 1000, undefined, { signal });
  } catch {
    // Stopped: the next request is not sent, and says so.
  }
}

/** As `runSync`, on a case file that no session has open; it is made where there is none. */
export async function syncInto(
  wish: Wish & { readonly into: string },
  context: JobContext,
): Promise<SyncResult> {
  const path = resolve(wish.into);
  // What cannot be asked for makes no case.
  resolved(wish, Date.now());
  usableKey(wish.key);
  const isNew = !existsSync(path);
  if (isNew)
    await createCase(path, {
      title: basename(path).replace(/\.casebound$/, ''),
      examiner: accountName(),
    });
  const threads = new CaseThreads({ path, mode: 'full', actor: accountName() });
  let isFruitless = false;
  try {
    return await runSync(threads, wish, context);
  } catch (error) {
    isFruitless = isNew && (await holdsNothing(threads));
    throw error;
  } finally {
    await threads.close();
    settle(path);
    if (isFruitless) rmSync(path);
  }
}

/** Whether a case has neither sources nor anything of which one may be made. */
async function holdsNothing({ reading: { client } }: CaseThreads): Promise<boolean> {
  const [{ sources }, acquisitions] = [
    await client.call('case.info', {}),
    await client.call('sync.list', {}),
  ];
  return sources.length + acquisitions.length === 0;
}
