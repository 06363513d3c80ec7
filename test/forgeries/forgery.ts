import { nodeDigest } from '../../engine/hash/node-digest.ts';
import type { Signers } from '../../engine/keys/signers.ts';
import { makeZip } from '../../engine/packed/testing/make-zip.ts';
import { fixManifests, reseal, zipOf } from '../../engine/seal/testing/forge.ts';
import { type Random, seeded } from '../../samples/random.ts';
import { paths, sealPrefix } from '../../shared/pack/layout.ts';
import { signNote } from '../../shared/seal/signed-note.ts';
import { containerKinds } from './container/kinds.ts';
import { Forging } from './forging.ts';
import type { Done, Kind } from './kind.ts';
import { entryKinds } from './kinds/entries.ts';
import { fileKinds } from './kinds/files.ts';
import { lineKinds } from './kinds/lines.ts';
import { manifestKinds } from './kinds/manifests.ts';
import { proofKinds } from './kinds/proofs.ts';
import { sealKinds } from './kinds/seals.ts';
import { spellingKinds } from './kinds/spelling.ts';
import { statementKinds } from './kinds/statements.ts';
import type { Material } from './material.ts';

export interface Forgery {
  /** What was done, for whoever looks at a disagreement. */
  readonly what: string;
  readonly pack: Buffer;
  /** What has to come of it. */
  readonly duty: Duty;
  /** Whether it holds a timestamp, which the program leaves to `openssl` alone. */
  readonly stamped: boolean;
  /** Whether it is forged in a way that `openssl` finds, and so the program has to find. */
  readonly asked: boolean;
}

export type Duty =
  /** Each of these axes fails. Empty where nothing in the pack can tell. */
  | { readonly axes: readonly string[] }
  /** The zip is found out, or cannot be read: `storage` of `container`. */
  | 'container'
  /** Nothing was changed: nothing fails. */
  | 'sound';

const fileLevel: readonly Kind[] = [
  ...fileKinds,
  ...lineKinds,
  ...spellingKinds,
  ...entryKinds,
  ...proofKinds,
  ...manifestKinds,
  ...sealKinds,
  ...statementKinds,
];
/** How often every kind comes before one comes again. */
export const kindCount = fileLevel.length + containerKinds.length;
const seed = 7;

/** The forgery of this number: the same in every run, whatever range of them runs. */
export async function forge(materials: readonly [Material, ...Material[]], n: number): Promise<Forgery> {
  const random = seeded(seed + n * 7919);
  random.next();
  const kind = n % kindCount;
  const shapes = shuffled(materials, random);
  for (const material of shapes) {
    const forged = await (kind < fileLevel.length
      ? forgeFiles(fileLevel[kind] as Kind, material, random)
      : forgeZip(kind - fileLevel.length, material, random));
    if (forged !== null) return { ...forged, what: `${material.shape}: ${forged.what}` };
  }
  throw new Error(`no pack has what forgery ${n} is made of`);
}

function shuffled(materials: readonly [Material, ...Material[]], random: Random): Material[] {
  const from = random.between(0, materials.length - 1);
  return [...materials.slice(from), ...materials.slice(0, from)];
}

async function forgeZip(which: number, material: Material, random: Random): Promise<Forgery | null> {
  const kind = containerKinds[which];
  const forged = await kind?.zip(new Forging(material, random));
  if (!kind || !forged) return null;
  const { what, pack } = forged;
  const duty = kind.harmless
    ? 'sound'
    : pack.equals(zipOf(material.name, material.files))
      ? 'sound'
      : 'container';
  return {
    what: `${kind.name} (${what})`,
    pack,
    duty,
    stamped: material.files.has(paths.timestamp),
    asked: false,
  };
}

const fits = ['nothing', 'manifests', 'signer', 'signer', 'another', 'another, checkpoints too'] as const;
type Fit = (typeof fits)[number];

/** A kind draws what to forge, such as a file or a line, and there may be nothing to forge in it: then it draws again, this often at most. */
const draws = 12;

async function forgeFiles(kind: Kind, material: Material, random: Random): Promise<Forgery | null> {
  let forging = new Forging(material, random);
  let done: Done | null = null;
  for (let draw = 0; draw < draws && done === null; draw++) {
    forging = new Forging(material, random);
    done = await kind.forge(forging);
  }
  if (done === null) return null;
  const fit = kind.of === 'seal' ? 'nothing' : random.pick(fits);
  await makeFit(forging, kind, fit);
  const zipped = random.chance(0.75);
  const what = `${kind.name} (${done.what}); made to fit: ${fit}; zip ${zipped ? 'as sealed' : 'by another program'}`;
  const pack = zipped ? zipOf(material.name, forging.files) : zippedAgain(forging);
  const stamped = forging.files.has(paths.timestamp) || forging.files.has(paths.timestampCertificates);
  return { what, pack, duty: dutyOf(forging, kind, done, fit), stamped, asked: done.asked ?? false };
}

