import { type ChainLink, isSound } from './evaluate.ts';

/**
 * The links of some entries, small enough to cross threads by the thousand: most are sound and name the one before them, and of
 * these only the hash is kept, all in one text.
 */
export interface LinkList {
  readonly count: number;
  /** UTF-16 code units of each hash in `hashes`. */
  readonly width: number;
  readonly hashes: string;
  /** By place: the links that are anything else. */
  readonly others: ReadonlyMap<number, ChainLink>;
}

export function linkList(links: readonly ChainLink[]): LinkList {
  const width = links.find(isSound)?.hash?.length ?? 0;
  const blank = ' '.repeat(width);
  const others = new Map<number, ChainLink>();
  const hashes: string[] = [];
  for (const [n, link] of links.entries()) {
    const isPlain = isSound(link) && link.hash?.length === width && link.redacted === undefined;
    if (!isPlain || n === 0 || link.previous !== hashes[n - 1]) others.set(n, link);
    hashes.push(isPlain ? (link.hash as string) : blank);
  }
  return { count: links.length, width, hashes: hashes.join(''), others };
}

/** The link at place `n`, below `count`. */
export function linkAt({ width, hashes, others }: LinkList, n: number): ChainLink {
  const other = others.get(n);
  if (other !== undefined) return other;
  const hash = hashes.slice(n * width, (n + 1) * width);
  return { hash, previous: hashes.slice((n - 1) * width, n * width), recomputed: hash };
}
