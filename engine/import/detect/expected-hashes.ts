import { closeSync, constants, lstatSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, posix, relative, sep } from 'node:path';
import type { UncheckedHash } from '../../../shared/domain/import.ts';
import { AppError } from '../../../shared/errors.ts';
import { exactPath, exactText, toldPath } from '../../files/exact-path.ts';
import { fileFault } from '../../files/file-fault.ts';
import type { FoundFile } from './find-files.ts';

/** Bytes read of the hash files of one import, or of one zip. */
export const hashBytesLimit = 32 << 20;

/** Why a hash file is not read. */
export const tooMuch = `it is not read: it and the hash files before it have more than ${hashBytesLimit} bytes`;

/** Why a hash file is passed over as a trail. */
export const holdsHashes = 'it holds expected hashes';

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
 * hash alone. `odd`: the numbers of the lines that are neither that, nor empty, nor a remark (`#`, `;`, an armor's).
 */
export function parseHashes(text: string): { readonly stated: readonly Stated[]; readonly odd: number[] } {
  const found: Stated[] = [];
  const odd: number[] = [];
  for (const [at, line] of text.split('\n').entries()) {
    const clean = line.replace(/\r$/, '').replace(/^\ufeff/, '');
    const gnu = /^(\\?)([0-9a-f]{64})(?:\s[ *]?(.+))?\s*$/i.exec(clean);
    const tagged = /^(\\?)SHA(?:2-)?256 ?\((.+)\) ?= ?([0-9a-f]{64})\s*$/i.exec(clean);
    if (gnu !== null) found.push(stated(gnu[2], gnu[3], gnu[1] !== ''));
    else if (tagged !== null) found.push(stated(tagged[3], tagged[2], tagged[1] !== ''));
    else if (!/^\s*(?:$|[#;])/.test(clean)) odd.push(at + 1);
  }
  return { stated: found, odd };
}

function stated(sha256 = '', name: string | undefined, escaped: boolean): Stated {
  const unescaped = escaped
    ? name?.replace(/\\([\\nr])/g, (_, c: string) => (c === 'n' ? '\n' : c === 'r' ? '\r' : '\\'))
    : name;
  return { name: unescaped?.trim() ?? null, sha256: sha256.toLowerCase() };
}

/** NAME of NAME.sha256; null where a hash file has no such name. */
function namedAfter(by: string): string | null {
  const own = by.replace(/\.sha256(sums?)?$/i, '');
  return own === by ? null : own;
}

/** What one hash file says of the files of its folder, by their paths from there, with `/`. */
export interface HashList {
  readonly files: ReadonlyMap<string, readonly Expected[]>;
  /** Why it could not be used, or not all of it. */
  readonly unchecked: readonly UncheckedHash[];
}

/** `by`: the hash file's name. */
export function hashList(by: string, text: string): HashList {
  const own = namedAfter(by);
  const told = toldPath(by);
  // What is stated again counts once: a hostile list may say one thing a million times.
  const files = new Map<string, Map<string, Expected>>();
  const { stated, odd } = parseHashes(text);
  const nameless = own === null && stated.some(({ name }) => name === null);
  for (const { name, sha256 } of stated) {
    if (name === null && own === null) continue;
    // NAME.sha256 is about NAME, wherever that lay when it was hashed.
    const listed = name === null ? (own ?? '') : posix.normalize(name.replaceAll('\\', '/'));
    const about = own !== null && basename(listed) === own ? own : listed;
    const before = files.get(about);
    if (before === undefined) files.set(about, new Map([[sha256, { sha256, by: told }]]));
    else before.set(sha256, { sha256, by: told });
  }
  return {
    files: new Map([...files].map(([about, stated]) => [about, [...stated.values()]])),
    unchecked: [
      ...oddities(told, stated.length, odd),
      ...(nameless ? [{ name: told, reason: 'it states a SHA-256 without a name' }] : []),
    ],
  };
}

function oddities(name: string, understood: number, odd: readonly number[]): UncheckedHash[] {
  const [first] = odd;
  if (understood === 0) return [{ name, reason: 'no line of it states a SHA-256' }];
  if (first === undefined) return [];
  const more = odd.length === 1 ? '' : ` and ${odd.length - 1} more`;
  return [{ name, reason: `it is not understood in line ${first}${more}` }];
}

/** That there is no file of this name, whose hash `by` states. */
export function missing(name: string, by: string): UncheckedHash {
  return { name, reason: `${by} states its SHA-256, and there is no such file` };
}

/** A hash file of a folder. */
interface Beside {
  readonly list: HashList;
  /** The file that it is named after, where that lies beside it. */
  readonly sibling: string | null;
}

/** The hash files that lie beside the files of an import, each read once. */
export class ExpectedHashes {
  /** Hashes that were stated and could not be checked, of all that was asked so far. */
  readonly unchecked: UncheckedHash[] = [];
  /** By folder: the hash files there, by their names. */
  private readonly folders = new Map<string, ReadonlyMap<string, Beside>>();
  /** Whose oddities were told. */
  private readonly told = new Set<HashList>();
  private left = hashBytesLimit;

  /** What is expected of a file: by the hash files of its folder, and of those above it up to the one that was named. */
  of({ path, folder }: FoundFile): Expected[] {
    const found: Expected[] = [];
    for (let at = dirname(path); ; at = dirname(at)) {
      const name = relative(at, path).split(sep).join('/');
      for (const { list, sibling } of this.in(at).values()) {
        for (const stated of list.files.get(name) ?? []) found.push(stated);
        // Those of a folder that was named are met as files of it.
        if (folder === null && (sibling ?? name) === name) this.tell(list);
      }
      if (folder === null || at === folder || at === dirname(at)) return found;
    }
  }

  /** Looks for the files that a hash file of a folder lists. `paths`: absolute, of all that there are. */
  lookFor({ path, name, folder }: FoundFile, paths: ReadonlySet<string>): void {
    const list = this.in(dirname(path)).get(basename(path))?.list;
    // One that was named itself may list much that nobody meant.
    if (list === undefined || folder === null) return;
    this.tell(list, name);
    for (const about of list.files.keys()) {
      if (paths.has(join(dirname(path), about))) continue;
      this.unchecked.push(missing(toldPath(posix.join(posix.dirname(name), about)), name));
    }
  }

  private tell(list: HashList, name?: string): void {
    if (this.told.has(list)) return;
    this.told.add(list);
    for (const each of list.unchecked) this.unchecked.push({ ...each, name: name ?? each.name });
  }

  private in(folder: string): ReadonlyMap<string, Beside> {
    let known = this.folders.get(folder);
    if (known === undefined) {
      known = this.read(folder);
      this.folders.set(folder, known);
    }
    return known;
  }

  private read(folder: string): ReadonlyMap<string, Beside> {
    const names = new Set(namesIn(folder));
    return new Map(
      [...names].filter(isHashFile).map((by) => {
        const own = namedAfter(by);
        const list = this.readList(join(folder, by), by);
        return [by, { list, sibling: own !== null && names.has(own) ? own : null }];
      }),
    );
  }

  private readList(path: string, by: string): HashList {
    const unusable = (reason: string) => ({ files: new Map(), unchecked: [{ name: toldPath(by), reason }] });
    try {
      const status = lstatSync(exactPath(path));
      if (status.isDirectory()) return { files: new Map(), unchecked: [] };
      if (!status.isFile()) return unusable('it is a link or a device, not a file');
      this.left -= status.size;
      return this.left < 0 ? unusable(tooMuch) : hashList(by, readText(path));
    } catch (error) {
      return unusable(whyUnreadable(error));
    }
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(exactPath(folder), { encoding: 'buffer' }).map(exactText).sort();
  } catch {
    // Who may not list a folder may still read a file in it.
    return [];
  }
}

/** A link that took the file's place meanwhile is not followed. */
function readText(path: string): string {
  const file = openSync(exactPath(path), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    return exactText(readFileSync(file));
  } finally {
    closeSync(file);
  }
}

function whyUnreadable(error: unknown): string {
  return `it cannot be read: ${fileFault(error)}`;
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
