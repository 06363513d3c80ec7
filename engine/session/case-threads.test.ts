import { copyFileSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createCase } from '../case/create.ts';
import { CaseThreads, type CaseWorker } from './case-threads.ts';

async function open(isOpen: boolean): Promise<{ threads: CaseThreads; path: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'casebound-threads-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'c.casebound');
  await createCase(path, { title: 'Threads', examiner: 'Ann' });
  const threads = new CaseThreads({ path, mode: 'full', actor: 'Ann', isOpen });
  onTestFinished(() => threads.close());
  return { threads, path };
}

/** Has a thread do something, and tells which it was. */
function used(threads: CaseThreads): Promise<CaseWorker> {
  return threads.apart(async (worker) => {
    await worker.client.call('case.info', {});
    return worker;
  });
}

describe('the thread of long work', () => {
  it('does the next piece of it too, while the case is open', async () => {
    const { threads } = await open(true);
    const first = await used(threads);
    expect(await used(threads)).toBe(first);
    await threads.close();
    expect(first.isThere).toBe(false);
  });

  it('reads the case again after it let go of it', async () => {
    const { threads } = await open(true);
    const first = await used(threads);
    await first.client.call('thread.rest', {});
    expect(await used(threads)).toBe(first);
  });

  it('is another where two are at work, of which one then waits', async () => {
    const { threads } = await open(true);
    const [first, second] = await Promise.all([used(threads), used(threads)]);
    expect(first).not.toBe(second);
    expect([first, second].filter(({ isThere }) => isThere)).toHaveLength(1);
    expect([first, second]).toContain(await used(threads));
  });

  it('ends with its work where nothing is open, where it failed, and where the case was closed meanwhile', async () => {
    expect((await used((await open(false)).threads)).isThere).toBe(false);
    const { threads } = await open(true);
    let failed: CaseWorker | null = null;
    const failing = threads.apart((worker) => {
      failed = worker;
      return worker.client.call('entry.detail', { id: -1 });
    });
    await expect(failing).rejects.toThrow();
    expect(failed).toMatchObject({ isThere: false });
    const outlasting = threads.apart(async (worker) => {
      await threads.close();
      return worker;
    });
    expect((await outlasting).isThere).toBe(false);
  });

  it('is not one that has another file open than stands there by now', async () => {
    const { threads, path } = await open(true);
    const first = await used(threads);
    copyFileSync(path, `${path}.other`);
    renameSync(`${path}.other`, path);
    await expect(used(threads)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    expect(first.isThere).toBe(false);
  });
});
