import { join } from 'node:path';
import { type Cost, measured, quantile } from '../measure.ts';
import { casebound, importTrail } from '../programs.ts';
import type { Figure } from '../results.ts';
import type { Scenario, Setting } from '../scenario.ts';
import { chainedTrail } from '../trail.ts';

const reference = join(import.meta.dirname, '../chain-reference.ts');

export const chainScenario: Scenario = {
  about: 'verify a case of chained entries (RFC 8785), against a plain program that only follows the chain',
  entries: 1_000_000,
  rounds: 3,
  run: runChain,
};

async function runChain({ directory, rounds, entries }: Setting): Promise<Figure[]> {
  const trail = chainedTrail(entries);
  const caseFile = join(directory, 'bench.casebound');
  await importTrail(caseFile, trail);
  const costs: { readonly verified: Cost; readonly plain: Cost; readonly bare: Cost }[] = [];
  for (let round = 0; round < rounds; round++) {
    costs.push({
      plain: await measured(process.execPath, reference, trail),
      verified: await casebound('verify', caseFile, '--json'),
      bare: await casebound('verify', trail, '--json'),
    });
  }
  const median = (of: (cost: (typeof costs)[number]) => number) => quantile(costs.map(of));
  return [
    { name: 'casebound verify, a case', value: median(({ verified }) => verified.seconds), unit: 's' },
    { name: 'casebound verify, a bare export', value: median(({ bare }) => bare.seconds), unit: 's' },
    { name: 'reference, one thread', value: median(({ plain }) => plain.seconds), unit: 's' },
    {
      name: 'entries of a case',
      value: median(({ verified }) => entries / verified.seconds),
      unit: '/s',
      bound: '150000',
    },
    {
      name: 'reference / a case',
      value: median(({ plain, verified }) => plain.seconds / verified.seconds),
      unit: 'x',
      bound: 'at least 2.4',
    },
    { name: 'processor time, a case', value: median(({ verified }) => verified.cpuSeconds), unit: 's' },
    { name: 'processor time, reference', value: median(({ plain }) => plain.cpuSeconds), unit: 's' },
    {
      name: 'peak resident memory',
      value: Math.max(...costs.map(({ verified }) => verified.peakMebibytes)),
      unit: 'MiB',
    },
  ];
}
