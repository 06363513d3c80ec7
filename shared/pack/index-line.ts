import { utf8 } from '../bytes/encoding.ts';
import { parseLine } from './check-context.ts';
import { type AnyIndexLine, anyIndexLineSchema, type IndexLine } from './lines.ts';

/**
 * Reads a line of `data/entries.index.jsonl`, as hostile bytes; null for what its schema does not take. There are as many as
 * entries: a whole record in the order in which sealing writes its fields, all ASCII and without escapes, is read byte by byte.
 *
 * @param text the bytes, one character for each
 */
export function parseIndexLine(text: string, bytes: () => Uint8Array): AnyIndexLine | null {
  const line = bytes();
  return quickly(text, line) ?? parseLine(anyIndexLineSchema, line);
}

const names = {
  n: utf8('{"n":'),
  source: utf8(',"source":'),
  ordinal: utf8(',"ordinal":'),
  bates: utf8(',"bates":"'),
  file: utf8(',"file":"'),
  offset: utf8('","offset":'),
  length: utf8(',"length":'),
  sourceOffset: utf8(',"sourceOffset":'),
  content: utf8(',"content":"'),
  salt: utf8('","salt":"'),
  entryId: utf8('","entryId":"'),
  end: utf8('"}'),
} as const;

const contentLength = 64;
const saltLength = 32;
const longestFile = 200;
const mostDigits = 16;
const digitZero = 0x30;
const quote = 0x22;
const backslash = 0x5c;

/** Where a line is read. One for all: nothing waits while a line is read. */
const scan: { bytes: Uint8Array; at: number } = { bytes: new Uint8Array(0), at: 0 };

function quickly(text: string, bytes: Uint8Array): IndexLine | null {
  scan.bytes = bytes;
  scan.at = 0;
  const n = numberBehind(names.n);
  const source = numberBehind(names.source);
  const ordinal = numberBehind(names.ordinal);
  if (n < 0 || source < 1 || ordinal < 0) return null;
  const bates = isNext(names.bates) ? plainText(text, text.length) : undefined;
  // Where a text that may be there does not read, null stands for it.
  if (bates === null || (bates !== undefined && !skipQuote()) || !isNext(names.file)) return null;
  const file = plainText(text, longestFile);
  const offset = numberBehind(names.offset);
  const length = numberBehind(names.length);
  if (file === null || offset < 0 || length < 0) return null;
  const sourceOffset = isAhead(names.sourceOffset) ? numberBehind(names.sourceOffset) : undefined;
  if (sourceOffset !== undefined && sourceOffset < 0) return null;
  const content = isNext(names.content) ? hexText(text, contentLength) : null;
  const salt = isNext(names.salt) ? hexText(text, saltLength) : null;
  const entryId = isNext(names.entryId) ? plainText(text, text.length) : undefined;
  if (content === null || salt === null || entryId === null) return null;
  if (!isNext(names.end) || scan.at !== bytes.length) return null;
  const line: Writable<IndexLine> = { n, source, ordinal, file, offset, length, content, salt };
  if (bates !== undefined) line.bates = bates;
  if (sourceOffset !== undefined) line.sourceOffset = sourceOffset;
  if (entryId !== undefined) line.entryId = entryId;
  return line;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

function isAhead(expected: Uint8Array): boolean {
  const { bytes, at } = scan;
  for (let i = 0; i < expected.length; i++) if (bytes[at + i] !== expected[i]) return false;
  return true;
}

/** Whether this stands next; then it is behind. */
function isNext(expected: Uint8Array): boolean {
  if (!isAhead(expected)) return false;
  scan.at += expected.length;
  return true;
}

function skipQuote(): boolean {
  if (scan.bytes[scan.at] !== quote) return false;
  scan.at++;
  return true;
}

/** The number behind a name, as JSON spells whole numbers; -1 for none, and for one that has several spellings. */
function numberBehind(name: Uint8Array): number {
  if (!isNext(name)) return -1;
  const { bytes } = scan;
  const from = scan.at;
  let value = 0;
  let at = from;
  for (; at - from < mostDigits; at++) {
    const digit = (bytes[at] ?? 0) - digitZero;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  scan.at = at;
  const isSpelled = at === from + 1 || (at > from && bytes[from] !== digitZero);
  return isSpelled && value <= Number.MAX_SAFE_INTEGER ? value : -1;
}

/** The text up to the next quote, at most so many characters that JSON.stringify spells as they stand; null for any other. */
function plainText(text: string, most: number): string | null {
  const { bytes, at: from } = scan;
  let at = from;
  for (; bytes[at] !== quote; at++) {
    const code = bytes[at] ?? 0;
    if (code < 0x20 || code > 0x7e || code === backslash || at - from === most) return null;
  }
  scan.at = at;
  return text.slice(from, at);
}

function hexText(text: string, length: number): string | null {
  const { bytes, at: from } = scan;
  for (let at = from; at < from + length; at++) {
    const code = bytes[at] ?? 0;
    const isDigit = code >= digitZero && code <= 0x39;
    if (!isDigit && (code < 0x61 || code > 0x66)) return null;
  }
  scan.at = from + length;
  return text.slice(from, from + length);
}
