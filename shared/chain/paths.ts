import { type JsonNode, member } from '../json/parse.ts';
import { readPath } from '../mapping/path.ts';

const known = new Map<string, readonly string[]>();
/** A profile names few paths; a hostile one a hundred at most. */
const knownLimit = 10_000;

/** The names in a path. A text that is not a path counts as a single name. */
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

/** Null if there is nothing there, or no text. */
export function textAt(entry: JsonNode, path: string): string | null {
  const node = nodeAt(entry, path);
  return node?.kind === 'string' ? node.value : null;
}

/** Paths as a tree, in their order. A leaf means everything there. */
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
