import { printNotation, readNotation } from './notation.ts';
import { type Path, pathLength, readPath } from './path.ts';

/**
 * Where a column's value comes from: one path, or several that are joined, which give a value only if each leads to text
 * or a number. Either may have a condition: then it gives a value only if another one is among those named.
 *
 * Written: `resource.id`, `resource.type + '/' + resource.id`, `resource.id if resource.type is image or asset`. A word
 * after `is` or `or` that holds anything but plain characters stands in double quotes.
 */
export interface Formula {
  /** Paths, and text that stands between them. */
  readonly parts: readonly [Path, ...(Path | string)[]];
  readonly condition: Condition | null;
}

export interface Condition {
  readonly path: Path;
  /** The value must be exactly one of these texts. */
  readonly is: readonly string[];
}

/** The most parts, and the most words after `is`. */
const listLimit = 16;
const literal = /'[^']*'/y;

/** The formula that a text states or, if it states none, a sentence that says where it is wrong. */
export function parseFormula(text: string): Formula | string {
  if (text.length > pathLength) return `a formula of more than ${pathLength} characters is not read`;
  const reader = new FormulaReader(text);
  try {
    return reader.formula();
  } catch (error) {
    if (error instanceof Fault) return error.message;
    throw error;
  }
}

/** The path, if the formula is nothing but one path; otherwise null. */
export function plainPath({ parts, condition }: Formula): Path | null {
  return parts.length === 1 && condition === null ? parts[0] : null;
}

/** The formula's text, which `parseFormula` reads back as it was. */
export function printFormula({ parts, condition }: Formula): string {
  const joined = parts
    .map((part) => (typeof part === 'string' ? `'${part}'` : printNotation(part)))
    .join(' + ');
  if (condition === null) return joined;
  const words = condition.is.map((word) => printNotation([word])).join(' or ');
  return `${joined} if ${printNotation(condition.path)} is ${words}`;
}

class Fault extends Error {}

class FormulaReader {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  formula(): Formula {
    const parts: [Path, ...(Path | string)[]] = [this.path()];
    while (this.take('+')) {
      if (parts.length === listLimit) throw new Fault(`more than ${listLimit} parts are not joined`);
      parts.push(this.literal() ?? this.path());
    }
    const condition = this.take('if') ? this.condition() : null;
    this.space();
    if (this.at < this.text.length)
      throw new Fault(`position ${this.at + 1}: the formula should end here, or go on with + or if`);
    return { parts, condition };
  }

  private condition(): Condition {
    const path = this.path();
    if (!this.take('is')) throw new Fault(`position ${this.at + 1}: "is" is expected here`);
    const is = [this.word()];
    while (this.take('or')) {
      if (is.length === listLimit) throw new Fault(`more than ${listLimit} values are not compared`);
      is.push(this.word());
    }
    return { path, is };
  }

  private path(): Path {
    this.space();
    const read = readNotation(this.text, this.at);
    if (typeof read === 'string') throw new Fault(read);
    this.at = read.end;
    return read.path;
  }

  private word(): string {
    this.space();
    const read = readPath(this.text, this.at);
    if (typeof read === 'string') throw new Fault(read);
    this.at = read.end;
    const { path } = read;
    if (path.length > 1) throw new Fault(`position ${this.at}: a value with dots stands in double quotes`);
    return path[0];
  }

  private literal(): string | null {
    this.space();
    literal.lastIndex = this.at;
    const found = literal.exec(this.text)?.[0];
    if (found === undefined) return null;
    this.at += found.length;
    return found.slice(1, -1);
  }

  /** A word or sign that stands by itself. */
  private take(word: string): boolean {
    this.space();
    if (!this.text.startsWith(word, this.at)) return false;
    const after = this.text[this.at + word.length];
    if (after !== undefined && word !== '+' && after !== ' ') return false;
    this.at += word.length;
    return true;
  }

  private space(): void {
    while (this.text[this.at] === ' ') this.at++;
  }
}
