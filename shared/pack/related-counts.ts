import type { AnyIndexLine } from './lines.ts';
import type { PackRelated, RelatedReason } from './scope.ts';

/** Index lines by the reason for which they are in the pack, against what it says of them. */
export class RelatedCounts {
  private readonly stated: readonly PackRelated[];
  private readonly counts = new Map<RelatedReason, number>();

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

  add(reasons: readonly RelatedReason[]): void {
    for (const reason of reasons) this.counts.set(reason, (this.counts.get(reason) ?? 0) + 1);
  }

  differences(): { readonly reason: RelatedReason; readonly records: number; readonly found: number }[] {
    return this.stated
      .map(({ reason, records }) => ({ reason, records, found: this.counts.get(reason) ?? 0 }))
      .filter(({ records, found }) => records !== found);
  }
}
