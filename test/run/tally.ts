/** How many tests passed and failed, and why a step failed that is no test by itself. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  /** One line each. */
  readonly failures: readonly string[];
}

export function pass(): Tally {
  return { passed: 1, failed: 0, failures: [] };
}

export function fail(why: string): Tally {
  return { passed: 0, failed: 1, failures: [why] };
}

export function sum(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((total, { passed }) => total + passed, 0),
    failed: tallies.reduce((total, { failed }) => total + failed, 0),
    failures: tallies.flatMap(({ failures }) => failures),
  };
}

/** What vitest's JSON reporter writes, as far as it counts here. */
export interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/**
 * A project's tests. What did not run proves nothing: a skipped test, a file that crashed before its tests, a project
 * without tests and an error outside of every test each count as failed.
 */
export function tallyProject(project: string, report: VitestReport | null, exitCode: number): Tally {
  if (report === null) return fail(`${project}: no report; vitest ended with ${exitCode}`);
  const files = report.testResults.map(({ name, status, message, assertionResults }) => {
    const tests = assertionResults.map((test) =>
      test.status === 'passed' ? pass() : fail(`${test.fullName} (${test.status})`),
    );
    const crashed = status !== 'passed' && tests.every(({ failed }) => failed === 0);
    return sum(crashed || tests.length === 0 ? [...tests, fail(`${name}: ${message || 'no tests'}`)] : tests);
  });
  const total = sum(files);
  if (total.passed + total.failed === 0) return fail(`${project}: no tests`);
  if (exitCode !== 0 && total.failed === 0)
    return sum([total, fail(`${project}: an error outside of every test`)]);
  return total;
}
