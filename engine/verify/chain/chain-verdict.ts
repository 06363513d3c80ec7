import { coversLinks } from '../../../shared/chain/coverage.ts';
import type { ChainProfile } from '../../../shared/chain/profile.ts';
import type { Axis, Finding } from '../../../shared/domain/verification.ts';
import { counted, countText } from '../../../shared/report/counted.ts';
import type { Findings } from '../findings.ts';
import type { Quarantine } from '../quarantined-offsets.ts';
import type { Carried } from './carried.ts';
import type { ChainLinks } from './chain-links.ts';
import { ChainOrder } from './chain-order.ts';
import type { ContentCheck } from './content-check.ts';
import type { EntriesElsewhere } from './entries-elsewhere.ts';
import type { LooseEntry, RecordPlace } from './loose-entry.ts';

/** One source's chain, when every record was added. */
export interface WholeChain {
  readonly subject: string;
  readonly profile: ChainProfile;
  /** Whether the source is a declared selection. */
  readonly partial: boolean;
  /** Entries do not state what is before them. */
  readonly implied: boolean;
  readonly links: ChainLinks;
  readonly content: ContentCheck;
  readonly apart: ContentCheck['apart'];
  readonly findings: Findings;
  /** Of all sources with entries that are hashed like these, the one that begins before them. */
  readonly begunBefore: { readonly subject: string } | null;
  /** By a hash that an entry names and no chain carries: the source that may hold it, though nothing recomputes it there. */
  readonly statedElsewhere: ReadonlyMap<string, EntriesElsewhere>;
  /** Entries that do not follow their neighbours, though they follow others. */
  readonly movedApart: number;
  readonly forksApart: readonly { readonly entry: LooseFork; readonly other: string }[];
  /** Where other sources go on differently behind an entry that is here too. */
  readonly forksAcross: readonly { readonly n: number; readonly other: string; readonly subject: string }[];
  isBehindAnother(entry: LooseEntry): boolean;
  quarantineBefore(gap: LooseEntry): Quarantine | null;
  hashBehind(gap: LooseEntry): string | null;
  find(
    place: RecordPlace,
    axis: Axis['axis'],
    code: string,
    what: Pick<Finding, 'message' | 'expected' | 'actual'>,
  ): void;
}

/** An entry that has the same one before it as another. */
export type LooseFork = Pick<LooseEntry, 'place' | 'n'>;

/** What one source's chain shows, once every source has been read. */
export class ChainVerdict {
  private readonly chain: WholeChain;

  constructor(chain: WholeChain) {
    this.chain = chain;
  }

  /** The axes that speak of the chain. */
  axes(carried: Carried): Axis[] {
    const order = this.orderOf(carried);
    this.findRepeated(order);
    const { status, reason } = this.chain.content.verdict();
    return [
      this.axis('content', status, reason),
      this.linkage(order.gaps, this.findForks(order), order),
      this.sequence(order),
      this.head(order),
      this.tail(),
    ];
  }

  private orderOf(carried: Carried): ChainOrder {
    const { links, statedElsewhere: stated } = this.chain;
    if (stated.size === 0) return new ChainOrder(links, carried);
    return new ChainOrder(links, new Map([...carried].filter(([hash]) => !stated.has(hash))));
  }

  private findForks(order: ChainOrder): number {
    const forks = [...order.forks, ...this.chain.forksApart];
    for (const { entry, other } of forks) {
      this.chain.find(entry.place, 'linkage', 'CHAIN_FORK', {
        message:
          'another entry names the same one before it: one of the two was put in later, or two were logged at once',
        expected: other,
        actual: this.chain.links.hashOf(entry.n) ?? '',
      });
    }
    for (const { n, other, subject } of this.chain.forksAcross)
      this.chain.findings.add({
        axis: 'linkage',
        subject: this.chain.subject,
        code: 'CHAIN_FORK',
        message: `of the entries that state a hash, number ${n + 1} names the same one before it as another entry does in ${subject}: one of the two was put in later, both were logged at once, or a copy was chained anew`,
        expected: other,
        actual: this.chain.links.hashOf(n) ?? '',
      });
    return forks.length + this.chain.forksAcross.length;
  }

