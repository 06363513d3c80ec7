import type { ChainLink } from '../../shared/chain/evaluate.ts';
import type { ChainProfile } from '../../shared/chain/profile.ts';
import type { Axis, Finding } from '../../shared/domain/verification.ts';
import type { Findings } from './findings.ts';
import { StatedHashes } from './stated-hashes.ts';

/** Where a record stands, for findings. */
export interface RecordPlace {
  readonly entryId: string | null;
  readonly ordinal: number;
  readonly line: number;
  readonly byteOffset: number;
}

/** An entry whose previous hash is not that of the entry before it. */
interface Jump {
  readonly place: RecordPlace;
  readonly previous: string;
  readonly before: string | null;
  /** Quarantined bytes stand between the two: an entry may be there that cannot be read. */
  readonly overQuarantine: boolean;
}

/** Follows one source's chain, record by record, in source order. Holds 32 bytes an entry, and each jump. */
export class ChainCheck {
  readonly subject: string;
  private readonly profile: ChainProfile;
  private readonly partial: boolean;
  private readonly findings: Findings;
  private readonly jumps: Jump[] = [];
  private readonly hashes = new StatedHashes();
  private last: ChainLink | null = null;
  private lastOffset = -1;
  private checked = 0;
  private recomputed = 0;
  private broken = 0;
  private unknown = 0;
  private backwards = 0;
  private head: 'genesis' | 'later' | null = null;

  constructor(subject: string, profile: ChainProfile, partial: boolean, findings: Findings) {
    this.subject = subject;
    this.profile = profile;
    this.partial = partial;
    this.findings = findings;
  }

  /** `quarantinedBetween`: whether quarantined bytes stand between two offsets. */
  add(link: ChainLink, place: RecordPlace, quarantinedBetween: (from: number, to: number) => boolean): void {
    this.checked++;
    this.checkContent(link, place);
    this.checkLink(link, place, quarantinedBetween);
    if (link.hash !== null) {
      this.hashes.add(link.hash);
      this.last = link;
      this.lastOffset = place.byteOffset;
    }
  }

  private checkContent({ hash, recomputed }: ChainLink, place: RecordPlace): void {
    if (hash === null || recomputed === null) {
      this.unknown++;
    } else if (hash === recomputed) {
      this.recomputed++;
    } else {
      this.broken++;
      this.findings.add({
        ...this.at(place),
        axis: 'content',
        code: 'CHAIN_BREAK',
        message:
          'the hash that the entry carries is not that of its content: one of the two was changed after it was logged',
        expected: hash,
        actual: recomputed,
      });
    }
  }

  private checkLink(
    { hash, previous }: ChainLink,
    place: RecordPlace,
    quarantinedBetween: (from: number, to: number) => boolean,
  ): void {
    if (this.last === null) {
      this.head = previous === this.profile.genesis ? 'genesis' : 'later';
    } else if (previous !== null && previous !== this.last.hash && previous !== this.profile.genesis) {
      if (hash !== null && hash === this.last.previous) {
        this.backwards++;
        return;
      }
      const overQuarantine = quarantinedBetween(this.lastOffset, place.byteOffset);
      this.jumps.push({ place, previous, before: this.last.hash, overQuarantine });
    }
  }

  /** The previous hashes that no neighbour carries: another place of the trail may. */
  wanted(): string[] {
    return this.jumps.map(({ previous }) => previous);
  }

  /** Which of `wanted` this source's entries carry. */
  carried(wanted: ReadonlySet<string>): Iterable<string> {
    return this.hashes.among(wanted);
  }

  /** The axes that speak of the chain, once every source has been read. `carried`: hashes found anywhere in the case. */
  axes(carried: ReadonlySet<string>): Axis[] {
    const missing = this.jumps.filter(({ previous }) => !carried.has(previous));
    const unexplained = this.partial ? [] : missing.filter(({ overQuarantine }) => !overQuarantine);
    for (const { place, previous, before } of unexplained) {
      this.findings.add({
        ...this.at(place),
        axis: 'linkage',
        code: 'CHAIN_GAP',
        message: 'entries are missing before this one: removed, or never exported',
        expected: previous,
        ...(before === null ? {} : { actual: before }),
      });
    }
    const moved = this.jumps.length - missing.length;
    return [
      this.content(),
      this.linkage(missing.length, unexplained.length),
      this.sequence(moved),
      ...this.ends(),
    ];
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

  private linkage(missing: number, unexplained: number): Axis {
    if (unexplained > 0) {
      return this.axis(
        'linkage',
        'fail',
        `entries are missing at ${places(unexplained)}: removed, or never exported`,
      );
    }
    if (missing === 0)
      return this.axis(
        'linkage',
        'pass',
        'every entry names the hash of one that is here, or of the one before the first',
      );
    const why = this.partial
      ? 'the source is a declared selection'
      : 'quarantined bytes stand where the missing entry would';
    return this.axis('linkage', 'unverifiable', `${missing + 1} islands: ${why}`);
  }

  private sequence(moved: number): Axis {
    if (this.backwards > 0 || moved > 0) {
      const order =
        this.backwards > 0 ? 'newest first' : `at ${places(moved)} in another order than their links`;
      return this.axis('sequence', 'unverifiable', `entries stand ${order}; an export may sort them so`);
    }
    return this.axis('sequence', 'pass', 'entries stand in the order of their links');
  }

  private ends(): Axis[] {
    const head =
      this.head === 'genesis'
        ? this.axis('head', 'pass', 'the first entry names the beginning of the chain')
        : this.axis(
            'head',
            'unverifiable',
            'the first entry names one that is not here: earlier entries were not exported, or no longer kept',
          );
    const tail = this.axis(
      'tail',
      'unverifiable',
      'entries removed at the end leave no trace in a chain: only a later copy or a checkpoint given out could show it',
    );
    return [head, tail];
  }

  private at({
    entryId,
    ordinal,
    line,
    byteOffset,
  }: RecordPlace): Pick<Finding, 'subject' | 'entryId' | 'ordinal' | 'line' | 'byteOffset'> {
    return { subject: this.subject, ordinal, line, byteOffset, ...(entryId === null ? {} : { entryId }) };
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
