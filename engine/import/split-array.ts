import { byte, byteOrderMark, faulty, isSpace, type Located, recordLimit } from './located.ts';

type Place = 'before' | 'between' | 'inside' | 'after' | 'trailing';

/**
 * The elements of one JSON array, found by counting brackets outside strings; brackets, commas and white space between
 * them are separators. What an element holds is not judged here. Bytes after the array's end, an element that the file
 * ends in, and an array that is never closed are faults. An element of more than `limit` bytes, white space after it
 * included, is located and skipped without being held; how the bytes come in blocks makes no difference.
 */
export function* splitArray(blocks: Iterable<Buffer>, limit = recordLimit): Generator<Located> {
  let place = 'before' as Place;
  /** What was kept of the blocks before: the beginning of the element under way. `base` is its offset in the source. */
  let kept: Buffer = Buffer.alloc(0);
  let base = 0;
  let line = 1;
  /** The element under way: where it began, and whether its bytes are still held. */
  let from = 0;
  let fromLine = 1;
  let held = true;
  let depth = 0;
  let inString = false;
  let escaped = false;

  for (const block of blocks) {
    const buffer: Buffer = Buffer.concat([kept, block]);
    let at = kept.length;
    if (place === 'before' && base === 0 && buffer.subarray(0, 3).equals(byteOrderMark)) at = 3;
    for (; at < buffer.length; at++) {
      const value = buffer[at] as number;
      if (value === byte.lineFeed) line++;
      if (inString) {
        if (escaped) escaped = false;
        else if (value === byte.backslash) escaped = true;
        else if (value === byte.quote) inString = false;
        continue;
      }
      if (place === 'inside') {
        if (value === byte.quote) inString = true;
        else if (value === byte.openBrace || value === byte.openBracket) depth++;
        else if (depth > 0) {
          if (value === byte.closeBrace || value === byte.closeBracket) depth--;
        } else if (value === byte.comma || value === byte.closeBracket) {
          yield held && base + at - from <= limit
            ? element(buffer.subarray(from - base, at), from, fromLine)
            : faulty(from, base + at - from, fromLine, 'TOO_LONG');
          place = value === byte.comma ? 'between' : 'after';
        }
        continue;
      }
      if (isSpace(value) || place === 'trailing') continue;
      if (place === 'before' && value === byte.openBracket) place = 'between';
      else if (place === 'between' && value === byte.closeBracket) place = 'after';
      else if (place !== 'between' || value !== byte.comma) {
        place = place === 'between' ? 'inside' : 'trailing';
        from = base + at;
        fromLine = line;
        held = true;
        depth = value === byte.openBrace || value === byte.openBracket ? 1 : 0;
        inString = place === 'inside' && value === byte.quote;
      }
    }
    if (place === 'inside' && held && base + buffer.length - from <= limit) {
      kept = buffer.subarray(from - base);
      base = from;
    } else {
      held = false;
      kept = Buffer.alloc(0);
      base += buffer.length;
    }
  }

  const end = base + kept.length;
  if (place === 'trailing') yield faulty(from, end - from, fromLine, 'STRAY');
  if (place === 'inside') {
    const last = element(kept, from, fromLine);
    const whole = held && depth === 0 && !inString && last.bytes.at(-1) === byte.closeBrace;
    yield whole ? last : faulty(from, end - from, fromLine, held ? 'TRUNCATED' : 'TOO_LONG');
    if (whole) yield faulty(end, 0, line, 'TRUNCATED');
  }
  if (place === 'between' || (place === 'before' && end > 0)) yield faulty(end, 0, line, 'TRUNCATED');
}

function element(bytes: Buffer, offset: number, line: number): Located {
  let to = bytes.length;
  while (to > 0 && isSpace(bytes[to - 1])) to--;
  return { bytes: bytes.subarray(0, to), offset, length: to, line, fault: null };
}
