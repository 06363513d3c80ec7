import { byte, byteOrderMark, faulty, isSpace, type Located, recordLimit } from './located.ts';

/**
 * One record a line, as in NDJSON; blank lines, line endings and byte order marks that lines begin with are separators. A line longer than
 * `limit` bytes, white space included, is located whole and skipped without being held; how the bytes come in blocks makes
 * no difference, which verification relies on. `start`: where in the source, between two records, the blocks begin.
 */
export function* splitLines(
  blocks: Iterable<Buffer>,
  limit = recordLimit,
  mark = byteOrderMark,
  start: { readonly offset: number; readonly line: number } = { offset: 0, line: 1 },
): Generator<Located> {
  /** The bytes of a line whose end has not come yet; `base` is the offset of their first. */
  let rest: Buffer = Buffer.alloc(0);
  let base = start.offset;
  let { line } = start;
  /** Where an over-long line began, while its end is looked for. */
  let skippedFrom: number | null = null;
  for (const block of blocks) {
    const searched = rest.length;
    const buffer: Buffer = Buffer.concat([rest, block]);
    let start = 0;
    let end = buffer.indexOf(byte.lineFeed, searched);
    while (end !== -1) {
      if (skippedFrom !== null) {
        yield faulty(skippedFrom, base + end - skippedFrom, line, 'TOO_LONG');
        skippedFrom = null;
      } else {
        const located = recordIn(buffer, start, end, base, line, limit, mark);
        if (located) yield located;
      }
      line++;
      start = end + 1;
      end = buffer.indexOf(byte.lineFeed, start);
    }
    rest = buffer.subarray(start);
    base += start;
    if (skippedFrom !== null || rest.length > limit) {
      skippedFrom ??= base;
      base += rest.length;
      rest = Buffer.alloc(0);
    }
  }
  if (skippedFrom !== null) {
    yield faulty(skippedFrom, base + rest.length - skippedFrom, line, 'TOO_LONG');
    return;
  }
  const located = recordIn(rest, 0, rest.length, base, line, limit, mark);
  if (located) yield located;
}

/** The record in `buffer[start .. end]` without surrounding white space; null for a blank line. */
function recordIn(
  buffer: Buffer,
  start: number,
  end: number,
  base: number,
  line: number,
  limit: number,
  mark: Buffer,
): Located | null {
  if (end - start > limit) return faulty(base + start, end - start, line, 'TOO_LONG');
  let from = start;
  let to = end;
  if (buffer[start] === mark[0] && buffer.subarray(start, start + mark.length).equals(mark))
    from += mark.length;
  while (from < to && isSpace(buffer[from])) from++;
  while (to > from && isSpace(buffer[to - 1])) to--;
  if (from === to) return null;
  return { bytes: buffer.subarray(from, to), offset: base + from, length: to - from, line, fault: null };
}
