import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import type { FoundFile } from './find-files.ts';

/** A longer file is no list of hashes. */
const lengthLimit = 16 << 20;

export function isHashFile(name: string): boolean {
  return /(^|[\\/])sha256sums?(\.txt)?$|\.sha256(sums?)?$/i.test(name);
}

/** What a hash file says of one file. */
interface Stated {
  /** As it is written there; null where there is the hash alone. */
  readonly name: string | null;
  /** Hex, lower case. */
  readonly sha256: string;
}

/** A hash that a file was expected to have, and the file that says so. */
export interface Expected {
  readonly sha256: string;
  readonly by: string;
}

/**
 * The lines of a hash file: as `sha256sum` writes them, with escaped names too, as `sha256sum --tag` and BSD do, or the
 * hash alone. Others are passed over.
 */
export function parseHashes(text: string): Stated[] {
  return text.split('\n').flatMap((line): Stated[] => {
    const clean = line.replace(/\r$/, '').replace(/^\ufeff/, '');
    const gnu = /^(\\?)([0-9a-f]{64})(?:\s[ *]?(.+))?\s*$/i.exec(clean);
    if (gnu !== null) return [stated(gnu[2], gnu[3], gnu[1] !== '')];
    const tagged = /^(\\?)SHA(?:2-)?256 ?\((.+)\) ?= ?([0-9a-f]{64})\s*$/i.exec(clean);
    return tagged === null ? [] : [stated(tagged[3], tagged[2], tagged[1] !== '')];
  });
}

function stated(sha256 = '', name: string | undefined, escaped: boolean): Stated {
  const unescaped = escaped
    ? name?.replace(/\\([\\nr])/g, (_, c: string) => (c === 'n' ? '\n' : c === 'r' ? '\r' : '\\'))
    : name;
  return { name: unescaped?.trim() ?? null, sha256: sha256.toLowerCase() };
}

/** The hash files that lie beside the files of an import, each read once. */
export class ExpectedHashes {
  /** By folder: of each file that is named there, what is expected of it. */
  private readonly folders = new Map<string, Map<string, Expected[]>>();

  /** What is expected of a file: by the hash files of its folder, and of those above it up to the one that was named. */
  of({ path, folder }: FoundFile): Expected[] {
    const found: Expected[] = [];
    for (let at = dirname(path); ; at = dirname(at)) {
      found.push(...(this.in(at).get(relative(at, path).split(sep).join('/')) ?? []));
      if (folder === null || at === folder || at === dirname(at)) return found;
    }
  }

  private in(folder: string): Map<string, Expected[]> {
    let known = this.folders.get(folder);
    if (known === undefined) {
      known = readFolder(folder);
      this.folders.set(folder, known);
    }
    return known;
  }
}

function readFolder(folder: string): Map<string, Expected[]> {
  const expected = new Map<string, Expected[]>();
  for (const by of hashFilesIn(folder)) {
    const path = join(folder, by);
    const own = by.replace(/\.sha256(sums?)?$/i, '');
    for (const { name, sha256 } of parseHashes(readFileSync(path, 'utf8'))) {
      // NAME.sha256 is about NAME, wherever that lay when it was hashed.
      const listed = name?.replaceAll('\\', '/').replace(/^(\.\/)+/, '') ?? own;
      const about = own !== by && basename(listed) === own ? own : listed;
      expected.set(about, [...(expected.get(about) ?? []), { sha256, by }]);
    }
  }
  return expected;
}

function hashFilesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => isHashFile(name))
      .filter((name) => {
        const status = statSync(join(folder, name), { throwIfNoEntry: false });
        return status?.isFile() === true && status.size <= lengthLimit;
      })
      .sort();
  } catch {
    // Who may not list a folder may still read a file in it.
    return [];
  }
}

/**
 * Holds a file's hash against what was expected of it.
 *
 * @returns which of `expected` there were, all of them matched
 * @throws AppError INVALID_INPUT where one differs
 */
export function checkExpected(path: string, actual: string, expected: readonly Expected[]): string[] {
  for (const { sha256, by } of expected) {
    if (sha256 === actual) continue;
    throw new AppError({
      code: 'INVALID_INPUT',
      message: `${path} is not the expected file: its SHA-256 is ${actual}, expected by ${by} was ${sha256}`,
      safe: 'nothing was imported',
      next: 'check which of the two is right before going on',
      details: { expected: sha256, actual, by },
    });
  }
  return [...new Set(expected.map(({ by }) => by))];
}
