import { parseJson } from '../json/parse.ts';
import type { RecordShapes } from '../json/shapes.ts';
import { type Detected, detectChain } from './detect.ts';
import { type ChainLink, type ChainMethod, ChainReader, isSound } from './evaluate.ts';
import type { ChainKey } from './key.ts';
import { type LinkList, linkList } from './link-list.ts';
import type { ChainHasher } from './profile.ts';
import { isRedacted } from './redaction.ts';

/** How a source's chain is followed. */
export interface ChainFollowing {
  readonly method: ChainMethod;
  /** For profiles that turn up later. */
  readonly keys: readonly ChainKey[];
}

/** The links of some entries, in their order, and profiles that were found only among them. */
export interface FollowedPart {
  readonly links: LinkList;
  readonly found: readonly Detected[];
}

/** Entries that do not recompute, kept until it was tried whether another profile made them. */
const keptAtMost = 200;
const keptLength = 1 << 22;

/**
 * Evaluates the entries of a source, part by part. A system that was changed in between hashes by another profile from then on:
 * where entries do not recompute, it is looked for one among them. That is tried ever more seldom, so that a source in
 * which nothing recomputes takes no longer for it.
 */
export class ChainFollower {
  private readonly hasher: ChainHasher;
  private readonly following: ChainFollowing;
  private readonly readers: ChainReader[];
  private links: ChainLink[] = [];
  private kept: { readonly n: number; readonly text: string }[] = [];
  private keptText = 0;
  private partsWithBreaks = 0;
  private nextAttempt = 1;

  /** `shapes`: of a reader that may have matched the same bytes just before. */
  constructor(hasher: ChainHasher, following: ChainFollowing, shapes?: RecordShapes) {
    this.hasher = hasher;
    this.following = following;
    this.readers = [new ChainReader(hasher, following.method, shapes)];
  }

  /** An entry's bytes, and its text, whatever its encoding. */
  add(bytes: Uint8Array, textOf: () => string): void {
    const link = this.read(bytes, textOf);
    const isBroken = link.hash !== null && link.recomputed !== null && !isSound(link);
    if (!isBroken) {
      this.links.push(link);
      return;
    }
    const text = textOf();
    if (this.kept.length < keptAtMost && this.keptText + text.length <= keptLength) {
      this.kept.push({ n: this.links.length, text });
      this.keptText += text.length;
    }
    this.links.push(withRedaction(link, text));
  }

  /** What was added since. */
  take(): FollowedPart {
    const found = this.lookForAnother();
    const { links } = this;
    this.links = [];
    this.kept = [];
    this.keptText = 0;
    return { links: linkList(links), found };
  }

  /** Under the first profile that recomputes it, otherwise under the first of all. */
  private read(bytes: Uint8Array, text: () => string): ChainLink {
    let first: ChainLink | null = null;
    for (const reader of this.readers) {
      const link = reader.readBytes(bytes, text);
      if (isSound(link)) return link;
      first ??= link;
    }
    return first as ChainLink;
  }

  private lookForAnother(): Detected[] {
    const { profile } = this.following.method;
    // Where entries do not state what is before them, those that are kept do not follow each other.
    if (this.kept.length < 2 || profile.previous === null) return [];
    this.partsWithBreaks++;
    if (this.partsWithBreaks < this.nextAttempt) return [];
    this.nextAttempt *= 2;
    const texts = this.kept.map(({ text }) => text);
    const detected = detectChain(this.hasher, texts, { keys: this.following.keys });
    const isSameChain =
      detected?.profile.hash === profile.hash && detected.profile.previous === profile.previous;
    if (detected === null || !isSameChain) return [];
    const { alike, key } = detected;
    const reader = new ChainReader(this.hasher, {
      profile: detected.profile,
      alike,
      key: key?.bytes ?? null,
    });
    this.readers.push(reader);
    for (const { n, text } of this.kept) {
      const link = reader.read(text);
      if (isSound(link)) this.links[n] = link;
    }
    return [detected];
  }
}

function withRedaction(link: ChainLink, text: string): ChainLink {
  const entry = parseJson(text);
  return entry !== null && isRedacted(entry) ? { ...link, redacted: true } : link;
}
