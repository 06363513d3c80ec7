import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Cost, quantile } from '../measure.ts';
import { casebound, sha256sum } from '../programs.ts';
import type { Figure } from '../results.ts';
import type { Scenario, Setting } from '../scenario.ts';

export const syncScenario: Scenario = {
  about: 'acquire from an API on loopback, a thousand entries an answer',
  entries: 1_000_000,
  rounds: 3,
  run: runSync,
};

const key = 'bench-key-0123456789';

async function runSync({ trail, directory, rounds, entries }: Setting): Promise<Figure[]> {
  const caseFile = join(directory, 'bench.casebound');
  const costs: { readonly yardstick: Cost; readonly synced: Cost; readonly quarter: Cost }[] = [];
  for (let round = 0; round < rounds; round++) {
    costs.push({
      yardstick: await sha256sum(trail),
      quarter: await synced(caseFile, Math.ceil(entries / 4)),
      synced: await synced(caseFile, entries),
    });
  }
  const median = (of: (cost: (typeof costs)[number]) => number) => quantile(costs.map(of));
  return [
    { name: 'casebound sync', value: median((cost) => cost.synced.seconds), unit: 's' },
    { name: 'sha256sum of as many entries', value: median(({ yardstick }) => yardstick.seconds), unit: 's' },
    {
      name: 'entries',
      value: median((cost) => entries / cost.synced.seconds),
      unit: '/s',
      bound: 'goal 50,000',
    },
    {
      name: 'peak resident memory',
      value: Math.max(...costs.map((cost) => cost.synced.peakMebibytes)),
      unit: 'MiB',
    },
    {
      name: 'of a quarter of the entries',
      value: Math.max(...costs.map((cost) => cost.quarter.peakMebibytes)),
      unit: 'MiB',
    },
  ];
}

/** Into a new case. The server is another process, whose cost is not counted. */
async function synced(caseFile: string, entries: number): Promise<Cost> {
  rmSync(caseFile, { force: true });
  const server = spawn(
    process.execPath,
    [join(import.meta.dirname, '../page-server.ts'), String(entries), key],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  try {
    const url = await firstLine(server);
    process.env['CASEBOUND_API_KEY'] = key;
    const period = ['--from', '2025-01-01', '--to', '2025-12-30'];
    return await casebound('sync', caseFile, '--system', 'verbitas', '--base-url', url, ...period, '--json');
  } finally {
    delete process.env['CASEBOUND_API_KEY'];
    server.kill();
    await once(server, 'exit');
  }
}

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('the server has no output');
  for await (const line of createInterface(stdout)) return line;
  throw new Error('the server ended before it said where it is');
}
