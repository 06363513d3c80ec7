/** Digits that a Bates number has at least. */
const digits = 6;
/** So many of a number at most, that it is exact. */
const mostDigits = 15;

export function batesText(prefix: string, number: number): string {
  return `${prefix}${String(number).padStart(digits, '0')}`;
}

/** A prefix, and the number that the first line of the index has under it. */
interface Numbering {
  readonly prefix: string;
  readonly first: number;
}

/**
 * Whether the lines of an index are numbered without a gap, or not at all: what is cited by a number is one record. A prefix may end in
 * digits, so a single number may be one of several numberings; the lines after it tell which.
 */
export class BatesNumbers {
  /** Those that every line so far fits; null before the first line. */
  private numberings: readonly Numbering[] | 'none' | null = null;

  /** One that every line so far fits: on these it gives the same as any other. Null where none is numbered. */
  get numbering(): Numbering | null {
    return typeof this.numberings === 'string' ? null : (this.numberings?.[0] ?? null);
  }

  /** Whether line `n`, from 0, may have this number, or, if undefined, none. */
  allows(n: number, bates: string | undefined): boolean {
    if (this.numberings === null) {
      this.numberings = bates === undefined ? 'none' : numberingsOf(n, bates);
      return this.numberings.length > 0;
    }
    if (this.numberings === 'none') return bates === undefined;
    const fitting = this.numberings.filter(({ prefix, first }) => batesText(prefix, first + n) === bates);
    if (fitting.length === 0) return false;
    if (fitting.length < this.numberings.length) this.numberings = fitting;
    return true;
  }
}

function numberingsOf(n: number, bates: string): Numbering[] {
  const run = /[0-9]*$/.exec(bates.slice(-mostDigits))?.[0].length ?? 0;
  const found: Numbering[] = [];
  for (let length = digits; length <= run; length++) {
    const prefix = bates.slice(0, -length);
    const number = Number(bates.slice(-length));
    if (batesText(prefix, number) === bates && number >= n) found.push({ prefix, first: number - n });
  }
  return found;
}
