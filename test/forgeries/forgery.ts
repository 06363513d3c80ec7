import { makeZip } from '../../engine/packed/testing/make-zip.ts';
import type { Signers } from '../../engine/seal/signers.ts';
import { type Files, fixManifests, reseal, zipOf } from '../../engine/seal/testing/forge.ts';
import type { Random } from '../../samples/random.ts';
import { paths } from '../../shared/pack/layout.ts';

/** What forgeries are made of: a sound pack, another of the same case, and two keys. */
export interface Material {
  readonly name: string;
  readonly files: ReadonlyMap<string, Buffer>;
  readonly otherFiles: ReadonlyMap<string, Buffer>;
  readonly own: Signers;
  readonly other: Signers;
}

export interface Forgery {
  /** What was done, for whoever looks at a disagreement. */
  readonly what: string;
  readonly pack: Buffer;
}

type Change = (files: Files, random: Random, material: Material) => string;

/** One seeded forgery: something is changed, and then as much is made to fit again as that attacker could. */
export async function forge(material: Material, random: Random): Promise<Forgery> {
  const files: Files = new Map(material.files);
  const what = random.pick(changes)(files, random, material);
  const fit = random.pick(fits);
  if (fit !== 'nothing') fixManifests(files);
  if (fit === 'sealed by another key') await reseal(files, material.other);
  if (fit === 'sealed by the same key') await reseal(files, material.own);
  const zipped = random.pick(zips);
  return { what: `${what}; ${fit} made to fit; ${zipped}`, pack: zip(material.name, files, zipped, random) };
}

const fits = ['nothing', 'manifests', 'sealed by another key', 'sealed by the same key'] as const;
const zips = ['as sealed', 'as sealed', 'by another program', 'cut off'] as const;

function zip(name: string, files: Files, how: (typeof zips)[number], random: Random): Buffer {
  if (how === 'by another program') {
    const members = [...files].map(([path, content]) => ({
      name: `${name}/${path}`,
      content,
      deflated: true,
    }));
    return makeZip(members);
  }
  const whole = zipOf(name, files);
  return how === 'cut off' && random.chance(0.3) ? whole.subarray(0, random.between(0, whole.length)) : whole;
}

const changes: readonly [Change, ...Change[]] = [
  function flipsBit(files, random) {
    const [path, bytes] = chosen(files, random);
    if (bytes.length === 0) return 'nothing';
    const at = random.between(0, bytes.length - 1);
    const flipped = Buffer.from(bytes);
    flipped[at] = (flipped[at] as number) ^ (1 << random.between(0, 7));
    files.set(path, flipped);
    return `a bit of byte ${at} of ${path}`;
  },
  function drops(files, random) {
    const [path] = chosen(files, random);
    files.delete(path);
    return `without ${path}`;
  },
  function adds(files, random) {
    const path = random.pick(['data/extra.txt', 'extra.txt', 'seal/extra', 'data/entries-from-x.ndjson']);
    files.set(path, Buffer.from('more\n'));
    return `with ${path}`;
  },
  function swaps(files, random) {
    const [a, ofA] = chosen(files, random);
    const [b, ofB] = chosen(files, random);
    files.set(a, ofB).set(b, ofA);
    return `${a} and ${b} swapped`;
  },
  function truncates(files, random) {
    const [path, bytes] = chosen(files, random);
    const length = random.between(0, bytes.length);
    files.set(path, bytes.subarray(0, length));
    return `${path} cut to ${length} of ${bytes.length} bytes`;
  },
  function renames(files, random) {
    const [path, bytes] = chosen(files, random);
    files.delete(path);
    files.set(`${path}x`, bytes);
    return `${path} renamed`;
  },
  function mixes(files, random, { otherFiles }) {
    const [path, bytes] = chosen(otherFiles, random);
    files.set(path, bytes);
    return `${path} of another pack`;
  },
  function losesLine(files, random) {
    return editLines(files, random, 'a line less', (lines, at) => lines.toSpliced(at, 1));
  },
  function repeatsLine(files, random) {
    return editLines(files, random, 'a line twice', (lines, at) =>
      lines.toSpliced(at, 0, lines[at] as string),
    );
  },
  function movesLine(files, random) {
    return editLines(files, random, 'a line moved', (lines, at) => {
      const [line] = lines.slice(at, at + 1);
      return [...lines.toSpliced(at, 1), line as string];
    });
  },
  function changesDigit(files, random) {
    return editLines(files, random, 'a digit changed', (lines, at) =>
      lines.with(
        at,
        (lines[at] as string).replace(/\d/, (digit) => String((Number(digit) + 1) % 10)),
      ),
    );
  },
];

const lined = [
  paths.index,
  paths.proofs,
  paths.entries,
  paths.custody,
  paths.annotations,
  paths.annotationTargets,
] as const;

function editLines(
  files: Files,
  random: Random,
  what: string,
  edit: (lines: string[], at: number) => string[],
): string {
  const path = random.pick(lined);
  const lines = (files.get(path)?.toString() ?? '').split('\n').slice(0, -1);
  if (lines.length === 0) return 'nothing';
  const edited = edit(lines, random.between(0, lines.length - 1));
  files.set(path, Buffer.from(edited.map((line) => `${line}\n`).join('')));
  return `${path}: ${what}`;
}

function chosen(files: ReadonlyMap<string, Buffer>, random: Random): [string, Buffer] {
  return random.pick([...files] as [[string, Buffer], ...[string, Buffer][]]);
}
