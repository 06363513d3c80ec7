import { closeSync, copyFileSync, openSync, readSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { type Cost, quantile } from '../measure.ts';
import { casebound, importTrail } from '../programs.ts';
import type { Figure } from '../results.ts';
import type { Scenario, Setting } from '../scenario.ts';
import { chainedTrail } from '../trail.ts';

export const grownScenario: Scenario = {
  about: 'verify a chained trail again that grew by a tenth, from what was kept, against verifying all of it',
  entries: 1_000_000,
  rounds: 3,
  run: runGrown,
};

/** Of the trail, what was there when it was verified first. */
const share = 0.9;

async function runGrown({ directory, rounds, entries }: Setting): Promise<Figure[]> {
  const trail = chainedTrail(entries);
  const begun = beginningOf(trail, join(directory, 'begun.ndjson'));
  const caseFile = join(directory, 'bench.casebound');
  const [stateOfCase, stateOfExport] = [join(directory, 'case.state'), join(directory, 'export.state')];
  await importTrail(caseFile, begun);
  await casebound('verify', caseFile, '--state', stateOfCase, '--json');
  await casebound('verify', begun, '--state', stateOfExport, '--json');
  await casebound('import', caseFile, trail);
  const costs: Record<'case' | 'grownCase' | 'bare' | 'grownBare', Cost>[] = [];
  for (let round = 0; round < rounds; round++) {
    // What is kept of the end would be all that the next round needs.
    const [ofCase, ofExport] = [join(directory, `case-${round}`), join(directory, `export-${round}`)];
    copyFileSync(stateOfCase, ofCase);
    copyFileSync(stateOfExport, ofExport);
    costs.push({
      case: await casebound('verify', caseFile, '--json'),
      grownCase: await casebound('verify', caseFile, '--state', ofCase, '--json'),
      bare: await casebound('verify', trail, '--json'),
      grownBare: await casebound('verify', trail, '--state', ofExport, '--json'),
    });
  }
  const median = (of: (cost: (typeof costs)[number]) => number) => quantile(costs.map(of));
  const mebibytes = (path: string) => statSync(path).size / 2 ** 20;
  return [
    { name: 'both sources of the case', value: median((cost) => cost.case.seconds), unit: 's' },
    { name: 'from what was kept', value: median(({ grownCase }) => grownCase.seconds), unit: 's' },
    {
      name: 'processor time, of all of it',
      value: median((cost) => cost.grownCase.cpuSeconds / cost.case.cpuSeconds),
      unit: 'x',
    },
    { name: 'the bare export', value: median(({ bare }) => bare.seconds), unit: 's' },
    {
      name: 'the export, from what was kept',
      value: median(({ grownBare }) => grownBare.seconds),
      unit: 's',
    },
    {
      name: 'processor time, of all of it, bare',
      value: median(({ grownBare, bare }) => grownBare.cpuSeconds / bare.cpuSeconds),
      unit: 'x',
    },
    { name: 'kept of the case', value: mebibytes(stateOfCase), unit: 'MiB' },
    { name: 'kept of the export', value: mebibytes(stateOfExport), unit: 'MiB' },
  ];
}

/** The first lines of a file, about nine tenths of its bytes. */
function beginningOf(path: string, to: string): string {
  copyFileSync(path, to);
  const file = openSync(to, 'r');
  const at = Math.floor(statSync(to).size * share);
  const piece = Buffer.alloc(1 << 16);
  readSync(file, piece, 0, piece.length, at);
  closeSync(file);
  truncateSync(to, at + piece.indexOf('\n') + 1);
  return to;
}
