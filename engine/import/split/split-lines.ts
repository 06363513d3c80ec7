import { recordLimit } from '../../case/record-limit.ts';
import { byte, byteOrderMark, faulty, isSpace, type Located } from './located.ts';

/**
 * One record a line, as in NDJSON; blank lines, line endings and byte order marks that lines begin with are separators. A line longer than
 * `limit` bytes, white space included, is located whole and skipped without being held; how the bytes come in blocks makes
 * no difference, which verification relies on. A record's bytes are those of its block, and may be gone when the next is asked for.
 * `start`: where in the source, between two records, the blocks begin.
 */
export function* splitLines(
  blocks: Iterable<Buffer>,
  limit = recordLimit,
  mark = byteOrderMark,
  start: { readonly offset: number; readonly line: number } = { offset: 0, line: 1 },
): Generator<Located> {
  /** The bytes of a line whose end has not come yet, and the offset of their first. */
  let rest: Buffer[] = [];
  let held = 0;
  let base = start.offset;
  let { line } = start;
  /** Where an over-long line began, while its end is looked for. */
  let skippedFrom: number | null = null;
  for (const block of blocks) {
    const origin = base + held;
    let from = 0;
    let end = block.indexOf(byte.lineFeed);
    if (end !== -1) {
      if (skippedFrom !== null) {
        yield faulty(skippedFrom, origin + end - skippedFrom, line, 'TOO_LONG');
        skippedFrom = null;
      } else {
        const begun = held === 0 ? block : Buffer.concat([...rest, block.subarray(0, end)]);
        const located = recordIn(begun, 0, held + end, base, line, limit, mark);
        if (located) yield located;
      }
      rest = [];
      held = 0;
      line++;
      from = end + 1;
      end = block.indexOf(byte.lineFeed, from);
    }
    while (end !== -1) {
      const located = recordIn(block, from, end, origin, line, limit, mark);
      if (located) yield located;
      line++;
      from = end + 1;
      end = block.indexOf(byte.lineFeed, from);
    }
    if (held === 0) base = origin + from;
    // A copy: the block may be gone when the next one comes.
    if (from < block.length) rest.push(Buffer.from(block.subarray(from)));
    held += block.length - from;
    if (skippedFrom !== null || held > limit) {
      skippedFrom ??= base;
      base += held;
      rest = [];
      held = 0;
    }
  }
  if (skippedFrom !== null) {
    yield faulty(skippedFrom, base - skippedFrom, line, 'TOO_LONG');
    return;
  }
  const located = recordIn(Buffer.concat(rest), 0, held, base, line, limit, mark);
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
