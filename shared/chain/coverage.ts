import type { JsonNode } from '../json/parse.ts';
import { printPath } from '../mapping/path.ts';
import { namesOf, nodeAt, type PathTree, pathTree } from './paths.ts';
import { joinsPrevious } from './preimage.ts';
import { type ChainProfile, uncoveredPaths } from './profile.ts';

/** Which members a hash covers and which it leaves out: those could be changed unnoticed. */
export interface Coverage {
  /** Top-level members; some of them may also stand in part under `omits`. */
  readonly covers: readonly string[];
  /** Paths. */
  readonly omits: readonly string[];
  /**
   * As a sentence names them, of those what is neither the hash, nor the previous one, nor says how they were made: the entry's own matter. Of
   * an object that is left out because they stand in it, what stands beside them; where what is null is left out, that.
   */
  readonly uncovered: readonly string[];
}

/** Names of members that say how a hash was made, or claim that it holds: they say nothing about what happened. */
const aboutHash =
  /^(?:alg|algo|algorithm|hash_?alg(?:o|orithm)?|sig|signature|signed|key_?id|kid|version|verified|valid)$/i;

/** How many are named: an entry may have any number of members. */
const namedAtMost = 200;

/** What a profile covers of the members of these entries. */
export function coverageOf(profile: ChainProfile, entries: readonly JsonNode[]): Coverage {
  const { previous, preimage } = profile;
  const { omit, only, nested } = preimage.entry;
  const left = pathTree(uncoveredPaths(preimage.entry));
  const trees = { omit: pathTree(omit), only: only === null ? null : pathTree(only) };
  const covers = new Set<string>();
  const omits = new Set<string>();
  for (const entry of entries) {
    if (entry.kind !== 'object') continue;
    const walk = new Walk(covers, omits, nested === 'drop' ? topNames(entry, trees) : null);
    walk.object(entry, left, trees.only, []);
  }
  // What is combined with the entry is covered, even if it is left out of the entry.
  if (previous !== null && joinsPrevious(preimage.join)) {
    omits.delete(previous);
    covers.add(namesOf(previous)[0] ?? previous);
  }
  const list = (names: Iterable<string>) => [...names].slice(0, namedAtMost);
  const own = [profile.hash, ...(previous === null ? [] : [previous])];
  const isMatter = (path: string) => !own.some((each) => each === path || each.startsWith(`${path}.`));
  const beside = besideHashes(own, list(omits), entries);
  return {
    covers: list(covers),
    omits: list(omits),
    uncovered: list([...list(omits).filter(isMatter), ...beside, ...nullsLeftOut(profile, own, entries)]),
  };
}

/** Members that are null in some entry, if the form drops those: they could be added or removed unnoticed. */
function nullsLeftOut(
  { preimage: { entry: form } }: ChainProfile,
  own: readonly string[],
  entries: readonly JsonNode[],
): Set<string> {
  const found = new Set<string>();
  const walk = (node: JsonNode, path: readonly string[]): void => {
    if (node.kind === 'array') for (const item of node.items) walk(item, path);
    if (node.kind !== 'object') return;
    for (const { name, value } of node.members) {
      const inner = [...path, name];
      const isNull = value.kind === 'literal' && value.text === 'null';
      if (isNull && found.size < namedAtMost && !own.includes(printPath(inner)))
        found.add(`${printPath(inner)} where it is null`);
      else walk(value, inner);
    }
  };
  if (form.nulls === 'drop' && form.serialize !== 'fields') for (const entry of entries) walk(entry, []);
  return found;
}

/** What stands beside the hashes in objects that are left out because of them. */
function besideHashes(
  own: readonly string[],
  omits: readonly string[],
  entries: readonly JsonNode[],
): Set<string> {
  const beside = new Set<string>();
  const walk = (node: JsonNode | undefined, path: readonly string[]): void => {
    if (node?.kind !== 'object') return;
    for (const { name, value } of node.members) {
      const inner = [...path, name];
      const text = printPath(inner);
      if (own.some((each) => each.startsWith(`${text}.`))) walk(value, inner);
      else if (!own.includes(text) && !aboutHash.test(name) && beside.size < namedAtMost) beside.add(text);
    }
  };
  for (const around of omits.filter((path) => own.some((each) => each.startsWith(`${path}.`)))) {
    for (const entry of entries) walk(nodeAt(entry, around), namesOf(around));
  }
  return beside;
}

/** Whether entries state a previous hash that their own hash does not cover: links could be rewritten unnoticed. */
export function coversLinks({ previous, preimage }: ChainProfile): boolean {
  if (previous === null || joinsPrevious(preimage.join)) return true;
  const { only } = preimage.entry;
  const within = (paths: readonly string[]) =>
    paths.some((path) => previous === path || previous.startsWith(`${path}.`));
  return !within(uncoveredPaths(preimage.entry)) && (only === null || within(only));
}

function topNames(
  entry: JsonNode & { readonly kind: 'object' },
  { omit, only }: { readonly omit: PathTree; readonly only: PathTree | null },
): ReadonlySet<string> {
  const names = entry.members.map(({ name }) => name);
  return new Set(
    names.filter((name) => !omit.children.get(name)?.leaf && (only === null || only.children.has(name))),
  );
}

class Walk {
  private readonly covers: Set<string>;
  private readonly omits: Set<string>;
  private readonly kept: ReadonlySet<string> | null;

  constructor(covers: Set<string>, omits: Set<string>, kept: ReadonlySet<string> | null) {
    this.covers = covers;
    this.omits = omits;
    this.kept = kept;
  }

  /** Whether anything of the object is covered. */
  object(
    { members }: JsonNode & { readonly kind: 'object' },
    omit: PathTree | undefined,
    only: PathTree | null,
    path: readonly string[],
  ): void {
    for (const { name, value } of members) {
      const inner = [...path, name];
      const left = omit?.children.get(name);
      const wanted = only === null || only.leaf ? null : only.children.get(name);
      const dropped = path.length > 0 && this.kept !== null && !this.kept.has(name);
      if (left?.leaf || wanted === undefined || dropped) {
        if (this.omits.size <= namedAtMost) this.omits.add(printPath(inner));
        continue;
      }
      if (path.length === 0) this.covers.add(name);
      const goesOn = left !== undefined || (wanted !== null && !wanted.leaf) || this.kept !== null;
      if (goesOn) this.below(value, left, wanted, inner);
    }
  }

  private below(
    value: JsonNode,
    omit: PathTree | undefined,
    only: PathTree | null,
    path: readonly string[],
  ): void {
    if (value.kind === 'object') this.object(value, omit, only, path);
    if (value.kind === 'array') for (const item of value.items) this.below(item, undefined, null, path);
  }
}

const shownPaths = 8;

/** Paths as named in a sentence: the first few. */
export function pathList(paths: readonly string[]): string {
  const more = paths.length - shownPaths;
  return paths.slice(0, shownPaths).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
