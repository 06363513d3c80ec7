import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Client } from '../shared/contract/client.ts';
import type { SealResult } from '../shared/contract/pack-operations.ts';
import type { VerifyReport } from '../shared/domain/verification.ts';
import { keptChains, makeChains } from './chains/chains-case.ts';
import { furtherFiles, sampleExports } from './exports.ts';
import { inspect, missed, type Sighting } from './inspect.ts';
import { planted } from './planted.ts';

const out = join(import.meta.dirname, 'out');

/** Where everything of the sample stands. */
export interface SamplePaths {
  readonly directory: string;
  readonly caseFile: string;
  readonly key: string;
  readonly pack: string;
}

function pathsIn(directory: string): SamplePaths {
  return {
    directory,
    caseFile: join(directory, 'ashdown.casebound'),
    key: join(directory, 'demo.key'),
    pack: join(directory, `${planted.claim}.zip`),
  };
}

/** Of the demo key, which signs nothing but the sample: no secret. */
export const demoPassphrase = 'ashdown demo passphrase';
const examiner = 'Sample Examiner';

export interface Sample {
  readonly paths: SamplePaths;
  /** False where one that is there already was used again. */
  readonly made: boolean;
  readonly sightings: readonly Sighting[];
  readonly pack: Pick<SealResult, 'sha256' | 'entries'>;
}

/**
 * The sample matter as a person would make it: exports imported, verified, annotated, sealed. One that is there and
 * intact is used again, unless `fresh`. One that is not as it was made may hold somebody's work: it is set aside.
 */
export async function makeSample(client: Client, fresh: boolean, directory = out): Promise<Sample> {
  const paths = pathsIn(directory);
  if (!fresh) {
    const kept = await keptSample(client, paths).catch(() => null);
    if (kept !== null) return kept;
  }
  mkdirSync(directory, { recursive: true });
  if (fresh) removeSample(paths);
  else setAside(paths);
  const exports = writeExports(directory);
  await client.call('case.create', {
    path: paths.caseFile,
    title: 'Ashdown v. Meridian Mutual',
    examiner,
  });
  await client.job('import.run', { paths: exports });
  const report = await client.job('verify.run', { record: true });
  await annotate(client);
  await client.call('key.generate', { out: paths.key, passphrase: demoPassphrase });
  const pack = await client.job('seal.run', {
    scope: { caseId: planted.claim },
    key: paths.key,
    passphrase: demoPassphrase,
    out: paths.pack,
  });
  const sightings = [...(await inspect(client, report)), packed(pack.verification)];
  await client.call('case.close', {});
  sightings.push(...(await makeChains(client, join(directory, chainsFolder))));
  return { paths, made: true, sightings, pack };
}

/** Trails to try the checks on, with a case of their own. */
const chainsFolder = 'chains';
/** Where the files of the other systems stand, and the vendor's backup. */
const furtherFolder = 'further';

/** The names of the sample's own files; whatever else stands beside them is somebody's, and stays. */
function ownFiles({ caseFile, key, pack }: SamplePaths): string[] {
  const exports = Object.values(sampleExports()).map(({ name }) => name);
  return [
    ...exports,
    furtherFolder,
    chainsFolder,
    ...[caseFile, key, `${key}.pub`, `${key}.crt`, pack].map((path) => basename(path)),
  ];
}

function removeSample(paths: SamplePaths): void {
  for (const name of ownFiles(paths)) rmSync(join(paths.directory, name), { recursive: true, force: true });
}

function setAside(paths: SamplePaths): void {
  const { directory } = paths;
  const present = ownFiles(paths).filter((name) => existsSync(join(directory, name)));
  if (present.length === 0) return;
  let count = 1;
  while (existsSync(join(directory, `earlier-${count}`))) count++;
  mkdirSync(join(directory, `earlier-${count}`));
  for (const name of present) renameSync(join(directory, name), join(directory, `earlier-${count}`, name));
}

/** The files of the matter, as a person would choose them: two exports, and a folder of everything else. */
function writeExports(directory: string): string[] {
  for (const { path, bytes } of furtherFiles()) {
    const place = join(directory, furtherFolder, path);
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, bytes);
  }
  const exports = Object.values(sampleExports()).map(({ name, text }) => {
    writeFileSync(join(directory, name), text);
    return join(directory, name);
  });
  return [...exports, join(directory, furtherFolder)];
}

/** What a reviewer noticed, so that the sample shows annotations in the case and in the pack. */
async function annotate(client: Client): Promise<void> {
  const { edited, rescored } = planted;
  const altered = { query: `entry_id:${edited.entryId}` };
  const changed = { query: `image_id:${rescored.image} product:frame_detect` };
  const disagree = 'The two exports disagree on this check. Only the re-exported version recomputes.';
  const upgraded =
    'From 0.07 to 0.92 between origin-1.1 and origin-1.2; nothing else about the photo changed.';
  for (const [on, mark] of [
    [altered, { tag: 'altered' }],
    [altered, { note: disagree }],
    [changed, { tag: 'contradiction' }],
    [changed, { note: upgraded }],
  ] as const) {
    await client.call('annotation.add', { on, mark, author: examiner });
  }
}

/** The sample that is there, where case and pack verify and everything planted is found; otherwise null. */
export async function keptSample(client: Client, paths: SamplePaths): Promise<Sample | null> {
  if (!Object.values(paths).every((path) => existsSync(path))) return null;
  await client.call('case.open', { path: paths.caseFile, mode: 'read-only' });
  const report = await client.job('verify.run', {});
  const sightings = await inspect(client, report);
  const { packs } = await client.call('case.info', {});
  await client.call('case.close', {});
  const [pack] = packs;
  const verification = await client.job('verify.run', { path: paths.pack });
  sightings.push(packed(verification));
  const chains = await keptChains(client, join(paths.directory, chainsFolder));
  if (chains === null) return null;
  sightings.push(...chains);
  return pack === undefined || missed(sightings).length > 0 ? null : { paths, made: false, sightings, pack };
}

function packed(verification: VerifyReport): Sighting {
  return { what: 'pack', expected: 'verifies', found: verification.ok ? 'verifies' : 'does not verify' };
}
