import { statSync } from 'node:fs';
import { join } from 'node:path';
import { type Cost, isInstalled, quantile } from '../measure.ts';
import { duckDbReadJson, hasDuckDb, importTrail, sha256sum, sqliteUtilsInsert } from '../programs.ts';
import type { Figure } from '../results.ts';
import type { Scenario, Setting } from '../scenario.ts';
import { benchTable } from '../trail.ts';

export const importScenario: Scenario = {
  about: 'import into a new case, against sha256sum, sqlite-utils and DuckDB; the same entries as CSV',
  entries: 1_000_000,
  rounds: 3,
  run: runImport,
};

async function runImport({ trail, directory, rounds, entries, inputBytes }: Setting): Promise<Figure[]> {
  const caseFile = join(directory, 'bench.casebound');
  const peer = isInstalled('sqlite-utils');
  const duck = hasDuckDb();
  const table = benchTable(entries);
  const costs: {
    readonly yardstick: Cost;
    readonly own: Cost;
    readonly csv: Cost;
    readonly peer: Cost | null;
    readonly duck: Cost | null;
  }[] = [];
  await sha256sum(trail);
  for (let round = 0; round < rounds; round++) {
    const yardstick = await sha256sum(trail);
    const own = await importTrail(caseFile, trail);
    costs.push({
      yardstick,
      own,
      csv: await importTrail(join(directory, 'csv.casebound'), table),
      duck: duck ? await duckDbReadJson(join(directory, 'peer.duckdb'), trail) : null,
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
      bound: 'at most 5',
    },
    { name: 'entries', value: median(({ own }) => entries / own.seconds), unit: '/s' },
    { name: 'processor time', value: median(({ own }) => own.cpuSeconds), unit: 's' },
    {
      name: 'processor time / that of sha256sum',
      value: median(({ own, yardstick }) => own.cpuSeconds / yardstick.cpuSeconds),
      unit: 'x',
    },
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
      bound: 'at most 0.6',
    },
  ];
  figures.push({
    name: 'entries from CSV',
    value: median(({ csv }) => entries / csv.seconds),
    unit: '/s',
  });
  figures.push({
    name: 'CSV / NDJSON, in entries',
    value: median(({ csv, own }) => own.seconds / csv.seconds),
    unit: 'x',
    bound: 'at least 0.5',
  });
  if (duck) {
    figures.push({
      name: 'DuckDB read_json into a table',
      value: median((cost) => cost.duck?.seconds ?? Number.NaN),
      unit: 's',
    });
    figures.push({
      name: 'import / DuckDB',
      value: median((cost) => cost.own.seconds / (cost.duck?.seconds ?? Number.NaN)),
      unit: 'x',
    });
  }
  if (!peer) return figures;
  const slower = median(({ own, peer }) => (peer?.seconds ?? Number.NaN) / own.seconds);
  return [
    ...figures,
    { name: 'sqlite-utils insert --nl', value: median(({ peer }) => peer?.seconds ?? Number.NaN), unit: 's' },
    { name: 'sqlite-utils / import', value: slower, unit: 'x', bound: 'at least 2.5' },
  ];
}
