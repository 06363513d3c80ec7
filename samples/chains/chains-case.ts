import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '../../shared/contract/client.ts';
import type { AxisName, VerifyReport } from '../../shared/domain/verification.ts';
import type { Sighting } from '../inspect.ts';
import { chainTrails, lengths, sampleKey } from './trails.ts';

const names = { caseFile: 'chains.casebound', key: 'keyed.key', receipt: 'complete.receipt.txt' } as const;
const chain = { hmacKey: Buffer.from(sampleKey).toString('base64') };

/** The trails, a case of them that is verified with the key, and the receipt of the one that was cut later. */
export async function makeChains(client: Client, directory: string): Promise<Sighting[]> {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  const path = (name: string) => join(directory, name);
  for (const { name, text } of chainTrails()) writeFileSync(path(name), text);
  writeFileSync(path(names.key), `${sampleKey}\n`);
  await client.call('case.create', {
    path: path(names.caseFile),
    title: 'Six trails to check',
    examiner: 'Sample Examiner',
  });
  // One after the other: the one with its end cut off is a later acquisition.
  for (const { name } of chainTrails()) await client.job('import.run', { paths: [path(name)] });
  await client.job('checkpoint.issue', { source: numberOf('complete.ndjson'), out: path(names.receipt) });
  const sightings = await inspectChains(client, directory, true);
  await client.call('case.close', {});
  return sightings;
}

/** What is found in the chains that are there; null where there are none. */
export async function keptChains(client: Client, directory: string): Promise<Sighting[] | null> {
  const caseFile = join(directory, names.caseFile);
  if (!existsSync(caseFile) || !existsSync(join(directory, names.receipt))) return null;
  await client.call('case.open', { path: caseFile, mode: 'read-only' });
  const sightings = await inspectChains(client, directory, false);
  await client.call('case.close', {});
  return sightings;
}

async function inspectChains(client: Client, directory: string, record: boolean): Promise<Sighting[]> {
  const unkeyed = await client.job('verify.run', {});
  const checkpoint = join(directory, names.receipt);
  const report = await client.job('verify.run', { record, chain, checkpoint });
  const first = numberOf('complete.ndjson');
  const second = numberOf('tail-cut.ndjson');
  const comparison = await client.job('source.compare', { first, second });
  const gap = report.findings.find(({ code }) => code === 'CHAIN_GAP');
  const receipt = `receipt of source ${first}`;
  const axes: readonly AxisName[] = ['content', 'linkage', 'tail'];
  const said = (name: string, of: VerifyReport) =>
    axes.map((axis) => statusOf(of, axis, `source ${numberOf(name)}`)).join(', ');
  return [
    sighting('a clean trail', 'pass, pass, unverifiable', said('clean.ndjson', report)),
    sighting('one with a key, the key given', 'pass, pass, unverifiable', said('keyed.ndjson', report)),
    sighting(
      'the same without it',
      'unverifiable, unverifiable, unverifiable',
      said('keyed.ndjson', unkeyed),
    ),
    sighting('entries missing in the middle', 'pass, fail, unverifiable', said('gap.ndjson', report)),
    sighting('where', `line ${lengths.gapAt + 1}`, `line ${gap?.line ?? 'none'}`),
    sighting('its end cut off', 'pass, pass, unverifiable', said('tail-cut.ndjson', report)),
    sighting(
      'held against an earlier copy',
      `shortened by ${lengths.cut}`,
      `${comparison.relation} by ${comparison.onlyFirst.outside}`,
    ),
    sighting('its receipt of then', 'pass', statusOf(report, 'storage', receipt)),
    sighting('no chain', 'absent, absent, unverifiable', said('no-chain.ndjson', report)),
  ];
}

/** The source's number: they are imported one by one. */
function numberOf(name: string): number {
  return chainTrails().findIndex((trail) => trail.name === name) + 1;
}

function sighting(what: string, expected: string, found: string): Sighting {
  return { what, expected, found };
}

function statusOf({ axes }: VerifyReport, axis: AxisName, subject: string): string {
  return axes.find((each) => each.axis === axis && each.subject === subject)?.status ?? 'nothing';
}
