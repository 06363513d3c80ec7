import { type JsonNode, parseJson } from '../json/parse.ts';
import type { RecordShapes } from '../json/shapes.ts';
import { type Detected, detectChain } from './detect.ts';
import { Doubts } from './doubt.ts';
import { type ChainLink, type ChainMethod, ChainReader, isSound, unknownBefore } from './evaluate.ts';
import type { ChainKey } from './key.ts';
import { type LinkList, LinkLister } from './link-list.ts';
import { NumbersAgain } from './numbers-again.ts';
import type { ChainHasher } from './profile.ts';

/** How a source's chain is followed. */
export interface ChainFollowing {
  readonly method: ChainMethod;
  /** For profiles that are found later. */
  readonly keys: readonly ChainKey[];
  /** For entries that the method does not recompute: only the hashes that they state are needed. */
  readonly hashesOnly?: boolean;
}

/** The links of some entries, in their order, and profiles that were found only among them. */
export interface FollowedPart {
  readonly links: LinkList;
  readonly found: readonly Detected[];
}

/** Entries that do not recompute, kept until another profile has been tried on them. */
const keptAtMost = 200;
const keptLength = 1 << 22;

/**
 * For one source: how many entries may have their predecessor searched for elsewhere, and how many UTF-16 code units
 * of them.
 */
const apartAtMost = 20_000;
const apartLength = 1 << 23;

/**
 * Evaluates the entries of a source, part by part. A system that was changed along the way hashes by another profile
 * from then on: if entries do not recompute, another profile is searched for among them. This is tried less and less
 * often, so that a source in which nothing recomputes takes hardly longer.
 */
export class ChainFollower {
  private readonly hasher: ChainHasher;
  private readonly following: ChainFollowing;
  private readonly readers: ChainReader[];
  /** Those whose digests are of the kind that the links are kept as. */
  private readonly alike: ChainReader[];
  private readonly links: LinkLister;
  private readonly doubts: Doubts;
  private readonly numbersAgain: NumbersAgain;
  private kept: { readonly n: number; readonly text: string }[] = [];
  private keptText = 0;
  private partsWithBreaks = 0;
  private nextAttempt = 1;
  /** In a source sorted newest first, an entry waits for the one behind it. */
  private waiting: { readonly entry: JsonNode | null; readonly text: string } | null = null;
  private apartCount = 0;
  private apartText = 0;

  /** `shapes`: of a reader that may have matched the same bytes just before. */
  constructor(hasher: ChainHasher, following: ChainFollowing, shapes?: RecordShapes) {
    this.hasher = hasher;
    this.following = following;
    this.links = new LinkLister(following.method.profile);
    this.doubts = new Doubts(hasher, following.method);
    this.numbersAgain = new NumbersAgain(hasher, following.method);
    this.readers = [new ChainReader(hasher, following.method, shapes)];
    this.alike = [...this.readers];
  }

  /** An entry's bytes; `textOf` gives their text, whatever its encoding. */
  add<Bytes extends Uint8Array>(bytes: Bytes, textOf: (bytes: Bytes) => string): void {
    const { links, alike } = this;
    if (this.following.hashesOnly) {
      const hash = this.readers[0]?.statedIn(parseJson(textOf(bytes))) ?? null;
      links.add({ hash, previous: null, recomputed: null });
      return;
    }
    if (this.following.method.newestFirst) {
      this.wait(textOf(bytes));
      return;
    }
    links.reserve();
    for (let r = 0; r < alike.length; r++) {
      const sound = (alike[r] as ChainReader).readSound(bytes, links.digests, links.at);
      if (sound === null) continue;
      links.addSound(bytes, sound.previousStart, sound.previousEnd);
      return;
    }
    const text = textOf(bytes);
    this.addRead(this.read(text), text);
  }

  private addRead(link: ChainLink, text: string): void {
    const { links } = this;
    const isBroken = link.hash !== null && link.recomputed !== null && !isSound(link);
    if (!isBroken) {
      links.add(link.previous === unknownBefore ? this.apart(link, text) : this.withUnstated(link, text));
      return;
    }
    const again = this.numbersAgain.of(text, link.previous);
    if (again !== null) {
      links.add(again);
      return;
    }
    if (this.kept.length < keptAtMost && this.keptText + text.length <= keptLength) {
      this.kept.push({ n: links.count, text });
      this.keptText += text.length;
    }
    const doubt = this.doubts.of(text, link.previous);
    links.add(doubt === null ? this.apart(link, text) : { ...link, doubt });
  }

  private withUnstated(link: ChainLink, text: string): ChainLink {
    if (link.hash !== null || link.previous === null) return link;
    const unstated = [...new Set(this.readers.flatMap((reader) => reader.unstatedOf(text)))];
    return unstated.length === 0 ? link : { ...link, unstated };
  }

  /** With its text, where entries do not state what is before them: that may stand elsewhere. */
  private apart(link: ChainLink, text: string): ChainLink {
    if (this.following.method.profile.previous !== null) return link;
    this.apartCount++;
    this.apartText += text.length;
    return this.apartCount > apartAtMost || this.apartText > apartLength ? link : { ...link, apart: text };
  }

  private wait(text: string): void {
    const entry = parseJson(text);
    const [reader] = this.readers;
    this.settle(reader?.statedIn(entry) ?? undefined);
    this.waiting = { entry, text };
  }

  /** `before`: what the entry behind the one that waits states as its own; undefined where that is not known. */
  private settle(before: string | undefined): void {
    const { waiting } = this;
    this.waiting = null;
    if (waiting === null) return;
    const [reader] = this.readers as [ChainReader];
    this.links.reserve();
    this.addRead(reader.readBehind(waiting.entry, waiting.text, before), waiting.text);
  }

  /** What was added since. */
  take(): FollowedPart {
    this.settle(undefined);
    const found = this.lookForAnother();
    this.kept = [];
    this.keptText = 0;
    return { links: this.links.take(), found };
  }

  /** Under the first profile that recomputes it; if none does, under the first of all. */
  private read(text: string): ChainLink {
    let first: ChainLink | null = null;
    for (const reader of this.readers) {
      const link = reader.read(text);
      if (isSound(link)) return link;
      first ??= link;
    }
    return first as ChainLink;
  }

  private lookForAnother(): Detected[] {
    const { profile } = this.following.method;
    // If entries do not state the previous hash, the kept ones do not follow each other.
    if (this.kept.length < 2 || profile.previous === null) return [];
    this.partsWithBreaks++;
    if (this.partsWithBreaks < this.nextAttempt) return [];
    this.nextAttempt *= 2;
    const texts = this.kept.map(({ text }) => text);
    // What keeps its hashes elsewhere is no continuation: to search there too would take several times as long.
    const detected = detectChain(this.hasher, texts, { keys: this.following.keys, places: profile });
    if (detected === null) return [];
    const { alike, key } = detected;
    const reader = new ChainReader(this.hasher, {
      profile: detected.profile,
      alike,
      key: key?.bytes ?? null,
    });
    this.readers.push(reader);
    if (this.links.isKindOf(detected.profile)) this.alike.push(reader);
    for (const { n, text } of this.kept) {
      const link = reader.read(text);
      if (isSound(link)) this.links.replace(n, link);
    }
    return [detected];
  }
}