/** As much is made to fit again as whoever forged it could. */
async function makeFit({ files, material }: Forging, kind: Kind, fit: Fit): Promise<void> {
  if (fit === 'nothing') return;
  if (fit === 'another, checkpoints too') await signCheckpoints(files, material.other);
  if (kind.of === 'files') fixManifests(files);
  else fixTagmanifest(files);
  if (fit === 'manifests') return;
  files.delete(paths.timestamp);
  files.delete(paths.timestampCertificates);
  await reseal(files, fit === 'signer' ? material.own : material.other);
}

/** Its hashes are those of the files again, as far as it lists them. */
function fixTagmanifest(files: Map<string, Buffer>): void {
  const text = files.get(paths.tagmanifest)?.toString() ?? '';
  const fixed = text.replace(/^[0-9a-f]{64} {2}(.+)$/gm, (line, path: string) => {
    const bytes = files.get(path);
    return bytes === undefined ? line : `${Buffer.from(nodeDigest.sha256(bytes)).toString('hex')}  ${path}`;
  });
  files.set(paths.tagmanifest, Buffer.from(fixed));
}

async function signCheckpoints(files: Map<string, Buffer>, { ssh }: Signers): Promise<void> {
  for (const [path, bytes] of files) {
    const [text = '', signatures] = bytes.toString().split('\n\n');
    if (!path.startsWith('verification/checkpoint-') || signatures === undefined) continue;
    const origin = text.split('\n')[0] ?? '';
    if (origin !== '') files.set(path, Buffer.from(await signNote(nodeDigest, `${text}\n`, origin, ssh)));
  }
}

function zippedAgain({ material, files }: Forging): Buffer {
  return makeZip(
    [...files].map(([path, content]) => ({ name: `${material.name}/${path}`, content, deflated: true })),
  );
}

/**
 * What has to be found. A forger without the signer's key is found by whatever they could not make fit. One who seals anew
 * with a key of their own is found by the checkpoints, unless they sign these anew too: then the pack is consistent, but its
 * signer is another.
 */
function dutyOf({ files, material }: Forging, kind: Kind, { found }: Done, fit: Fit): Duty {
  if (isSame(files, material.files)) return 'sound';
  if (kind.of === 'seal') return { axes: found };
  // Whoever signs the checkpoints too has them signed by one key.
  if (/signed by another key/.test(kind.name) && fit.startsWith('another')) return { axes: [] };
  const changed = [...new Set([...files.keys(), ...material.files.keys()])].filter(
    (path) => !same(files.get(path), material.files.get(path)),
  );
  const beyondSeal = changed.some((path) => !path.startsWith(sealPrefix));
  if (fit === 'nothing')
    return { axes: beyondSeal && !changed.includes(paths.tagmanifest) ? ['storage'] : [] };
  if (fit === 'manifests') return { axes: beyondSeal ? ['signature'] : [] };
  // If `data/sources.json` cannot be read, no checker knows which checkpoints to look for.
  const renewed = /checkpoint/.test(kind.name) || changed.includes(paths.sources) || fit !== 'another';
  if (!renewed) return { axes: [...found, 'signature'] };
  const isSignedAnew =
    fit === 'another, checkpoints too' && changed.every((path) => saysTheSame(path, files, material.files));
  const isUnsought = isSignedAnew || !isJson(files.get(paths.sources));
  return { axes: isUnsought ? found.filter((axis) => axis !== 'signature') : found };
}

/** Whether a checkpoint still says the same: then all that was wrong was in its signatures, which were made anew. */
function saysTheSame(path: string, ...packs: readonly ReadonlyMap<string, Buffer>[]): boolean {
  const [now, before] = packs.map((files) => files.get(path)?.toString().split('\n\n')[0]);
  return !path.startsWith('verification/checkpoint-') || now === before;
}

function isJson(bytes: Buffer | undefined): boolean {
  try {
    return typeof JSON.parse(bytes?.toString() ?? '') === 'object';
  } catch {
    return false;
  }
}

function isSame(files: ReadonlyMap<string, Buffer>, others: ReadonlyMap<string, Buffer>): boolean {
  return files.size === others.size && [...files].every(([path, bytes]) => same(bytes, others.get(path)));
}

function same(one: Buffer | undefined, another: Buffer | undefined): boolean {
  return one === undefined || another === undefined ? one === another : one.equals(another);
}
