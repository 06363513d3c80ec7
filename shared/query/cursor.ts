import { queryFault } from './fault.ts';

/**
 * A value or word as it stands in the text: `bare`, `"quoted"`, whose text is taken literally, a `prefix*` of either, or a
 * `/regex/`, whose text is what stands between the slashes.
 */
export interface Piece {
  readonly form: 'bare' | 'quoted' | 'prefix' | 'regex';
  readonly text: string;
  /** Of a regex: whether an `i` follows it. */
  readonly anyCase: boolean;
  readonly start: number;
}

const space = /\s/u;
/** Up to the first slash that no backslash stands before; whether it is an expression is seen by what follows. */
const betweenSlashes = /\/((?:[^/\\]|\\[\s\S])+)\/(i?)/uy;

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

  /** A value or word that begins here. A bare one ends at a space, a parenthesis, a quote, or a character of `stop`. */
  piece(stop = ''): Piece {
    const start = this.at;
    if (this.here === '"') {
      const text = this.quoted();
      return { form: this.take('*') ? 'prefix' : 'quoted', text, anyCase: false, start };
    }
    return this.regex(stop) ?? this.bare(stop);
  }

  /** `"…"`, in which `\"` is a quote and `\\` a backslash; any other backslash stands for itself. */
  private quoted(): string {
    const start = this.at;
    let text = '';
    for (this.at++; !this.done; this.at++) {
      if (this.here === '"') {
        this.at++;
        return text;
      }
      if (this.here === '\\' && /["\\]/.test(this.text.charAt(this.at + 1))) this.at++;
      text += this.here;
    }
    throw queryFault(start, 'this quote is not closed: expected another " after it');
  }

  /** Null where no regex stands here: after its second slash `/v1/audit` goes on, and is a path. */
  private regex(stop: string): Piece | null {
    const start = this.at;
    betweenSlashes.lastIndex = start;
    const [whole, text = '', flag] = betweenSlashes.exec(this.text) ?? [];
    if (whole === undefined) return null;
    this.at += whole.length;
    if (this.atBoundary || stop.includes(this.here))
      return { form: 'regex', text, anyCase: flag === 'i', start };
    this.at = start;
    return null;
  }

  private bare(stop: string): Piece {
    const start = this.at;
    while (!this.done && !/[\s()"]/u.test(this.here) && !stop.includes(this.here)) this.at++;
    const text = this.text.slice(start, this.at);
    const star = text.indexOf('*');
    if (star === -1) return { form: 'bare', text, anyCase: false, start };
    if (star === 0 || star < text.length - 1) {
      throw queryFault(
        start + star,
        'expected * after the beginning of a word or value, and nothing after it',
        'write begin*, a /regular expression/, or quotes around the text itself',
      );
    }
    return { form: 'prefix', text: text.slice(0, -1), anyCase: false, start };
  }
}
