import { expect, test } from 'vitest';
import type { Axis, AxisStatus, VerifyReport } from '../../shared/domain/verification.ts';
import { countsText, nameOf, subjectsOf, toneOf } from './subjects.ts';

const axis = (subject: string, status: AxisStatus, name: Axis['axis'] = 'content'): Axis => ({
  axis: name,
  subject,
  status,
  reason: '',
  checked: 1,
});
const finding = (subject: string, code: string) =>
  ({ subject, code, axis: 'sequence', message: '' }) as const;

const report: VerifyReport = {
  ok: true,
  kind: 'case',
  axes: ['receipt of source 2', 'source 10', 'source 2', 'container 1', 'annotations', 'case'].map(
    (subject) => axis(subject, 'pass'),
  ),
  chain: null,
  names: { 'source 2': 'two.ndjson' },
  findings: [finding('source 2', 'RECORD_REPEATED'), finding('source 2', 'ID_REPEATED')],
  findingsTotal: 2,
};

test('subjects stand in the order of their numbers, the case before them', () => {
  expect(subjectsOf(report).map(({ subject }) => subject)).toEqual([
    'case',
    'annotations',
    'source 2',
    'source 10',
    'container 1',
    'receipt of source 2',
  ]);
});

test('observations are counted apart from findings', () => {
  const source = subjectsOf(report).find(({ subject }) => subject === 'source 2');
  expect(source).toMatchObject({ name: 'two.ndjson', findings: 1, observations: 1 });
});

test('a name from a file is never taken for one of the words', () => {
  expect(nameOf('source 1', { 'source 1': 'case' })).toBe('case');
  expect(nameOf('toString', {})).toBe('toString');
});

test('a source is marked as proven only where content and links were', () => {
  const chain = (content: AxisStatus, linkage: AxisStatus) => [
    axis('a', content),
    axis('a', linkage, 'linkage'),
    axis('a', 'unverifiable', 'tail'),
  ];
  expect(toneOf(chain('pass', 'pass'))).toBe('good');
  expect(toneOf(chain('pass', 'unverifiable'))).toBe('warn');
  expect(toneOf(chain('absent', 'absent'))).toBe('none');
  expect(toneOf([...chain('pass', 'pass'), axis('a', 'fail', 'storage')])).toBe('bad');
});

test('what has no entries is marked by what was checked of it', () => {
  expect(toneOf([axis('case', 'pass', 'storage'), axis('case', 'absent', 'signature')])).toBe('good');
  expect(toneOf([axis('annotations', 'absent', 'custody')])).toBe('none');
  expect(toneOf([axis('receipt of source 1', 'unverifiable', 'storage')])).toBe('warn');
});

test('counts leave out what there is none of', () => {
  expect(countsText([axis('a', 'pass'), axis('a', 'pass'), axis('a', 'fail')])).toBe('1 fails · 2 pass');
});
