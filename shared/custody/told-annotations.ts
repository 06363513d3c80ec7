import type { ChainedEvent } from './events.ts';

interface Range {
  readonly first: number;
  readonly last: number;
}

/**
 * What custody says about annotations: for each made in this case, its number and hash; for those merged from another
 * copy, the first and last number and each hash; for very many, only the last hash, from which the chain leads to the
 * others.
 */
export class ToldAnnotations {
  /** Ascending; ranges that touch are one. */
  private readonly imported: readonly Range[];
  /** By number; null if custody states two hashes for one, or something that is not a hash. */
  private readonly hashes = new Map<number, string | null>();

  /** @param custody from a log that may be an attacker's */
  constructor(custody: Iterable<Pick<ChainedEvent, 'action' | 'details'>>) {
    const imported: Range[] = [];
    for (const { action, details } of custody) {
      const { annotation, first, hash, hashes } = details;
      if (action !== 'annotate' || !isNumber(annotation)) continue;
      this.tell(annotation, hash);
      if (!isNumber(first) || first >= annotation) continue;
      if (Array.isArray(hashes)) for (const [n, each] of hashes.entries()) this.tell(first + n, each);
      else imported.push({ first, last: annotation });
    }
    this.imported = joined(imported);
  }

  private tell(seq: number, hash: unknown): void {
    const told = typeof hash === 'string' && (this.hashes.get(seq) ?? hash) === hash ? hash : null;
    this.hashes.set(seq, this.hashes.get(seq) === null ? null : told);
  }

  /** Those whose hash is told, by number: null where no annotation can be the one. */
  get told(): ReadonlyMap<number, string | null> {
    return this.hashes;
  }

  /** Whether nothing that custody tells contradicts that annotation `seq` has this hash. */
  admits(seq: number, hash: string): boolean {
    const told = this.hashes.get(seq);
    return told === undefined ? this.isImported(seq) : told === hash;
  }

  private isImported(seq: number): boolean {
    let [low, high] = [0, this.imported.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.imported[middle] as Range).last < seq) low = middle + 1;
      else high = middle;
    }
    return (this.imported[low]?.first ?? Number.POSITIVE_INFINITY) <= seq;
  }
}

function isNumber(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}

function joined(ranges: readonly Range[]): Range[] {
  const disjoint: Range[] = [];
  for (const range of ranges.toSorted((a, b) => a.first - b.first)) {
    const before = disjoint.at(-1);
    if (before === undefined || before.last < range.first) disjoint.push(range);
    else if (before.last < range.last)
      disjoint[disjoint.length - 1] = { first: before.first, last: range.last };
  }
  return disjoint;
}
