import { packNamePattern, paths } from './layout.ts';

/** Names that only packs give their files; those of BagIt (RFC 8493) stand in other bags too. */
const ownNames: ReadonlySet<string> = new Set([
  paths.index,
  paths.sources,
  paths.proofs,
  paths.compressed,
  paths.signature,
]);

/**
 * Whether a member of a zip says of it that it is a pack, by its path. One is enough: what others were taken from is still a
 * pack, and lacks them.
 */
export function isOfPack(path: string): boolean {
  const slash = path.indexOf('/');
  const inner = path.slice(slash + 1);
  return (
    ownNames.has(path) || ownNames.has(inner) || (slash > 0 && packNamePattern.test(path.slice(0, slash)))
  );
}
