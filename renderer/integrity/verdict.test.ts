import { expect, test } from 'vitest';
import type { Axis, AxisName, AxisStatus } from '../../shared/domain/verification.ts';
import { packVerdict } from './pack-verdict.ts';
import { verdictOf } from './verdict.ts';

const axis = (name: AxisName, status: AxisStatus, subject = 'source 1'): Axis => ({
  axis: name,
  subject,
  status,
  reason: '',
  checked: 1,
});

test('an export without hashes of its own is never marked as verified', () => {
  const verdict = verdictOf({ axes: [axis('content', 'absent'), axis('storage', 'pass')] });
  expect(verdict.tone).toBe('warn');
  expect(verdict.words).toContain('1 of 2');
});

test('one source that is proven does not vouch for another', () => {
  const axes = [axis('content', 'pass'), axis('content', 'unverifiable', 'source 2')];
  expect(verdictOf({ axes }).tone).toBe('warn');
});

test('what is proven is marked so, and still says what could not be checked', () => {
  const verdict = verdictOf({ axes: [axis('content', 'pass'), axis('tail', 'unverifiable')] });
  expect(verdict.tone).toBe('good');
  expect(verdict.words).toContain('1 of 2');
});

test('one failure outweighs everything else', () => {
  const verdict = verdictOf({ axes: [axis('content', 'pass'), axis('linkage', 'fail')] });
  expect(verdict).toEqual({ tone: 'bad', words: '1 check fails' });
});

test('of several sources it says how many fail, unless what holds them does', () => {
  const axes = [
    axis('content', 'fail'),
    axis('linkage', 'fail'),
    axis('content', 'pass', 'source 2'),
    axis('custody', 'pass', 'case'),
  ];
  expect(verdictOf({ axes }).words).toBe('2 checks fail in 1 of 2 sources');
  expect(verdictOf({ axes: [...axes, axis('storage', 'fail', 'case')] }).words).toBe('3 checks fail');
});

test('of a pack it says what every checker of packs says', () => {
  const axes = [axis('content', 'fail'), axis('storage', 'pass', 'pack')];
  expect(verdictOf({ kind: 'pack', axes })).toEqual(packVerdict({ axes }));
});

test('a report about nothing proves nothing', () => {
  expect(verdictOf({ axes: [] }).tone).toBe('warn');
});
