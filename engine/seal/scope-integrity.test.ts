import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Axis, Finding, VerifyReport } from '../../shared/domain/verification.ts';
import { sourceRows } from '../case/sources.ts';
import { recordVerification } from '../verify/record.ts';
import { scopeIntegrity } from './scope-integrity.ts';
import { SmallCase, trailLine } from './testing/small-case.ts';

let small: SmallCase;

beforeAll(async () => {
  const lines = Array.from({ length: 6 }, (_, i) => trailLine({ id: `log_${i}`, minute: i }));
  small = await SmallCase.make('Scope', [lines.slice(0, 4), lines.slice(4)]);
  recordVerification(small.db, report, 'Tester');
});
afterAll(() => small.remove());

const axis = (name: Axis['axis'], subject: string, status: Axis['status']): Axis => ({
  ...{ axis: name, subject, status, checked: 4 },
  reason: `${name} of ${subject}`,
});
const found = (name: Finding['axis'], subject: string, ordinal?: number): Finding => ({
  ...{ axis: name, subject, code: name === 'content' ? 'CHAIN_BREAK' : 'OTHER', message: 'it differs' },
  ...(ordinal === undefined ? {} : { ordinal, entryId: `log_${ordinal}` }),
});

const report: VerifyReport = {
  ok: false,
  kind: 'case',
  axes: [
    axis('content', 'source 1', 'fail'),
    axis('time', 'source 1', 'unverifiable'),
    axis('storage', 'source 1', 'fail'),
    axis('custody', 'case', 'fail'),
    axis('content', 'source 2', 'fail'),
  ],
  chain: null,
  findings: [
    found('content', 'source 1', 1),
    found('content', 'source 1', 3),
    found('time', 'source 1', 1),
    found('custody', 'case'),
    found('content', 'source 2', 0),
  ],
  findingsTotal: 5,
};

const about = (entries: readonly number[], ids: readonly number[]) =>
  scopeIntegrity(
    small.db,
    Float64Array.from(entries),
    sourceRows(small.db).filter(({ id }) => ids.includes(id)),
  );
const said = ({ blocking }: ReturnType<typeof about>) =>
  blocking.map(({ code, axis: name, subject, ordinal }) => [code, name, subject, ordinal]);

test('what failed is in the way where it is about an entry of the scope, its source as a whole or the case', () => {
  const integrity = about([1, 2], [1]);
  expect(said(integrity)).toEqual([
    ['CHAIN_BREAK', 'content', 'source 1', 1],
    ['OTHER', 'custody', 'case', undefined],
    // Nothing was found that says where: the check's own reason stands for it.
    ['CHECK_FAILED', 'storage', 'source 1', undefined],
  ]);
  expect(integrity.blocking.at(-1)?.message).toBe('storage of source 1');
  expect(integrity).toMatchObject({ blockingTotal: 3, observations: 1, elsewhere: 2, unverifiedSources: [] });
});

test('what failed elsewhere is counted, and in no way', () => {
  const integrity = about([5], [2]);
  expect(said(integrity)).toEqual([
    ['OTHER', 'custody', 'case', undefined],
    ['CHAIN_BREAK', 'content', 'source 2', 0],
  ]);
  expect(integrity).toMatchObject({ blockingTotal: 2, observations: 0, elsewhere: 3 });
});

test('a source that the verification did not see is named', async () => {
  await small.importFile('later.ndjson', Buffer.from(`${trailLine({ id: 'log_9', minute: 9 })}\n`));
  expect(about([7], [3]).unverifiedSources).toEqual(['later.ndjson']);
});
