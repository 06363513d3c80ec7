import { join } from 'node:path';
import { type Cost, quantile } from '../measure.ts';
import { casebound, importTrail, sha256sum } from '../programs.ts';
import type { Figure } from '../results.ts';
import type { Scenario, Setting } from '../scenario.ts';

export const verifyScenario: Scenario = {
  about: 'verify a whole case file, against importing it',
  entries: 1_000_000,
  rounds: 3,
  run: runVerify,
};

async function runVerify({ trail, directory, rounds, entries }: Setting): Promise<Figure[]> {
  const caseFile = join(directory, 'bench.casebound');
  const costs: {
    readonly yardstick: Cost;
    readonly imported: Cost;
    readonly verified: Cost;
    readonly extracted: Cost;
  }[] = [];
  await sha256sum(trail);
  for (let round = 0; round < rounds; round++) {
    costs.push({
      yardstick: await sha256sum(trail),
      imported: await importTrail(caseFile, trail),
      verified: await casebound('verify', caseFile, '--json'),
      extracted: await casebound('extract', caseFile, '1', '--out', join(directory, `extracted-${round}`)),
    });
  }
  const median = (of: (cost: (typeof costs)[number]) => number) => quantile(costs.map(of));
  return [
    { name: 'casebound verify', value: median(({ verified }) => verified.seconds), unit: 's' },
    { name: 'sha256sum', value: median(({ yardstick }) => yardstick.seconds), unit: 's' },
    {
      name: 'verify / sha256sum',
      value: median(({ verified, yardstick }) => verified.seconds / yardstick.seconds),
      unit: 'x',
      bound: 'goal 2',
    },
    {
      name: 'verify / import',
      value: median(({ verified, imported }) => verified.seconds / imported.seconds),
      unit: 'x',
      bound: 'under 1',
    },
    { name: 'entries', value: median(({ verified }) => entries / verified.seconds), unit: '/s' },
    { name: 'processor time', value: median(({ verified }) => verified.cpuSeconds), unit: 's' },
    {
      name: 'processor time / that of sha256sum',
      value: median(({ verified, yardstick }) => verified.cpuSeconds / yardstick.cpuSeconds),
      unit: 'x',
    },
    {
      name: 'peak resident memory',
      value: Math.max(...costs.map(({ verified }) => verified.peakMebibytes)),
      unit: 'MiB',
    },
    { name: 'casebound extract', value: median(({ extracted }) => extracted.seconds), unit: 's' },
  ];
}
