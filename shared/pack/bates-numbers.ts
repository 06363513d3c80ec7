/** A Bates number is padded with zeros to this many digits. */
const digits = 6;
/** Numbers of up to this many digits are exact as a double. */
const mostDigits = 15;

export function batesText(prefix: string, number: number): string {
  return `${prefix}${String(number).padStart(digits, '0')}`;
}

/** One way to read the numbers: a prefix, and the number of the first line of the index. */
interface Numbering {
  readonly prefix: string;
  readonly first: number;
}

/**
 * Checks that the lines of an index are numbered without a gap, or not at all, so that a number cites exactly one record.
 * A prefix may itself end in digits, so a single number can be read in several ways; the lines that follow decide which
 * of them is right.
 */
export class BatesNumbers {
  /** The readings that fit every line so far; null before the first line. */
  private numberings: readonly Numbering[] | 'none' | null = null;

  /** A reading that fits every line so far; if several do, they agree on these lines. Null if no line is numbered. */
  get numbering(): Numbering | null {
    return typeof this.numberings === 'string' ? null : (this.numberings?.[0] ?? null);
  }

  /** Whether line `n`, counted from 0, may have this number; undefined: whether it may have none. */
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
