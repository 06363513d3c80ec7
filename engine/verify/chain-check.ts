import type { ChainLink } from '../../shared/chain/evaluate.ts';
import type { ChainProfile } from '../../shared/chain/profile.ts';
import type { Axis, Finding } from '../../shared/domain/verification.ts';
import {
  type Carried,
  ChainLinks,
  type LooseEntry,
  type QuarantinedBetween,
  type RecordPlace,
} from './chain-links.ts';
import type { Findings } from './findings.ts';

/** Follows one source's chain, record by record: whether each hash recomputes, and whether the entries link. */
export class ChainCheck {
  readonly subject: string;
  readonly links = new ChainLinks();
  private readonly profile: ChainProfile;
  private readonly partial: boolean;
  private readonly findings: Findings;
  private checked = 0;
  private recomputed = 0;
  private broken = 0;
  private unknown = 0;

  constructor(subject: string, profile: ChainProfile, partial: boolean, findings: Findings) {
    this.subject = subject;
    this.profile = profile;
    this.partial = partial;
    this.findings = findings;
  }

  add(link: ChainLink, place: RecordPlace, quarantinedBetween: QuarantinedBetween): void {
    this.checked++;
    this.checkContent(link, place);
    this.links.add(link, place, quarantinedBetween);
  }

  private checkContent({ hash, recomputed }: ChainLink, place: RecordPlace): void {
    if (hash === null || recomputed === null) {
      this.unknown++;
      this.find(place, 'content', 'CHAIN_UNKNOWN', {
        message:
          hash === null
            ? 'the entry carries no hash, though others of its trail do: the chain says nothing of it'
            : 'the hash that the entry carries cannot be recomputed: a name stands in it twice, or a text has no UTF-8 form',
      });
    } else if (hash === recomputed) {
      this.recomputed++;
    } else {
      this.broken++;
      this.find(place, 'content', 'CHAIN_BREAK', {
        message:
          'the hash that the entry carries is not that of its content: one of the two was changed after it was logged',
        expected: hash,
        actual: recomputed,
      });
    }
  }

  /** The axes that speak of the chain, once every source has been read. */
  axes(carried: Carried): Axis[] {
    const missing = this.links.loose.filter(({ previous }) => !carried.has(previous));
    const head = this.headAmong(missing, carried);
    const gaps = missing.filter((entry) => entry !== head);
    return [
      this.content(),
      this.linkage(gaps, this.forks(carried), head),
      this.sequence(carried),
      this.head(head),
      this.tail(),
    ];
  }

  /** The entry before which nothing is known, as nothing need be: a trail may be kept, or exported, from some time on. */
  private headAmong(missing: readonly LooseEntry[], carried: Carried): LooseEntry | undefined {
    const { beginnings, loose } = this.links;
    const first = missing.find(({ n }) => n === this.firstInChain());
    if (first !== undefined || beginnings > 0 || missing.length !== 1) return first;
    // In no order of its own, any entry of the file may be the first of the chain.
    const shuffled = loose.some((entry) => entry.n === this.firstInChain() && this.isMoved(entry, carried));
    return shuffled ? missing[0] : undefined;
  }

  /** Where the first entry of the chain stands, if the file is in order. */
  private firstInChain(): number {
    return this.links.newestFirst ? this.links.count - 1 : 0;
  }

  /** Whether the entry that this one names stands elsewhere in the same file; that of the first may well be in another. */
  private isMoved({ n, previous }: LooseEntry, carried: Carried): boolean {
    return carried.has(previous) && (n !== this.firstInChain() || this.links.states(previous));
  }

  private forks(carried: Carried): number {
    const forked = this.links.loose.filter(({ previous }) => (carried.get(previous)?.size ?? 0) > 1);
    for (const { place, previous, n } of forked) {
      const actual = this.links.hashOf(n) ?? '';
      const others = [...(carried.get(previous) ?? [])].filter((hash) => hash !== actual);
      this.find(place, 'linkage', 'CHAIN_FORK', {
        message:
          'another entry names the same one before it: one of the two was put in later, or two were logged at once',
        ...(others[0] === undefined ? {} : { expected: others[0] }),
        actual,
      });
    }
    return forked.length;
  }

