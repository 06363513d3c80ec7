import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Cost, quantile } from '../measure.ts';
import { casebound, importTrail, sha256sum } from '../programs.ts';
import type { Figure } from '../results.ts';
import type { Scenario, Setting } from '../scenario.ts';

export const folderScenario: Scenario = {
  about: 'import and verify a folder of files, against one file of the same entries',
  entries: 100_000,
  rounds: 3,
  run: runFolder,
};

/** As many as a trail of one file a day has in some weeks. */
const files = 50;

async function runFolder({ trail, directory, rounds }: Setting): Promise<Figure[]> {
  const folder = join(directory, 'folder');
  split(trail, folder);
  const costs: Readonly<Record<'yardstick' | 'one' | 'many' | 'oneVerified' | 'manyVerified', Cost>>[] = [];
  for (let round = 0; round < rounds; round++) {
    const oneCase = join(directory, 'one.casebound');
    const manyCase = join(directory, 'many.casebound');
    costs.push({
      yardstick: await sha256sum(trail),
      one: await importTrail(oneCase, trail),
      many: await importTrail(manyCase, folder),
      oneVerified: await casebound('verify', oneCase, '--json'),
      manyVerified: await casebound('verify', manyCase, '--json'),
    });
  }
  rmSync(folder, { recursive: true });
  const median = (of: (cost: (typeof costs)[number]) => number) => quantile(costs.map(of));
  return [
    { name: `import of ${files} files`, value: median(({ many }) => many.seconds), unit: 's' },
    {
      name: `${files} files / one file, import`,
      value: median(({ many, one }) => many.seconds / one.seconds),
      unit: 'x',
    },
    {
      name: 'import / sha256sum of the trail',
      value: median(({ many, yardstick }) => many.seconds / yardstick.seconds),
      unit: 'x',
    },
    { name: `verify ${files} files`, value: median(({ manyVerified }) => manyVerified.seconds), unit: 's' },
    {
      name: `${files} files / one file, verify`,
      value: median(({ manyVerified, oneVerified }) => manyVerified.seconds / oneVerified.seconds),
      unit: 'x',
    },
    {
      name: 'peak resident memory, import',
      value: Math.max(...costs.map(({ many }) => many.peakMebibytes)),
      unit: 'MiB',
    },
    {
      name: 'peak resident memory, verifying',
      value: Math.max(...costs.map(({ manyVerified }) => manyVerified.peakMebibytes)),
      unit: 'MiB',
    },
  ];
}

/** The lines of the trail, in files of about the same number of bytes. */
function split(trail: string, folder: string): void {
  mkdirSync(folder);
  const bytes = readFileSync(trail);
  for (let n = 0, from = 0; n < files; n++) {
    const until =
      n === files - 1 ? bytes.length : bytes.indexOf('\n', Math.floor(((n + 1) * bytes.length) / files)) + 1;
    writeFileSync(join(folder, `day-${String(n).padStart(2, '0')}.ndjson`), bytes.subarray(from, until));
    from = until;
  }
}
