import { expect, test } from 'vitest';
import type { Axis, AxisName, AxisStatus } from '../../shared/domain/verification.ts';
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

test('a report about nothing proves nothing', () => {
  expect(verdictOf({ axes: [] }).tone).toBe('warn');
});
