import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from './chromium.ts';
import { root, run } from './process.ts';
import { fail, pass, type Tally, tallyProject, type VitestReport } from './tally.ts';
import { ensureTools } from './tools.ts';

export interface Step {
  readonly name: string;
  readonly run: () => Promise<Tally>;
}

/** Everything that `npm test` does, in order. A failing step does not keep the later ones from running. */
export const steps: readonly Step[] = [
  script('format and lint', 'check:style'),
  script('types', 'check:types'),
  script('unused code', 'check:unused'),
  project('unit'),
  project('contract'),
  project('security'),
  script('build', 'build'),
  { name: 'tools', run: ensureTools },
  project('docs'),
  project('e2e'),
];

/** A script of package.json, counted as one test. */
function script(name: string, script: string): Step {
  return {
    name,
    async run() {
      const code = await run('npm', ['run', '--silent', script]);
      return code === 0 ? pass() : fail(`${name}: npm run ${script} ended with ${code}`);
    },
  };
}

/** A project of vitest.config.ts, counted test by test. */
function project(name: string): Step {
  return {
    name,
    async run() {
      const file = join(root, '.cache/test', `${name}.json`);
      mkdirSync(join(root, '.cache/test'), { recursive: true });
      rmSync(file, { force: true });
      const chromium = findChromium();
      const code = await run(
        process.execPath,
        [
          join(root, 'node_modules/vitest/vitest.mjs'),
          'run',
          '--project',
          name,
          '--reporter=default',
          '--reporter=json',
          `--outputFile.json=${file}`,
        ],
        chromium === null ? {} : { CHROMIUM: chromium },
      );
      return tallyProject(name, readReport(file), code);
    },
  };
}

function readReport(file: string): VitestReport | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
