import { parseLine } from './check-context.ts';
import { type AnyIndexLine, anyIndexLineSchema, type IndexLine } from './lines.ts';

/**
 * Reads a line of `data/entries.index.jsonl`, as hostile bytes; null for what its schema does not take. There are as many as
 * entries: a whole record in the order in which sealing writes its fields, all ASCII and without escapes, is looked at as a whole.
 *
 * @param text the bytes, one character for each
 */
export function parseIndexLine(text: string, bytes: () => Uint8Array): AnyIndexLine | null {
  return quickly(text) ?? parseLine(anyIndexLineSchema, bytes());
}

const number = '(0|[1-9]\\d{0,15})';
/** Spelled by JSON.stringify as they stand. */
const plain = '[ !#-[\\]-~]';
const form = new RegExp(
  `^\\{"n":${number},"source":([1-9]\\d{0,15}),"ordinal":${number}(?:,"bates":"(${plain}*)")?,"file":"(${plain}{0,200})",` +
    `"offset":${number},"length":${number}(?:,"sourceOffset":${number})?,"content":"([0-9a-f]{64})","salt":"([0-9a-f]{32})"` +
    `(?:,"entryId":"(${plain}*)")?\\}$`,
);

function quickly(text: string): IndexLine | null {
  const found = form.exec(text);
  if (found === null) return null;
  const [, n, source, ordinal, bates, file, offset, length, sourceOffset, content, salt, entryId] = found;
  const line: IndexLine = {
    n: Number(n),
    source: Number(source),
    ordinal: Number(ordinal),
    ...(bates === undefined ? {} : { bates }),
    file: file as string,
    offset: Number(offset),
    length: Number(length),
    ...(sourceOffset === undefined ? {} : { sourceOffset: Number(sourceOffset) }),
    content: content as string,
    salt: salt as string,
    ...(entryId === undefined ? {} : { entryId }),
  };
  return areSafe(line) ? line : null;
}

/** Beyond these, several spellings give one number. */
function areSafe({ n, source, ordinal, offset, length, sourceOffset = 0 }: IndexLine): boolean {
  const largest = Number.MAX_SAFE_INTEGER;
  return (
    n <= largest &&
    source <= largest &&
    ordinal <= largest &&
    offset <= largest &&
    length <= largest &&
    sourceOffset <= largest
  );
}
