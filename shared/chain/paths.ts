import { type JsonNode, member } from '../json/parse.ts';
import { readPath } from '../mapping/path.ts';

const known = new Map<string, readonly string[]>();
/** A profile names few paths; a hostile one at most a hundred. */
const knownLimit = 10_000;

/** The names of a path. A text that is no path is a single name. */
export function namesOf(path: string): readonly string[] {
  const names = known.get(path);
  if (names !== undefined) return names;
  const read = readPath(path, 0);
  const made = typeof read === 'string' || read.end !== path.length ? [path] : read.path;
  if (known.size >= knownLimit) known.clear();
  known.set(path, made);
  return made;
}

export function nodeAt(entry: JsonNode, path: string): JsonNode | undefined {
  let node: JsonNode | undefined = entry;
  for (const name of namesOf(path)) node = member(node, name);
  return node;
}

/** Null where there is nothing, or no text. */
export function textAt(entry: JsonNode, path: string): string | null {
  const node = nodeAt(entry, path);
  return node?.kind === 'string' ? node.value : null;
}

/** Paths as the tree that they make, in their order. A leaf means all that stands there. */
export interface PathTree {
  readonly leaf: boolean;
  readonly children: ReadonlyMap<string, PathTree>;
}

export function pathTree(paths: readonly string[]): PathTree {
  return treeOf(paths.map(namesOf));
}

function treeOf(paths: readonly (readonly string[])[]): PathTree {
  const groups = new Map<string, (readonly string[])[]>();
  for (const [name, ...rest] of paths) {
    if (name === undefined) continue;
    const group = groups.get(name) ?? [];
    group.push(rest);
    groups.set(name, group);
  }
  return {
    leaf: paths.some((names) => names.length === 0),
    children: new Map([...groups].map(([name, rests]) => [name, treeOf(rests)])),
  };
}
