import type { AnyIndexLine } from './lines.ts';
import type { PackRelated, RelatedReason } from './scope.ts';

interface Count {
  records: number;
  /** Distinct entries whose bytes are in the files. `withheld` counts records without any bytes: how many entries these are of is unknown. */
  entries: number;
  withheld: number;
}

const none: Count = { records: 0, entries: 0, withheld: 0 };

/** Counts index lines by the reason why they are in the pack, and compares that with what the pack states. */
export class RelatedCounts {
  private readonly stated: readonly PackRelated[];
  private readonly counts = new Map<RelatedReason, Count>();

  constructor(stated: readonly PackRelated[] | null) {
    this.stated = stated ?? [];
  }

  /** Whether every reason that the line gives is one for which the pack states that it holds entries, and none is given twice. */
  allows({ related }: AnyIndexLine): boolean {
    if (related === undefined) return true;
    return (
      new Set(related).size === related.length &&
      related.every((reason) => this.stated.some((group) => group.reason === reason && group.included))
    );
  }

  /** @param entry whether the line's bytes are new, are those of an earlier line, or are withheld */
  add(reasons: readonly RelatedReason[], entry: 'new' | 'repeated' | 'withheld'): void {
    for (const reason of reasons) {
      const count = this.counts.get(reason) ?? { ...none };
      count.records++;
      if (entry === 'new') count.entries++;
      if (entry === 'withheld') count.withheld++;
      this.counts.set(reason, count);
    }
  }

  differences(): { readonly reason: RelatedReason; readonly records: number; readonly found: number }[] {
    return this.stated
      .map(({ reason, records }) => ({ reason, records, found: this.of(reason).records }))
      .filter(({ records, found }) => records !== found);
  }

  /** The reasons for which the number of entries cannot be the one that the pack states. */
  otherEntries(): { readonly reason: RelatedReason; readonly entries: number; readonly found: number }[] {
    return this.stated.flatMap(({ reason, included, entries }) => {
      const { entries: found, withheld } = this.of(reason);
      const least = found + Math.min(1, withheld);
      return included && (entries < least || entries > found + withheld) ? [{ reason, entries, found }] : [];
    });
  }

  private of(reason: RelatedReason): Count {
    return this.counts.get(reason) ?? none;
  }
}
