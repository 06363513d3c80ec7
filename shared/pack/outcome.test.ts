import { expect, test } from 'vitest';
import type { Axis, VerifyReport } from '../domain/verification.ts';
import { outcomeOf } from './outcome.ts';

const report = (...failed: readonly Pick<Axis, 'axis' | 'subject'>[]): VerifyReport => ({
  ok: failed.length === 0,
  kind: 'pack',
  axes: failed.map((axis) => ({ ...axis, status: 'fail', reason: '', checked: 1 })),
  chain: null,
  findings: [],
  findingsTotal: failed.length,
});

test('a broken entry in a sound pack is the evidence’s fault, anything else the pack’s', () => {
  expect(outcomeOf(report())).toBe('sound');
  expect(outcomeOf(report({ axis: 'content', subject: 'source 1' }))).toBe('evidence');
  expect(outcomeOf(report({ axis: 'storage', subject: 'source 1' }))).toBe('pack');
  expect(outcomeOf(report({ axis: 'sequence', subject: 'pack' }))).toBe('pack');
  expect(
    outcomeOf(report({ axis: 'content', subject: 'source 1' }, { axis: 'signature', subject: 'pack' })),
  ).toBe('pack');
});
