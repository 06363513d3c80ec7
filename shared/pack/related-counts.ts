import type { AnyIndexLine } from './lines.ts';
import type { PackRelated, RelatedReason } from './scope.ts';

interface Count {
  records: number;
  /** Distinct entries that stand in the files, and records of which no bytes do: these may be of one entry or of several. */
  entries: number;
  withheld: number;
}

const none: Count = { records: 0, entries: 0, withheld: 0 };

/** Index lines by the reason for which they are in the pack, against what it says of them. */
export class RelatedCounts {
  private readonly stated: readonly PackRelated[];
  private readonly counts = new Map<RelatedReason, Count>();

  constructor(stated: readonly PackRelated[] | null) {
    this.stated = stated ?? [];
  }

  /** Whether every reason of the line is one that the pack says is in it, and none is given twice. */
  allows({ related }: AnyIndexLine): boolean {
    if (related === undefined) return true;
    return (
      new Set(related).size === related.length &&
      related.every((reason) => this.stated.some((group) => group.reason === reason && group.included))
    );
  }

  /** `entry`: of the line, whether its bytes are new, stood there before, or stay back. */
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

  /** Reasons that others entries are there for than so many as the pack says were found and are in it. */
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
