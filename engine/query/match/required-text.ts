import type { RegexPattern } from '../../../shared/query/syntax.ts';

/**
 * A text that stands in whatever the expression matches, in ASCII (of `/i` in any case); empty where none is known. To look for it
 * costs a small part of a match. It reads only what it is sure of in RE2's syntax, and gives up at all else: flags, alternatives at
 * the top level, quoting with `\Q`, escapes by number. What stands in parentheses is passed over.
 */
export function requiredText({ source }: RegexPattern): string {
  try {
    return longest(new Reader(source).runs());
  } catch (error) {
    if (error instanceof Unsure) return '';
    throw error;
  }
}

class Unsure extends Error {}

function longest(runs: Iterable<string>): string {
  let best = '';
  for (const run of runs) if (run.length > best.length) best = run;
  return best;
}

const isPunctuation = /^[!-/:-@[-`{-~]$/;
/** Escapes of one letter that stand for a class or a place. */
const isClass = /^[dDsSwWbBAz]$/;

/** Reads the top level of an expression as pieces, each of which is repeated or not. */
class Reader {
  private readonly source: string;
  private at = 0;

  constructor(source: string) {
    this.source = source;
  }

  /** Texts that stand one behind the other in every match. */
  *runs(): Generator<string> {
    let run = '';
    while (this.at < this.source.length) {
      const literal = this.piece();
      const times = this.repetition();
      // One or more of it: the first stands behind what came before.
      if (literal !== null && times !== 'any') run += literal;
      if (literal === null || times !== 'once') {
        yield run;
        run = '';
      }
    }
    yield run;
  }

  /** Passes a piece: the character that it stands for, or null. */
  private piece(): string | null {
    const sign = this.source[this.at++] as string;
    if ('|)*+?{'.includes(sign)) throw new Unsure();
    if (sign === '(') return this.group();
    if (sign === '[') return this.set();
    if ('.^$'.includes(sign)) return null;
    if (sign === '\\') return this.escape();
    return sign <= '\u007e' ? sign : this.foreign(sign);
  }

  /** Beyond ASCII nothing is sure of what a text looks like without its case. Both halves of a surrogate pair are one character. */
  private foreign(sign: string): null {
    if (/^[\ud800-\udbff]$/.test(sign)) this.at++;
    return null;
  }

  private escape(): string | null {
    const sign = this.source[this.at++];
    if (sign !== undefined && isPunctuation.test(sign)) return sign;
    if (sign !== undefined && isClass.test(sign)) return null;
    throw new Unsure();
  }

  private group(): null {
    for (let depth = 1; depth > 0; ) {
      const sign = this.source[this.at++];
      if (sign === undefined) throw new Unsure();
      if (sign === '\\') this.escapeWithin();
      else if (sign === '[') this.set();
      else if (sign === ')') depth--;
      else if (sign === '(') depth++;
      // A group that sets flags, or begins with anything but `?:`.
      if (sign === '?' && this.source[this.at - 2] === '(' && this.source[this.at] !== ':')
        throw new Unsure();
    }
    return null;
  }

  private escapeWithin(): void {
    const sign = this.source[this.at++];
    if (sign === undefined || sign === 'Q') throw new Unsure();
  }

  private set(): null {
    if (this.source[this.at] === '^') this.at++;
    for (let first = true; ; first = false) {
      const sign = this.source[this.at++];
      if (sign === undefined) throw new Unsure();
      if (sign === ']' && !first) return null;
      if (sign === '\\') this.escapeWithin();
      if (sign !== '[' || this.source[this.at] !== ':') continue;
      const end = this.source.indexOf(':]', this.at);
      if (end === -1) throw new Unsure();
      this.at = end + 2;
    }
  }

  private repetition(): 'once' | 'some' | 'any' {
    const sign = this.source[this.at];
    if (sign === '{') throw new Unsure();
    if (sign !== '*' && sign !== '+' && sign !== '?') return 'once';
    this.at++;
    if (this.source[this.at] === '?') this.at++;
    return sign === '+' ? 'some' : 'any';
  }
}
