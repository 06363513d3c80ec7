import { expect, it } from 'vitest';
import type { Finding, VerifyReport } from '../domain/verification.ts';
import { reportPages } from './report-pages.ts';

const finding = (n: number, axis: Finding['axis']): Finding => ({
  axis,
  subject: 'source 1',
  code: axis === 'time' ? 'TIME_GAP' : 'CHAIN_BREAK',
  message: `the ${n}th, which goes on for longer than any line of a page has room, as messages do`,
  line: n,
  expected: 'a'.repeat(128),
});

const report: VerifyReport = {
  ok: false,
  kind: 'case',
  axes: [
    { axis: 'content', subject: 'source 1', status: 'fail', reason: 'some do not recompute', checked: 9 },
    { axis: 'time', subject: 'source 1', status: 'unverifiable', reason: 'no signed time', checked: 9 },
  ],
  chain: null,
  chains: [
    {
      subject: 'source 1',
      profile: 'jcs',
      detected: true,
      covers: ['a'],
      omits: [],
      recompute: 8,
      looked: 9,
    },
  ],
  names: { 'source 1': 'trail\u202e.ndjson' },
  findings: [...Array.from({ length: 40 }, (_, n) => finding(n, 'content')), finding(41, 'time')],
  findingsTotal: 41,
};
const facts = { path: '/a/case.casebound', time: '2026-11-28T08:00:00.000Z', version: '1' };
const text = reportPages(report, facts);
const pages = text.split('\f');

it('a report has pages of a printer: none wider or longer, each with its number', () => {
  expect(pages.length).toBeGreaterThan(2);
  for (const [n, page] of pages.entries()) {
    const lines = page.replace(/\n$/, '').split('\n');
    expect(lines.length).toBeLessThanOrEqual(62);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(lines[0]).toMatch(new RegExp(`page ${n + 1} of ${pages.length}$`));
  }
});

it('every finding that is listed stands on them, what fails apart from what was observed', () => {
  expect(text.match(/CHAIN_BREAK/g)).toHaveLength(40);
  expect(text.indexOf('Observations')).toBeGreaterThan(text.lastIndexOf('CHAIN_BREAK'));
  expect(text.indexOf('TIME_GAP')).toBeGreaterThan(text.indexOf('Observations'));
  expect(text.replaceAll(/\s/g, '')).toContain('a'.repeat(128));
});

it('what comes from outside can turn nothing around', () => {
  expect(text).toContain('trail\\u{202e}.ndjson');
  expect(text).not.toContain('\u202e');
});

it('says what the words mean, and counts what is not listed', () => {
  expect(text).toContain('What the words mean');
  expect(reportPages({ ...report, findingsTotal: 50 }, facts)).toContain('9 more findings');
});
