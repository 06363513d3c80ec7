import { execFileSync } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Cost, quantile } from '../measure.ts';
import { casebound, importTrail, sha256sum } from '../programs.ts';
import type { Figure } from '../results.ts';
import type { Scenario, Setting } from '../scenario.ts';

export const sealScenario: Scenario = {
  about: 'seal every entry of a trail into one pack, and verify the pack',
  entries: 100_000,
  rounds: 3,
  run: runSeal,
};

const again = join(import.meta.dirname, '../seal-again.ts');
/** Packs of one engine before its code is as fast as it gets. */
const warmUp = 3;

async function runSeal({ trail, directory, rounds, entries, inputBytes }: Setting): Promise<Figure[]> {
  const caseFile = join(directory, 'bench.casebound');
  const passphrase = join(directory, 'passphrase');
  const key = join(directory, 'bench.key');
  writeFileSync(passphrase, 'a benchmark has no secrets\n');
  await importTrail(caseFile, trail);
  await casebound('keygen', '--out', key, '--passphrase-file', passphrase);
  const costs: { readonly yardstick: Cost; readonly sealed: Cost; readonly verified: Cost }[] = [];
  let pack = '';
  for (let round = 0; round < rounds; round++) {
    pack = join(directory, `pack-${round}.zip`);
    costs.push({
      yardstick: await sha256sum(trail),
      sealed: await casebound(
        'seal',
        caseFile,
        '--query',
        'product:*',
        '--key',
        key,
        '--passphrase-file',
        passphrase,
        '--out',
        pack,
      ),
      verified: await casebound('verify', pack, '--json'),
    });
  }
  const stayedUp = execFileSync(
    process.execPath,
    [again, caseFile, key, passphrase, String(warmUp + rounds)],
    { encoding: 'utf8' },
  );
  const warm = quantile((JSON.parse(stayedUp) as number[]).slice(warmUp));
  const median = (of: (cost: (typeof costs)[number]) => number) => quantile(costs.map(of));
  return [
    {
      name: 'casebound seal, its own check included',
      value: median(({ sealed }) => sealed.seconds),
      unit: 's',
    },
    {
      name: 'entries sealed',
      value: median(({ sealed }) => entries / sealed.seconds),
      unit: '/s',
      bound: '40000',
    },
    { name: 'again, in an engine that stayed up and verified the case', value: warm, unit: 's' },
    { name: 'entries sealed then', value: entries / warm, unit: '/s', bound: '40000' },
    {
      name: 'sealing, processor time',
      value: median(({ sealed }) => sealed.cpuSeconds),
      unit: 's',
    },
    { name: 'casebound verify of the pack', value: median(({ verified }) => verified.seconds), unit: 's' },
    { name: 'entries verified', value: median(({ verified }) => entries / verified.seconds), unit: '/s' },
    {
      name: 'verifying, processor time',
      value: median(({ verified }) => verified.cpuSeconds),
      unit: 's',
    },
    {
      name: 'seal / sha256sum of the trail',
      value: median(({ sealed, yardstick }) => sealed.seconds / yardstick.seconds),
      unit: 'x',
    },
    {
      name: 'peak resident memory, sealing',
      value: Math.max(...costs.map(({ sealed }) => sealed.peakMebibytes)),
      unit: 'MiB',
    },
    {
      name: 'peak resident memory, verifying',
      value: Math.max(...costs.map(({ verified }) => verified.peakMebibytes)),
      unit: 'MiB',
    },
    { name: 'pack / input', value: statSync(pack).size / inputBytes, unit: 'x' },
  ];
}
