import { statSync } from 'node:fs';
import { join } from 'node:path';
import { type Cost, isInstalled, quantile } from '../measure.ts';
import { importTrail, sha256sum, sqliteUtilsInsert } from '../programs.ts';
import type { Figure } from '../results.ts';
import type { Scenario, Setting } from '../scenario.ts';

export const importScenario: Scenario = {
  about: 'import into a new case, against sha256sum and sqlite-utils insert --nl',
  entries: 1_000_000,
  rounds: 3,
  run: runImport,
};

async function runImport({ trail, directory, rounds, entries, inputBytes }: Setting): Promise<Figure[]> {
  const caseFile = join(directory, 'bench.casebound');
  const peer = isInstalled('sqlite-utils');
  const costs: { readonly yardstick: Cost; readonly own: Cost; readonly peer: Cost | null }[] = [];
  await sha256sum(trail);
  for (let round = 0; round < rounds; round++) {
    const yardstick = await sha256sum(trail);
    const own = await importTrail(caseFile, trail);
    costs.push({
      yardstick,
      own,
      peer: peer ? await sqliteUtilsInsert(join(directory, 'peer.db'), trail) : null,
    });
  }
  const median = (of: (cost: (typeof costs)[number]) => number) => quantile(costs.map(of));
  const figures: Figure[] = [
    { name: 'casebound import', value: median(({ own }) => own.seconds), unit: 's' },
    { name: 'sha256sum', value: median(({ yardstick }) => yardstick.seconds), unit: 's' },
    {
      name: 'import / sha256sum',
      value: median(({ own, yardstick }) => own.seconds / yardstick.seconds),
      unit: 'x',
      bound: 'at most 10, goal 5',
    },
    { name: 'entries', value: median(({ own }) => entries / own.seconds), unit: '/s' },
    { name: 'processor time', value: median(({ own }) => own.cpuSeconds), unit: 's' },
    {
      name: 'peak resident memory',
      value: Math.max(...costs.map(({ own }) => own.peakMebibytes)),
      unit: 'MiB',
      bound: 'under 600',
    },
    {
      name: 'case file / input',
      value: statSync(caseFile).size / inputBytes,
      unit: 'x',
      bound: 'at most 0.8, goal 0.6',
    },
  ];
  if (!peer) return figures;
  const slower = median(({ own, peer }) => (peer?.seconds ?? Number.NaN) / own.seconds);
  return [
    ...figures,
    { name: 'sqlite-utils insert --nl', value: median(({ peer }) => peer?.seconds ?? Number.NaN), unit: 's' },
    { name: 'sqlite-utils / import', value: slower, unit: 'x', bound: 'at least 2.5' },
  ];
}
