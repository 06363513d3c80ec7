import { describe, expect, it } from 'vitest';
import { fail, pass, sum, tallyProject, type VitestReport } from './tally.ts';

function report(...files: readonly { status?: string; tests: readonly string[] }[]): VitestReport {
  return {
    testResults: files.map(({ status = 'passed', tests }, n) => ({
      name: `file-${n}`,
      status,
      message: '',
      assertionResults: tests.map((outcome, i) => ({ status: outcome, fullName: `test ${i}` })),
    })),
  };
}

const counts = (tally: { passed: number; failed: number }) => [tally.passed, tally.failed];

describe('the tally of a project', () => {
  it('counts tests over files', () => {
    const two = report({ tests: ['passed', 'passed'] }, { status: 'failed', tests: ['passed', 'failed'] });
    expect(counts(tallyProject('unit', two, 1))).toEqual([3, 1]);
  });

  it('counts a skipped test as failed', () => {
    expect(counts(tallyProject('unit', report({ tests: ['passed', 'skipped'] }), 0))).toEqual([1, 1]);
  });

  it('counts a file that crashed before or after its tests', () => {
    expect(counts(tallyProject('unit', report({ status: 'failed', tests: [] }), 1))).toEqual([0, 1]);
    expect(counts(tallyProject('unit', report({ status: 'failed', tests: ['passed'] }), 1))).toEqual([1, 1]);
  });

  it('counts a file or a project without tests', () => {
    expect(counts(tallyProject('unit', report({ tests: [] }), 0))).toEqual([0, 1]);
    expect(counts(tallyProject('unit', report(), 0))).toEqual([0, 1]);
    expect(counts(tallyProject('unit', null, 1))).toEqual([0, 1]);
  });

  it('counts an error that belongs to no test', () => {
    expect(counts(tallyProject('unit', report({ tests: ['passed'] }), 1))).toEqual([1, 1]);
  });
});

it('adds up', () => {
  expect(sum([pass(), pass(), fail('why')])).toEqual({ passed: 2, failed: 1, failures: ['why'] });
});