  private findRepeated({ repeated }: ChainOrder): void {
    for (const { place, n } of repeated) {
      this.chain.find(place, 'sequence', 'CHAIN_REPEATED', {
        message: 'another entry carries the same hash: what differs between the two is not covered by it',
        actual: this.chain.links.hashOf(n) ?? '',
      });
    }
  }

  private linkage(gaps: readonly LooseEntry[], forks: number, order: ChainOrder): Axis {
    const explained = this.chain.partial ? gaps.length : this.findGaps(gaps);
    const unexplained = gaps.length - explained;
    if (unexplained > 0)
      return this.axis(
        'linkage',
        'fail',
        `entries are missing at ${counted(unexplained, 'place')}: removed, or never exported`,
      );
    if (forks > 0)
      return this.axis(
        'linkage',
        'fail',
        `at ${counted(forks, 'place')} two entries name the same one before them: one of each two was put in later, or both were logged at once`,
      );
    const reason = this.whyUnsure(gaps, order);
    if (reason !== null) return this.axis('linkage', 'unverifiable', reason);
    return this.axis(
      'linkage',
      'pass',
      this.chain.implied
        ? 'every entry recomputes with the hash of the one before it'
        : 'every entry names the hash of one that is here, or of the one before the first',
    );
  }

  /** Why the links do not show that nothing is missing, though none is broken. */
  private whyUnsure(gaps: readonly LooseEntry[], order: ChainOrder): string | null {
    if (this.chain.implied && this.chain.content.isOpen)
      return 'entries do not state which one is before them: where one does not recompute, it was changed, or others are missing before it';
    if (gaps.length > 0) {
      const why = this.chain.partial
        ? 'the source is a declared selection'
        : gaps.map((gap) => this.whyMissing(gap)).find((each) => each !== null);
      return `${countText(gaps.length + 1)} islands of linked entries: ${why}`;
    }
    if (order.isCircle) {
      const place = this.chain.links.firstPlace;
      if (place !== null)
        this.chain.find(place, 'linkage', 'CHAIN_CYCLE', {
          message: 'entries name each other in a circle: the chain has no beginning',
        });
      return 'entries name each other in a circle: the chain has no beginning';
    }
    const behind = this.sourceAhead(order);
    const stated = order.head && this.chain.statedElsewhere.get(order.head.previous);
    if (behind !== null && stated !== undefined)
      return `the one before the first entry may stand in ${stated.subject}, ${stated.why}: whether the chain goes on there from ${behind} is not known`;
    if (behind !== null)
      return `the one before the first entry is not here, though ${behind} has earlier ones: those between were removed, never exported or no longer kept, if this is the same chain`;
    const { headless } = order;
    if (headless.length > 0)
      return `${countText(headless.length + 1)} chains whose beginnings are not here, or one in which entries are missing: links alone cannot tell`;
    const chains = this.chain.links.beginnings + (order.head === undefined ? 0 : 1);
    if (chains > 1)
      return `${countText(chains)} chains begin here: what was removed at the end of one leaves no trace`;
    if (!coversLinks(this.chain.profile))
      return 'entries link, but their hashes do not cover the links: anybody could have changed them';
    return null;
  }

  /** The source from which this one may go on, with something missing between; null where there is none. */
  private sourceAhead({ head }: ChainOrder): string | null {
    const ahead = this.chain.begunBefore;
    if (head === undefined || ahead === null || !this.chain.isBehindAnother(head)) return null;
    if (!this.chain.partial && !this.chain.statedElsewhere.has(head.previous))
      this.chain.find(head.place, 'linkage', 'CHAIN_GAP', {
        message: `the entry before this one is in no source, though ${ahead.subject} has earlier ones`,
        expected: head.previous,
      });
    return ahead.subject;
  }