  private content(): Axis {
    const { broken, unknown, recomputed } = this;
    if (broken > 0) {
      return this.axis(
        'content',
        'fail',
        `the own hash of ${entries(broken)} does not recompute; that of ${recomputed} does`,
      );
    }
    if (unknown > 0) {
      return this.axis(
        'content',
        'unverifiable',
        `${entries(unknown)} without a hash that can be recomputed; ${recomputed} recompute`,
      );
    }
    return this.axis('content', 'pass', `the own hash of every entry recomputes (${this.profile.name})`);
  }

  private linkage(gaps: readonly LooseEntry[], forks: number, head: LooseEntry | undefined): Axis {
    const explained = gaps.filter((gap) => this.isOverQuarantine(gap));
    const unexplained = this.partial ? 0 : gaps.length - explained.length;
    if (!this.partial) for (const gap of gaps) this.findGap(gap, explained.includes(gap));
    if (unexplained > 0)
      return this.axis(
        'linkage',
        'fail',
        `entries are missing at ${places(unexplained)}: removed, or never exported`,
      );
    if (forks > 0)
      return this.axis(
        'linkage',
        'fail',
        `at ${places(forks)} two entries name the same one before them: put in later, or logged at once`,
      );
    if (gaps.length > 0) {
      const why = this.partial
        ? 'the source is a declared selection'
        : 'quarantined bytes stand where the missing entry would';
      return this.axis('linkage', 'unverifiable', `${gaps.length + 1} islands: ${why}`);
    }
    const chains = this.links.beginnings + (head === undefined ? 0 : 1);
    if (chains > 1)
      return this.axis(
        'linkage',
        'unverifiable',
        `${chains} chains begin here: what was removed at the end of one leaves no trace`,
      );
    return this.axis(
      'linkage',
      'pass',
      'every entry names the hash of one that is here, or of the one before the first',
    );
  }

  private isOverQuarantine({ quarantine }: LooseEntry): boolean {
    return this.links.newestFirst ? quarantine.after : quarantine.before;
  }

  private findGap({ place, previous, n }: LooseEntry, explained: boolean): void {
    const actual = this.links.hashOf(this.links.newestFirst ? n + 1 : n - 1);
    this.find(place, 'linkage', 'CHAIN_GAP', {
      message: explained
        ? 'the entry before this one is not here, where quarantined bytes stand'
        : 'entries are missing before this one: removed, or never exported',
      expected: previous,
      ...(actual === null ? {} : { actual }),
    });
  }

  private sequence(carried: Carried): Axis {
    const { links } = this;
    const moved = links.loose.filter((entry) => this.isMoved(entry, carried)).length + links.against;
    if (moved === 0 && !links.newestFirst)
      return this.axis('sequence', 'pass', 'entries stand in the order of their links');
    const order = moved > 0 ? `at ${places(moved)} in another order than their links` : 'newest first';
    return this.axis('sequence', 'unverifiable', `entries stand ${order}; an export may sort them so`);
  }

  private head(head: LooseEntry | undefined): Axis {
    if (head !== undefined)
      return this.axis(
        'head',
        'unverifiable',
        'the first entry names one that is not here: earlier entries were not exported, or no longer kept',
      );
    return this.links.beginnings > 0
      ? this.axis('head', 'pass', 'the first entry names the beginning of the chain')
      : this.axis('head', 'pass', 'the first entry names one that stands in another source');
  }

  private tail(): Axis {
    return this.axis(
      'tail',
      'unverifiable',
      'entries removed at the end leave no trace in a chain: only a later copy or a checkpoint given out could show it',
    );
  }

  private find(
    { entryId, ordinal, line, byteOffset }: RecordPlace,
    axis: Axis['axis'],
    code: string,
    what: Pick<Finding, 'message' | 'expected' | 'actual'>,
  ): void {
    const at = { subject: this.subject, ordinal, line, byteOffset, ...(entryId === null ? {} : { entryId }) };
    this.findings.add({ ...at, axis, code, ...what });
  }

  private axis(axis: Axis['axis'], status: Axis['status'], reason: string): Axis {
    return { axis, subject: this.subject, status, reason, checked: this.checked };
  }
}

function entries(count: number): string {
  return count === 1 ? '1 entry' : `${count} entries`;
}

function places(count: number): string {
  return count === 1 ? '1 place' : `${count} places`;
}
