import { toHex, utf8 } from '../bytes/encoding.ts';
import { type JsonNode, member, parseJson } from '../json/parse.ts';
import type { Digest } from '../proof/digest.ts';
import { type ChainProfile, catalogue } from './profile.ts';
import { serializeEntry } from './serialize.ts';

/** What one entry says of itself, and what its bytes give. */
export interface ChainLink {
  /** Null where the entry states none. */
  readonly hash: string | null;
  readonly previous: string | null;
  /** Null where it cannot be recomputed, such as with a repeated name. */
  readonly recomputed: string | null;
}

/**
 * Evaluates a profile over one entry's text. Forms that write plain entries alike cannot be told apart by them: where the
 * profile does not recompute an entry and another form of the catalogue does, the entry is not broken, since no hash
 * recomputes by chance.
 */
export function chainLink(digest: Digest, profile: ChainProfile, text: string): ChainLink {
  const entry = parseJson(text);
  if (entry === null) return { hash: null, previous: null, recomputed: null };
  const link = linkOf(digest, profile, entry);
  if (link.hash === null || link.hash === link.recomputed) return link;
  for (const other of catalogue) {
    if (other.hash !== profile.hash || other.previous !== profile.previous) continue;
    const otherLink = linkOf(digest, other, entry);
    if (otherLink.hash === otherLink.recomputed) return otherLink;
  }
  return link;
}

function linkOf(digest: Digest, profile: ChainProfile, entry: JsonNode): ChainLink {
  const hash = textAt(entry, profile.hash);
  const previous = textAt(entry, profile.previous);
  const { join, separator, entry: form } = profile.preimage;
  const parts = join.map((part) => (part === 'previous' ? previous : serializeEntry(entry, form)));
  if (hash === null || parts.some((part) => part === null)) return { hash, previous, recomputed: null };
  const recomputed = profile.output.prefix + toHex(digest.sha256(utf8(parts.join(separator))));
  return { hash, previous, recomputed };
}

function textAt(entry: JsonNode, path: string): string | null {
  let node: JsonNode | undefined = entry;
  for (const name of path.split('.')) node = member(node, name);
  return node?.kind === 'string' ? node.value : null;
}

export interface Detected {
  readonly profile: ChainProfile;
  readonly covers: readonly string[];
  readonly omits: readonly string[];
}

/**
 * The catalogue's profile that entries were chained by: one under which at least two linked entries recompute. Null
 * where none is found; then nothing can be said of the entries' hashes.
 */
export function detectChain(digest: Digest, texts: readonly string[]): Detected | null {
  const entries = texts.map(parseJson).filter((entry) => entry !== null);
  let best: { profile: ChainProfile; linked: number } | null = null;
  for (const profile of catalogue) {
    if (!entries.some((entry) => textAt(entry, profile.hash) !== null)) continue;
    const linked = linkedEntries(entries.map((entry) => linkOf(digest, profile, entry)));
    if (linked >= 2 && linked > (best?.linked ?? 0)) best = { profile, linked };
  }
  if (best === null) return null;
  const names = new Set(
    entries.flatMap((entry) => (entry.kind === 'object' ? entry.members.map(({ name }) => name) : [])),
  );
  const { omit } = best.profile.preimage.entry;
  return {
    profile: best.profile,
    covers: [...names].filter((name) => !omit.includes(name)),
    omits: [...omit],
  };
}

/** How many entries recompute and are linked to another that does. */
function linkedEntries(links: readonly ChainLink[]): number {
  const sound = links.filter(({ hash, recomputed }) => hash !== null && hash === recomputed);
  const hashes = new Set(sound.map(({ hash }) => hash));
  const named = new Set(sound.map(({ previous }) => previous));
  return sound.filter(({ hash, previous }) => hashes.has(previous) || named.has(hash)).length;
}

/** Whether any entry carries a member that hashes are usually kept in, though no profile recomputes them. */
export function carriesHashes(texts: readonly string[]): boolean {
  const entries = texts.map(parseJson).filter((entry) => entry !== null);
  return entries.some((entry) => catalogue.some((profile) => textAt(entry, profile.hash) !== null));
}
