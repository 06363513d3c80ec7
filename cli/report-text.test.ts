import { describe, expect, test } from 'vitest';
import type { Finding, VerifyReport } from '../shared/domain/verification.ts';
import { reportText } from './report-text.ts';

const fault: Finding = { code: 'CHAIN_BREAK', axis: 'content', subject: 'source 1', message: 'it differs' };
const observation: Finding = { code: 'TIME_LATE', axis: 'time', subject: 'source 1', message: 'it is odd' };

function textOf(findings: readonly Finding[], findingsTotal = findings.length): string {
  const report: VerifyReport = { ok: true, kind: 'case', axes: [], chain: null, findings, findingsTotal };
  return reportText(report);
}

describe('findings of a report', () => {
  test('observations stand apart from what fails, and behind it', () => {
    const text = textOf([fault, observation, observation]);
    expect(text).toContain('\n3 findings:\n  CHAIN_BREAK  source 1: it differs\n\nObservations among them');
    expect(text.match(/TIME_LATE/g)).toHaveLength(2);
  });

  test('where there is nothing else, nobody takes observations for failures', () => {
    expect(textOf([observation])).toContain('1 finding, an observation, which fails nothing:');
  });

  test('those that are not printed are counted', () => {
    const text = textOf(Array(60).fill(fault), 1234);
    expect(text).toContain('1,234 findings:');
    expect(text).toContain('... and 1,184 more: --json lists them');
    expect(text.match(/CHAIN_BREAK/g)).toHaveLength(50);
  });

  test('without findings, nothing is said of them', () => {
    expect(textOf([])).not.toContain('finding');
  });
});
