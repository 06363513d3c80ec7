import { expect, test } from 'vitest';
import type { Unproven } from '../../shared/domain/guided-report.ts';
import { strings } from '../strings.ts';
import { unprovenText, worstFirst } from './unproven.ts';

const of = (axis: string, status: Unproven['status']): Unproven => ({
  axis,
  subject: 'case',
  status,
  reason: '',
});
const some = [of('time', 'absent'), of('head', 'unverifiable'), of('content', 'fail'), of('tail', 'absent')];

test('what fails stands first; of the same status, the order stays', () => {
  expect(worstFirst(some).map(({ axis }) => axis)).toEqual(['content', 'head', 'time', 'tail']);
});

test('each status is counted, and none is called another', () => {
  expect(unprovenText(some)).toBe('1 fails · 1 unverifiable · 2 absent');
  expect(unprovenText([of('time', 'absent')])).toBe('1 absent');
  expect(unprovenText([])).toBe(strings.reports.coverage.everyPasses);
});
