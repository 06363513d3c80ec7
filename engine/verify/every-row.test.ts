/**
 * A small case, its rows changed, taken away and put in again by somebody who knows SQLite: each change is found. Some changes by chance;
 * all of them with `CASEBOUND_ROWS=all`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { failing, verified } from './testing/chained-case.ts';
import { copyOfCase, untouched } from './testing/full-case.ts';
import { changesOfCase, makeChange } from './testing/row-changes.ts';

/** What fails after a change; null where SQLite does not take it, or nothing was changed by it. */
async function failingAfter(path: string, made: Buffer, change: string): Promise<readonly string[] | null> {
  writeFileSync(path, made);
  if (!makeChange(path, change)) return null;
  return failing(await verified(path)).filter((axis) => !untouched.includes(axis));
}

it('every change of a row is found', async () => {
  const path = await copyOfCase();
  const made = readFileSync(path);
  const changes = changesOfCase(path);
  expect(changes.length).toBeGreaterThan(3000);
  if (process.env['CASEBOUND_ROWS'] === 'all') {
    const missed: string[] = [];
    for (const change of changes)
      if ((await failingAfter(path, made, change))?.length === 0) missed.push(change);
    expect(missed).toEqual([]);
    return;
  }
  let tried = 0;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...changes), async (change) => {
      const found = await failingAfter(path, made, change);
      if (found !== null) tried++;
      expect(found).not.toEqual([]);
    }),
    { numRuns: 80 },
  );
  expect(tried).toBeGreaterThan(20);
}, 3_600_000);
