import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeZip } from '../../engine/packed/testing/make-zip.ts';
import { seeded } from '../../samples/random.ts';
import type { CaseInfo } from '../../shared/domain/case.ts';
import { caseboundJson, ended, importInto, startCasebound, verify } from './casebound.ts';
import { Workspace } from './workspace.ts';

/** How often each import is killed; more by CASEBOUND_KILLS, as `npm run kill` does. */
const kills = Number(process.env['CASEBOUND_KILLS'] ?? 5);
const timeout = 60_000 + kills * 20_000;

describe('an import killed at any moment', () => {
  const workspace = new Workspace();
  afterAll(() => workspace[Symbol.dispose]());
  const first = workspace.trail('first.ndjson', 500);
  const second = workspace.trail('second.ndjson', 30_000);
  const before = workspace.path('before.casebound');
  let duration = 0;
  let counts: CaseInfo['counts'];

  beforeAll(async () => {
    await importInto(before, first);
    counts = (await caseboundJson<CaseInfo>(['info', before])).counts;
    const started = performance.now();
    await importInto(workspace.path('whole.casebound'), second);
    duration = performance.now() - started;
  });

  it('leaves an existing case as it was, or with the import whole', { timeout }, async () => {
    let killed = 0;
    for (const [n, delay] of moments(71)) {
      const caseFile = caseIn(`existing-${n}`);
      copyFileSync(before, caseFile);
      if (await killedImport(caseFile, delay)) {
        const info = await caseboundJson<CaseInfo>(['info', caseFile]);
        if (info.sources.length === 1) {
          killed++;
          expect(info.counts).toEqual(counts);
        }
        expect((await verify(caseFile)).ok, `killed after ${delay} ms`).toBe(true);
      }
      await goesOn(caseFile, 30_000);
    }
    expect(killed).toBeGreaterThan(kills / 3);
  });

  it('of a zip leaves an existing case as it was, or with all of the zip', { timeout }, async () => {
    const zip = workspace.write(
      'second.zip',
      makeZip([
        { name: 'a.ndjson', content: readFileSync(second), deflated: true },
        { name: 'b.ndjson.gz', content: gzipSync(readFileSync(first)) },
      ]),
    );
    let killed = 0;
    for (const [n, delay] of moments(73)) {
      const caseFile = caseIn(`zip-${n}`);
      copyFileSync(before, caseFile);
      if (await killedImport(caseFile, delay, zip)) {
        const info = await caseboundJson<CaseInfo>(['info', caseFile]);
        if (info.sources.length === 1) {
          killed++;
          expect(info.counts).toEqual(counts);
          expect(info.containers).toEqual([]);
        } else {
          expect(info.sources).toHaveLength(3);
        }
        expect((await verify(caseFile)).ok, `killed after ${delay} ms`).toBe(true);
      }
      await goesOn(caseFile, 30_000, zip);
    }
    expect(killed).toBeGreaterThan(kills / 3);
  });

  it('leaves no new case, or a whole one', { timeout }, async () => {
    let killed = 0;
    for (const [n, delay] of moments(72)) {
      const caseFile = caseIn(`new-${n}`);
      await killedImport(caseFile, delay);
      if (existsSync(caseFile)) {
        expect((await verify(caseFile)).ok, `killed after ${delay} ms`).toBe(true);
      } else {
        killed++;
      }
      await goesOn(caseFile, 30_000);
    }
    expect(killed).toBeGreaterThan(kills / 3);
  });

  /** Seeded delays in ms, one in each of as many equal parts of the time that an undisturbed import takes. */
  function* moments(seed: number): Generator<[n: number, delay: number]> {
    const random = seeded(seed);
    for (let n = 0; n < kills; n++) yield [n, Math.round(((n + random.next()) / kills) * duration)];
  }

  function caseIn(directory: string): string {
    mkdirSync(workspace.path(directory));
    return `${workspace.path(directory)}/case.casebound`;
  }

  /** Whether it was still running when it was killed. */
  async function killedImport(caseFile: string, delay: number, path = second): Promise<boolean> {
    const child = startCasebound(['import', caseFile, path]);
    const started = performance.now();
    const end = ended(child).then((code) => {
      // The machine was busier when the time was taken: later moments lie within what it takes now.
      if (code !== null) duration = Math.min(duration, performance.now() - started);
      return code;
    });
    await Promise.race([end, sleep(delay)]);
    if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    return (await end) === null;
  }

  /** The same import again succeeds, the case verifies, and nothing of the killed one lies about. */
  async function goesOn(caseFile: string, records: number, path = second): Promise<void> {
    const { sources } = await importInto(caseFile, path);
    expect((sources[0]?.entries ?? 0) + (sources[0]?.duplicates ?? 0)).toBe(records);
    expect((await verify(caseFile)).ok).toBe(true);
    expect(readdirSync(caseFile.slice(0, caseFile.lastIndexOf('/')))).toEqual(['case.casebound']);
  }
});
