import type { JsonNode } from '../json/parse.ts';
import { printPath } from '../mapping/path.ts';
import { textAt } from './paths.ts';
import type { Sampled } from './places.ts';

/** Hashes in entries that are of an algorithm for which two texts with the same hash can be produced. */
export interface WeakDigests {
  readonly algorithm: 'MD5' | 'SHA-1';
  /** How many entries name the hash of another. */
  readonly linked: number;
}

/** Identifiers look like such hashes and are linked as well; only a member that is called a hash counts. */
const hashName = /hash|digest|checksum|sha_?1|md5/i;
const lengths = { MD5: /^[0-9a-f]{32}$/i, 'SHA-1': /^[0-9a-f]{40}$/i } as const;
/** As deep, and at as many paths, as other hashes are looked for: entries are hostile. */
const deepest = 4;
const placesAtMost = 16;
const membersAtMost = 2000;

/** Null if entries carry none that name each other. */
export function weakDigests(sample: readonly Sampled[]): WeakDigests | null {
  const paths = hashPathsOf(sample);
  for (const algorithm of ['SHA-1', 'MD5'] as const) {
    for (const path of paths) {
      const own = sample.map(({ entry }) => digestAt(entry, path, algorithm));
      const carriers = new Map(own.flatMap((digest, n) => (digest === null ? [] : [[digest, n]])));
      for (const other of paths) {
        if (other === path) continue;
        const linked = sample.filter(({ entry }, n) => {
          const carrier = carriers.get(digestAt(entry, other, algorithm) ?? '');
          return carrier !== undefined && carrier !== n;
        }).length;
        if (linked > 1) return { algorithm, linked };
      }
    }
  }
  return null;
}

function digestAt(entry: JsonNode, path: string, algorithm: keyof typeof lengths): string | null {
  const text = textAt(entry, path);
  return text !== null && lengths[algorithm].test(text) ? text.toLowerCase() : null;
}

function hashPathsOf(sample: readonly Sampled[]): string[] {
  const found = new Set<string>();
  for (const { entry } of sample) {
    let members = 0;
    const visit = (node: JsonNode, path: readonly string[]): void => {
      if (node.kind === 'object' && path.length < deepest) {
        for (const { name, value } of node.members)
          if (members++ < membersAtMost) visit(value, [...path, name]);
      } else if (node.kind === 'string' && found.size < placesAtMost && hashName.test(path.join('.'))) {
        found.add(printPath(path));
      }
    };
    visit(entry, []);
  }
  return [...found];
}
