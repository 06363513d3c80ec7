/** A case file of which a bit or a row was changed anywhere: who goes on from a verification before it says what one that derives everything says. */
import { appendFileSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { openReadable } from '../../case/open.ts';
import { type TaskContext, unwatched } from '../../task.ts';
import { StopFlag } from '../../threads/signal.ts';
import { importFiles, makeEntry, ndjson, trail, write } from '../testing/chained-case.ts';
import { changesOfCase, makeChange } from '../testing/row-changes.ts';
import { verifyCase } from '../verify-case.ts';
import { keptStates } from './kept-states.ts';

const runs = Number(process.env['CASEBOUND_RUNS'] ?? 6);
let folder: string;
let path: string;
let made: Buffer;

/** What is said of the file as it stands; null where it cannot be read at all. */
async function found(state: string | null, context: TaskContext = unwatched) {
  let db: ReturnType<typeof openReadable> | null = null;
  let kept: ReturnType<typeof keptStates> | null = null;
  try {
    db = openReadable(path);
    kept = state === null ? null : keptStates(db, state);
    const states = kept && { ...kept, places: { ...kept.places, every: 0 } };
    const options = { partial: false, ...(states === null ? {} : { states }) };
    const { ok, findings, axes } = await verifyCase(db, path, options, context, new StopFlag());
    return {
      ok,
      status: axes.map(({ axis, subject, status }) => [axis, subject, status]),
      findings: findings.map((finding) => JSON.stringify(finding, Object.keys(finding).sort())).sort(),
    };
  } catch (error) {
    if (error instanceof AppError && error.code !== 'CANCELLED') return null;
    if (error instanceof Error && /^SQLITE_/.test(String((error as NodeJS.ErrnoException).code))) return null;
    throw error;
  } finally {
    kept?.close();
    db?.close();
  }
}

function stoppedAfter(parts: number): TaskContext {
  let seen = 0;
  const checkCancelled = () => {
    if (++seen === parts) throw new AppError({ code: 'CANCELLED', message: 'stopped', next: 'go on' });
  };
  return { checkCancelled, progress: () => {} };
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'casebound-bits-'));
  path = `${folder}/c.casebound`;
  const entries = trail(300);
  const first = write(folder, 'a.ndjson', ndjson([...entries.slice(0, 290), '{"broken', makeEntry(3)]));
  await importFiles(path, [first]);
  // Of the first source all is known then; of the second, which grew from it, a part.
  await found(`${folder}/known.state`);
  appendFileSync(first, ndjson(entries.slice(290)));
  await importFiles(path, [first]);
  copyFileSync(`${folder}/known.state`, `${folder}/grown.state`);
  await found(`${folder}/known.state`);
  // Of neither all.
  await expect(found(`${folder}/part.state`, stoppedAfter(1))).rejects.toThrow('stopped');
  made = readFileSync(path);
});

afterAll(() => rmSync(folder, { recursive: true }));

it.each(['known', 'grown', 'part'])(
  'of what is kept where all, the beginning or a part is %s',
  async (name) => {
    let told = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat(made.length - 1), fc.nat(7), async (at, bit) => {
        const bytes = Buffer.from(made);
        bytes[at] = (bytes[at] as number) ^ (1 << bit);
        writeFileSync(path, bytes);
        const whole = await found(null);
        copyFileSync(`${folder}/${name}.state`, `${folder}/used.state`);
        const resumed = await found(`${folder}/used.state`);
        expect(resumed?.ok ?? false, `byte ${at}, bit ${bit}`).toBe(whole?.ok ?? false);
        if (whole === null || resumed === null) return;
        expect(resumed, `byte ${at}, bit ${bit}`).toEqual(whole);
        if (!whole.ok) told++;
      }),
      { numRuns: runs },
    );
    expect(told).toBeGreaterThan(0);
  },
  20_000 * runs,
);

it.each(['known', 'grown', 'part'])(
  'the same, where a row was changed, taken away or put in again, and %s is known',
  async (name) => {
    writeFileSync(path, made);
    const changes = changesOfCase(path);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...changes), async (change) => {
        writeFileSync(path, made);
        if (!makeChange(path, change)) return;
        const whole = await found(null);
        copyFileSync(`${folder}/${name}.state`, `${folder}/used.state`);
        const resumed = await found(`${folder}/used.state`);
        // What is found may be told otherwise: one who derives everything sets each record against the next where a row is too many.
        expect(resumed?.ok ?? false, change).toBe(whole?.ok ?? false);
      }),
      { numRuns: 2 * runs },
    );
  },
  20_000 * runs,
);

it('comes to an end where a source says that it has more records than anybody could go through', async () => {
  for (const column of ['entries', 'duplicates']) {
    writeFileSync(path, made);
    expect(makeChange(path, `UPDATE source SET ${column} = 9007199254740993 WHERE id = 1`)).toBe(true);
    copyFileSync(`${folder}/known.state`, `${folder}/used.state`);
    expect((await found(`${folder}/used.state`))?.ok).toBe(false);
  }
});
