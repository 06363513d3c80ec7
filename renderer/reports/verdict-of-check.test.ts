import { expect, test } from 'vitest';
import type { ReportCheck, ReportDifference } from '../../shared/domain/guided-report.ts';
import { strings } from '../strings.ts';
import { verdictOfCheck } from './verdict-of-check.ts';

const words = strings.reports.check;
const difference: ReportDifference = { id: 'i', what: 'w', query: null, file: '1', now: '2' };
const check: ReportCheck = {
  same: true,
  format: 'pdf',
  bytes: 1,
  sha256: '',
  version: '1.0.0',
  checkedBy: '1.0.0',
  title: '',
  wish: { question: 'ai-act-50', subject: null, query: '' },
  state: { seq: 1, hash: '', time: '' },
  case: { uuid: '', title: '' },
  differences: [],
  more: 0,
  form: 'same',
  since: 0,
};
const of = (part: Partial<ReportCheck>) => verdictOfCheck({ ...check, same: false, ...part });

test('only the same is good', () => {
  expect(verdictOfCheck(check)).toEqual({ tone: 'good', words: words.same, notes: [] });
});

test('figures that agree in a file that was changed are no proof', () => {
  expect(of({ form: 'edited' })).toEqual({ tone: 'bad', words: words.edited, notes: [] });
});

test('what another version wrote is neither called the same nor edited', () => {
  expect(of({ form: 'edited', version: '0.9.0' })).toEqual({
    tone: 'warn',
    words: words.otherBytes,
    notes: [words.otherVersion('0.9.0', '1.0.0')],
  });
});

test('every difference is counted, and whether the case has changed since is said', () => {
  expect(of({ differences: [difference, difference], more: 3, since: 4 })).toEqual({
    tone: 'bad',
    words: words.differ(5),
    notes: [words.since(4)],
  });
  expect(of({ differences: [difference] }).notes).toEqual([words.notSince]);
});

test('that the bytes were not compared is said', () => {
  expect(of({ differences: [difference], form: null }).notes).toEqual([words.notSince, words.notCompared]);
});

test('a file that differs and was changed is said to be both', () => {
  expect(of({ differences: [difference], form: 'edited' }).notes).toEqual([words.notSince, words.editedToo]);
  expect(of({ differences: [difference], form: 'edited', version: '0.9.0' }).notes).toEqual([
    words.notSince,
    words.otherVersion('0.9.0', '1.0.0'),
  ]);
});
