import type { JsonNode } from '../json/parse.ts';
import { printPath } from '../mapping/path.ts';
import type { Fields } from './catalogue.ts';
import { type DigestShape, digestShape, isZeros, oneSpelling, tellsMore } from './digest-text.ts';
import { textAt } from './paths.ts';

/** An entry among those that a chain is looked for in. */
export interface Sampled {
  readonly entry: JsonNode;
  readonly text: string;
}

/** A path at which entries hold texts that may be digests. */
interface Place {
  readonly path: string;
  readonly shape: DigestShape;
  /** Entry by entry: what stands there. Looked up once, since entries may have thousands of members. */
  readonly texts: readonly (string | null)[];
  /** Entry by entry, in one spelling. */
  readonly digests: readonly (string | null)[];
}

/** The paths of hash and previous hash, and the evidence for them. */
export interface FieldPair extends Fields {
  readonly bytes: number;
  /** How many entries name the hash of another. */
  readonly linked: number;
  /** For each entry, the text that names its predecessor; null if it cannot be known. */
  readonly before: readonly (string | null)[];
  readonly hashes: readonly (string | null)[];
}

/** How deep, and at how many paths, digests are looked for: entries are hostile. */
const deepest = 4;
const placesAtMost = 32;
const membersAtMost = 2000;
const pairsAtMost = 8;

/** Common names of a previous hash, for when no link shows which member it is. */
const previousName = /prev|parent|last|before|prior/i;

/** Whether a member is named as what names the entry before. */
export function namesPrevious(name: string): boolean {
  return previousName.test(name);
}

/**
 * Where entries may keep their hash and the previous one, the most linked first. `selection`: entries need not be
 * adjacent, so that names alone may be evidence for a pair.
 */
export function fieldPairs(sample: readonly Sampled[], selection: boolean): FieldPair[] {
  const places = placesOf(sample);
  const pairs: FieldPair[] = [];
  for (const own of places) {
    const carriers = new Map<string, number>();
    for (const [n, digest] of own.digests.entries()) if (digest !== null) carriers.set(digest, n);
    for (const other of places) {
      if (other === own) continue;
      const { texts } = other;
      const linked = texts.filter((text, n) => {
        const carrier = text === null ? undefined : carriers.get(oneSpelling(text, own.shape));
        return carrier !== undefined && carrier !== n;
      }).length;
      if (linked === 0 && !(selection && previousName.test(other.path))) continue;
      pairs.push({ ...fieldsOf(own), previous: other.path, linked, before: texts, hashes: own.digests });
    }
  }
  return [...pairs.sort(byLikelihood).slice(0, pairsAtMost), ...(selection ? [] : impliedPairs(places))];
}

function fieldsOf({ path, shape: { encoding, prefix, bytes } }: Place) {
  return { hash: path, output: { encoding, prefix }, bytes };
}

function byLikelihood(a: FieldPair, b: FieldPair): number {
  const named = (pair: FieldPair) => (previousName.test(pair.previous ?? '') ? 1 : 0);
  const own = (pair: FieldPair) => (previousName.test(pair.hash) ? 0 : 1);
  return b.linked - a.linked || own(b) - own(a) || named(b) - named(a);
}

/** For entries that state only their own hash: the record before may be meant. */
function impliedPairs(places: readonly Place[]): FieldPair[] {
  return places
    .filter(({ digests }) => new Set(digests.filter((digest) => digest !== null)).size >= 2)
    .map((own) => {
      const { texts } = own;
      const before = texts.map((_, n) => (n === 0 ? null : (texts[n - 1] ?? null)));
      return { ...fieldsOf(own), previous: null, linked: 0, before, hashes: own.digests };
    })
    .slice(0, pairsAtMost);
}

function placesOf(sample: readonly Sampled[]): Place[] {
  const shapes = new Map<string, DigestShape>();
  for (const { entry } of sample) {
    let members = 0;
    const visit = (node: JsonNode, path: readonly string[]): void => {
      if (node.kind === 'string') {
        const shape = digestShape(node.value);
        const name = printPath(path);
        const known = shapes.get(name);
        if (known === undefined ? shape !== null && shapes.size < placesAtMost : tellsMore(shape, known))
          shapes.set(name, shape as DigestShape);
      } else if (node.kind === 'object' && path.length < deepest) {
        for (const { name, value } of node.members) {
          if (members++ < membersAtMost) visit(value, [...path, name]);
        }
      }
    };
    visit(entry, []);
  }
  return [...shapes].map(([path, shape]) => {
    const texts = sample.map(({ entry }) => textAt(entry, path));
    const digests = texts.map((text) => {
      if (text === null || isZeros(text) || digestShape(text)?.bytes !== shape.bytes) return null;
      return oneSpelling(text, shape);
    });
    return { path, shape, texts, digests };
  });
}

/** Paths at which entries commonly keep their own hash. */
export const hashPaths: readonly string[] = [
  'entry_hash',
  'hash',
  'chain.hash',
  'verification.hash',
  'integrity.hash',
  'event_hash',
  'record_hash',
  'log_hash',
  'row_hash',
  'current_hash',
  'chain_hash',
];

/** Whether any entry carries what is usually its own hash, or names the hash of another. */
export function carriesHashes(sample: readonly Sampled[]): boolean {
  return (
    sample.some(({ entry }) => hashPaths.some((path) => textAt(entry, path) !== null)) ||
    fieldPairs(sample, false).some(({ linked }) => linked > 0)
  );
}