  /** Why what is missing before an entry may not be here; null where nothing says so. */
  private whyMissing(gap: LooseEntry): string | null {
    if (this.chain.quarantineBefore(gap) === 'remains') return 'quarantined bytes stand in its place';
    const unread = this.chain.apart.elsewhere.find(({ hashes }) => hashes === null);
    const other = this.chain.statedElsewhere.get(gap.previous) ?? unread;
    return other === undefined ? null : `the missing entry may stand in ${other.subject}, ${other.why}`;
  }

  /** @returns of how many it is known why the entry before them may not be here */
  private findGaps(gaps: readonly LooseEntry[]): number {
    let explained = 0;
    for (const gap of gaps) {
      const { place, previous } = gap;
      const why = this.whyMissing(gap);
      if (why !== null) explained++;
      const actual = this.chain.hashBehind(gap);
      const isOverForeign = this.chain.quarantineBefore(gap) === 'foreign';
      this.chain.find(place, 'linkage', 'CHAIN_GAP', {
        message:
          why === null
            ? `entries are missing before this one: removed, or never exported${isOverForeign ? foreignThere : ''}`
            : `the entry before this one is not here: ${why}; whether others are missing there is not known`,
        expected: previous,
        ...(actual === null ? {} : { actual }),
      });
    }
    return explained;
  }

  private sequence({ moved: movedEntries, repeated }: ChainOrder): Axis {
    const { links, content, movedApart } = this.chain;
    if (repeated.length > 0)
      return this.axis(
        'sequence',
        'fail',
        `at ${counted(repeated.length, 'place')} an entry carries the hash of another and differs from it where no hash covers it: it was repeated`,
      );
    const { unordered } = content;
    if (unordered > 0)
      return this.axis(
        'sequence',
        'unverifiable',
        `at ${counted(unordered, 'place')} entries do not follow their neighbours, and too many do so for their order to be looked for`,
      );
    const moved = movedEntries + links.against + movedApart;
    if (moved === 0 && !links.newestFirst)
      return this.axis('sequence', 'pass', 'entries stand in the order of their links');
    const order =
      moved > 0 ? `at ${counted(moved, 'place')} in another order than their links` : 'newest first';
    return this.axis('sequence', 'unverifiable', `entries stand ${order}; an export may sort them so`);
  }

  private head({ head, isCircle }: ChainOrder): Axis {
    const stated = head && this.chain.statedElsewhere.get(head.previous);
    if (stated !== undefined)
      return this.axis(
        'head',
        'unverifiable',
        `the first entry names one that may stand in ${stated.subject}, ${stated.why}`,
      );
    if (isCircle)
      return this.axis('head', 'unverifiable', 'entries name each other in a circle: none is the first');
    if (head !== undefined)
      return this.axis(
        'head',
        'unverifiable',
        'the first entry names one that is not here: earlier entries were removed, never exported or no longer kept, or the chain begins with a hash that stands for none',
      );
    return this.chain.links.beginnings > 0
      ? this.axis('head', 'pass', 'the first entry names the beginning of the chain')
      : this.axis('head', 'pass', 'the first entry names one that stands in another source');
  }

  private tail(): Axis {
    return this.axis(
      'tail',
      'unverifiable',
      'entries removed at the end leave no trace in a chain, nor does a chain of which all hashes were made anew from some entry on: only a later copy or a checkpoint given out could show it',
    );
  }

  private axis(axis: Axis['axis'], status: Axis['status'], reason: string): Axis {
    const { subject, content } = this.chain;
    return { axis, subject, status, reason, checked: content.counts.checked };
  }
}

const foreignThere = '; quarantined bytes stand there, but nothing in them is of an entry';
