import { afterAll, beforeAll, expect, test } from 'vitest';
import { custodyHead } from '../custody/log.ts';
import { unwatched } from '../task.ts';
import { findScope } from './scope.ts';
import { SmallCase, trailLine } from './testing/small-case.ts';

let small: SmallCase;

beforeAll(async () => {
  small = await SmallCase.make('Scope', [[trailLine({ id: 'log_1', claim: 'CLM-1', minute: 1 })]]);
});
afterAll(() => small.remove());

test('a scope that was looked up before is looked up again once something has happened to the case', async () => {
  const { db } = small;
  const wish = { query: 'product:*' };
  const known = { head: custodyHead(db), scope: findScope(db, wish, unwatched) };
  expect(findScope(db, wish, unwatched, known)).toBe(known.scope);
  await small.import('later.ndjson', [trailLine({ id: 'log_2', claim: 'CLM-1', minute: 2 })]);
  expect([...findScope(db, wish, unwatched, known).entries]).toEqual([1, 2]);
});
