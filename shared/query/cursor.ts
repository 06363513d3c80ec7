import { queryFault } from './fault.ts';

/** A value or word as it stands in the text; `quoted` ones are taken literally. */
export interface Piece {
  readonly text: string;
  readonly quoted: boolean;
  readonly start: number;
}

const space = /\s/u;

/** Reads a query's text from left to right, one piece at a time. */
export class Cursor {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  get done(): boolean {
    return this.at >= this.text.length;
  }

  /** What stands here, '' at the end. */
  get here(): string {
    return this.text.charAt(this.at);
  }

  skipSpace(): void {
    while (!this.done && space.test(this.here)) this.at++;
  }

  /** Whether a space, a closing parenthesis or the end stands here. */
  get atBoundary(): boolean {
    return this.done || this.here === ')' || space.test(this.here);
  }

  take(expected: string): boolean {
    if (!this.text.startsWith(expected, this.at)) return false;
    this.at += expected.length;
    return true;
  }

  /** An upper-case operator that stands here as a word of its own. */
  takeOperator(operator: 'AND' | 'OR' | 'NOT'): boolean {
    const after = this.at + operator.length;
    if (!this.text.startsWith(operator, this.at)) return false;
    if (after < this.text.length && !/[\s()"]/u.test(this.text.charAt(after))) return false;
    this.at = after;
    return true;
  }

  /** `"…"`, in which `\"` is a quote and `\\` a backslash; any other backslash stands for itself. */
  quoted(): Piece {
    const start = this.at;
    let text = '';
    for (this.at++; !this.done; this.at++) {
      if (this.here === '"') {
        this.at++;
        return { text, quoted: true, start };
      }
      if (this.here === '\\' && /["\\]/.test(this.text.charAt(this.at + 1))) this.at++;
      text += this.here;
    }
    throw queryFault(start, 'this quote is not closed: expected another " after it');
  }

  /** All up to the next space, parenthesis, quote, or character of `stop`. */
  bare(stop = ''): Piece {
    const start = this.at;
    while (!this.done && !/[\s()"]/u.test(this.here) && !stop.includes(this.here)) this.at++;
    return { text: this.text.slice(start, this.at), quoted: false, start };
  }

  piece(stop = ''): Piece {
    return this.here === '"' ? this.quoted() : this.bare(stop);
  }
}
