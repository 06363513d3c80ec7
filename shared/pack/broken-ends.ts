import { otherMaking } from '../chain/other-making.ts';
import { findingsListed } from '../domain/verification.ts';

/** Entries that do not recompute, of which no more is known than where they stand. */
interface Rest {
  readonly count: number;
  readonly least: number;
  readonly most: number;
}

/**
 * Tells entries that were changed from those that may have been hashed otherwise: where entries recompute before and behind one that does
 * not, it was changed. Before the first that recomputes, and behind the last, another making explains as well that none does, if as many
 * records of the source can be there as it takes in a case. A pack has few of them. Places are ordinals, in any order.
 */
export class BrokenEnds<Entry> {
  /** Records of the source; more than there can be where that is not known. */
  private readonly size: number;
  private readonly known: ReadonlySet<number>;
  private first = Number.POSITIVE_INFINITY;
  private last = Number.NEGATIVE_INFINITY;
  private open: { readonly ordinal: number; readonly entry: Entry }[] = [];
  private rest: Rest = { count: 0, least: Number.POSITIVE_INFINITY, most: Number.NEGATIVE_INFINITY };

  /** `known`: ordinals of entries that somebody who had the whole source found changed. */
  constructor(size: number, known: ReadonlySet<number> = new Set()) {
    this.size = size;
    this.known = known;
  }

  sound(ordinal: number): void {
    if (ordinal < this.first) this.first = ordinal;
    if (ordinal > this.last) this.last = ordinal;
  }

  /** @returns the entries that are known to be changed by now */
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

  /** Call it when every entry was added. `further`: as many more were changed; `unknown`: of so many that cannot be told. */
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
