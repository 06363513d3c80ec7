import { utf8 } from '../bytes/encoding.ts';

const space = 0x20;
export const quote = 0x22;
const backslash = 0x5c;

/** Steps through bytes that should be JSON (RFC 8259) token by token; each step says whether one was there. */
export class JsonTokens<Bytes extends Uint8Array = Uint8Array> {
  bytes: Bytes;
  at = 0;
  /** The bytes of all strings so far, and of the last one, or-ed together: above 0x7f where one is not ASCII. */
  seen = 0;
  lastSeen = 0;
  lastEscaped = false;

  constructor(bytes: Bytes) {
    this.bytes = bytes;
  }

  begin(bytes: Bytes): void {
    this.bytes = bytes;
    this.at = 0;
    this.seen = 0;
  }

  /** Past the string that begins here (section 7). */
  string(): boolean {
    this.at++;
    return this.stringRest();
  }

  /** Past the rest of a string, and its closing quote. */
  stringRest(): boolean {
    const { bytes } = this;
    let { at } = this;
    let seen = 0;
    let escaped = false;
    for (;;) {
      const value = bytes[at++];
      if (value === quote) break;
      // Beyond the end, `value` is undefined, for which the comparison is false as well.
      if (!((value as number) >= space)) return false;
      seen |= value as number;
      if (value !== backslash) continue;
      escaped = true;
      const letter = bytes[at++];
      if (letter === 0x75) {
        for (const end = at + 4; at < end; at++) if (!isHex(bytes[at])) return false;
      } else if (!isEscape(letter)) {
        return false;
      }
    }
    this.at = at;
    this.seen |= seen;
    this.lastSeen = seen;
    this.lastEscaped = escaped;
    return true;
  }

  /** Past `true`, `false` or `null`. */
  word(): boolean {
    const first = this.bytes[this.at];
    const word =
      first === wordTrue[0]
        ? wordTrue
        : first === wordFalse[0]
          ? wordFalse
          : first === wordNull[0]
            ? wordNull
            : null;
    if (word === null) return false;
    for (let i = 0; i < word.length; i++) if (this.bytes[this.at + i] !== word[i]) return false;
    this.at += word.length;
    return true;
  }

  /** Past a number (section 6). */
  numeral(): boolean {
    const { bytes } = this;
    let { at } = this;
    if (bytes[at] === 0x2d) at++;
    if (bytes[at] === 0x30) at++;
    else {
      const end = digits(bytes, at);
      if (end === at) return false;
      at = end;
    }
    if (bytes[at] === 0x2e) {
      const end = digits(bytes, at + 1);
      if (end === at + 1) return false;
      at = end;
    }
    if (bytes[at] === 0x65 || bytes[at] === 0x45) {
      at++;
      if (bytes[at] === 0x2b || bytes[at] === 0x2d) at++;
      const end = digits(bytes, at);
      if (end === at) return false;
      at = end;
    }
    this.at = at;
    return true;
  }

  /** Past white space; the byte that follows it, which is not passed. */
  next(): number | undefined {
    const { bytes } = this;
    let value = bytes[this.at];
    while (value === space || value === 0x0a || value === 0x0d || value === 0x09) {
      value = bytes[++this.at];
    }
    return value;
  }
}

const wordTrue = utf8('true');
const wordFalse = utf8('false');
const wordNull = utf8('null');

/** Whether a number may begin with this byte. */
export function beginsNumeral(value: number | undefined): boolean {
  return value === 0x2d || ((value as number) >= 0x30 && (value as number) <= 0x39);
}

function digits(bytes: Uint8Array, from: number): number {
  let at = from;
  while ((bytes[at] as number) >= 0x30 && (bytes[at] as number) <= 0x39) at++;
  return at;
}

function isHex(value: number | undefined): boolean {
  return value !== undefined && /[0-9a-fA-F]/.test(String.fromCharCode(value));
}

function isEscape(value: number | undefined): boolean {
  return value !== undefined && '"\\/bfnrt'.includes(String.fromCharCode(value));
}
