import { otherMaking } from '../chain/other-making.ts';
import { findingsListed } from '../domain/verification.ts';

/** Further entries that do not recompute: only their number and the range of their ordinals is kept. */
interface Rest {
  readonly count: number;
  readonly least: number;
  readonly most: number;
}

/**
 * Tells entries that were changed from those that may have been hashed in another way. An entry that does not recompute
 * was changed if some entry before it and some entry after it do. Before the first entry that recomputes, and after the
 * last, another way of hashing is an explanation too, provided that the source has room there for as many records as the
 * same question takes in a case: the pack itself holds only some of them. Entries are known by their ordinals, and may
 * come in any order.
 */
export class BrokenEnds<Entry> {
  /** How many records the source has; infinite if that is not known. */
  private readonly size: number;
  private readonly known: ReadonlySet<number>;
  private first = Number.POSITIVE_INFINITY;
  private last = Number.NEGATIVE_INFINITY;
  private open: { readonly ordinal: number; readonly entry: Entry }[] = [];
  private rest: Rest = { count: 0, least: Number.POSITIVE_INFINITY, most: Number.NEGATIVE_INFINITY };

  /** @param known ordinals of entries that were found changed by somebody who had the whole source */
  constructor(size: number, known: ReadonlySet<number> = new Set()) {
    this.size = size;
    this.known = known;
  }

  sound(ordinal: number): void {
    if (ordinal < this.first) this.first = ordinal;
    if (ordinal > this.last) this.last = ordinal;
  }

  /** @returns entries that have meanwhile turned out to be changed; each is returned once, here or by `finish` */
  broken(ordinal: number, entry: Entry): Entry[] {
    this.open.push({ ordinal, entry });
    if (this.open.length <= findingsListed) return [];
    const changed = this.takeChanged(({ ordinal: at }) => this.isChanged(at));
    const { count, least, most } = this.rest;
    const kept = this.open.splice(findingsListed);
    const places = kept.map((each) => each.ordinal);
    this.rest = {
      count: count + kept.length,
      least: Math.min(least, ...places),
      most: Math.max(most, ...places),
    };
    return changed;
  }

  /**
   * To be called once every entry was added. `further`: how many more were changed, beyond those that are listed;
   * `unknown`: of how many it cannot be told.
   */
  finish(): { readonly changed: Entry[]; readonly further: number; readonly unknown: number } {
    const changed = this.takeChanged(({ ordinal }) => !this.mayBeOtherwiseMade(ordinal));
    const { count, least, most } = this.rest;
    const isOther = count > 0 && this.mayBeOtherwiseMade(least) && this.mayBeOtherwiseMade(most);
    return {
      changed,
      further: isOther ? 0 : count,
      unknown: this.open.length + (isOther ? count : 0),
    };
  }

  private takeChanged(isChanged: (each: { readonly ordinal: number }) => boolean): Entry[] {
    const changed = this.open.filter(isChanged);
    this.open = this.open.filter((each) => !isChanged(each));
    return changed.map(({ entry }) => entry);
  }

  private isChanged(ordinal: number): boolean {
    return this.known.has(ordinal) || (this.first < ordinal && ordinal < this.last);
  }

  private mayBeOtherwiseMade(ordinal: number): boolean {
    if (this.isChanged(ordinal)) return false;
    const run = ordinal < this.first ? this.first : this.size - 1 - this.last;
    return run >= otherMaking.keyless;
  }
}
