import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/** Runs an entry point on this Node, made to report another version. */
function startOn(version: string, entry: string) {
  const pretend = `data:text/javascript,Object.defineProperty(process.versions,'node',{value:'${version}'})`;
  return spawnSync(process.execPath, ['--import', pretend, entry, '--version'], {
    cwd: join(import.meta.dirname, '..'),
    encoding: 'utf8',
  });
}

it.each(['12.22.12', '18.20.8', '20.19.5', '22.11.0'])(
  'refuses Node %s in one line, at every entry',
  (version) => {
    for (const entry of ['cli/main.mjs', 'cli/start.mjs', 'test/run.mjs']) {
      const { status, stdout, stderr } = startOn(version, entry);
      expect(status).toBe(2);
      expect(stdout).toBe('');
      expect(stderr).toMatch(/^casebound: INVALID_INPUT: this is Node [\d.]+, too old .*\n$/);
    }
  },
);

it.each(['22.12.0', '24.21.0', '26.0.0'])('lets Node %s in', (version) => {
  const { status, stdout, stderr } = startOn(version, 'cli/main.mjs');
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});
