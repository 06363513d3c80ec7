/** Why bytes that should have been a record could not be read as one. */
export const quarantineReasons = {
  JSON_INVALID: 'is not valid JSON',
  NOT_AN_OBJECT: 'is JSON, but not an object',
  NOT_UTF8: 'is not valid UTF-8',
  NOT_UTF16: 'is not valid UTF-16',
  TOO_LONG: 'is longer than a record may be',
  TRUNCATED: 'ends in the middle of a value',
  STRAY: 'stands where a record or a document should begin',
  NO_RECORDS: 'is a document without the records that the others have',
  QUOTE_OPEN: 'opens a quote that is not closed',
  QUOTE_STRAY: 'goes on after a closing quote',
  CELLS_TOO_MANY: 'has more cells than the heading',
  CELLS_TOO_FEW: 'has fewer cells than the heading, behind a quote that is not closed',
  NOT_A_ROW: 'has no delimiter',
  COMPRESSION: 'is where decompression had to end before the file did',
} as const;
export type QuarantineReason = keyof typeof quarantineReasons;

/** One record as it stands in its source, or the bytes that should have been one. */
export interface Located {
  /** The record's exact bytes without surrounding white space; empty where there is a fault. */
  readonly bytes: Buffer;
  /** Of the first byte, in the source. */
  readonly offset: number;
  readonly length: number;
  /** 1-based, of the first byte. */
  readonly line: number;
  readonly fault: QuarantineReason | null;
  /** Where there is a fault: whether it is known that nothing in the bytes is of an entry. */
  readonly foreign?: boolean;
}

/**
 * A way to find records in a source's bytes: lazily, holding at most one record and one block. Records are cut from a
 * copy, so that a block may be taken away once the next is asked for.
 */
export type Splitter = (blocks: Iterable<Buffer>) => Generator<Located>;

const none = Buffer.alloc(0);

export function faulty(offset: number, length: number, line: number, fault: QuarantineReason): Located {
  return { bytes: none, offset, length, line, fault };
}

export const byte = {
  tab: 0x09,
  lineFeed: 0x0a,
  carriageReturn: 0x0d,
  space: 0x20,
  quote: 0x22,
  comma: 0x2c,
  colon: 0x3a,
  backslash: 0x5c,
  openBracket: 0x5b,
  closeBracket: 0x5d,
  openBrace: 0x7b,
  closeBrace: 0x7d,
  /** Of the values of JSON, only `null` begins with it. */
  letterN: 0x6e,
} as const;

/** White space as JSON has it (RFC 8259 section 2). */
export function isSpace(value: number | undefined): boolean {
  return (
    value === byte.space || value === byte.lineFeed || value === byte.carriageReturn || value === byte.tab
  );
}

/** The UTF-8 byte order mark, which some exporters write before the first record; files that were joined have more of it. */
export const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** Bytes without the white space that they end with. */
export function trimmed(bytes: Buffer): Buffer {
  let to = bytes.length;
  while (to > 0 && isSpace(bytes[to - 1])) to--;
  return bytes.subarray(0, to);
}
