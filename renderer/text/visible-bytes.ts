import { decodeText, type Encoding } from '../../shared/bytes/encoded-text.ts';
import { type Segment, visibleLines } from './visible-text.ts';

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes as text, lines kept; of UTF-8, every byte that is none shown as `\xHH` in its place. */
export function visibleBytes(bytes: Uint8Array, encoding: Encoding = 'utf-8'): Segment[] {
  if (encoding !== 'utf-8') return visibleLines(decodeText(encoding, bytes));
  const segments: Segment[] = [];
  for (const run of runs(bytes)) {
    if (run.valid)
      for (const segment of visibleLines(strict.decode(run.bytes), run.at)) segments.push(segment);
    else
      run.bytes.forEach((byte, place) => {
        segments.push({ at: run.at + place, text: `\\x${hex(byte)}`, mark: `byte ${hex(byte)}` });
      });
  }
  return segments;
}

interface Run {
  readonly at: number;
  readonly valid: boolean;
  readonly bytes: Uint8Array;
}

function* runs(bytes: Uint8Array): Generator<Run> {
  let from = 0;
  let valid = true;
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    const here = length > 0;
    if (here !== valid) {
      if (at > from) yield { at: from, valid, bytes: bytes.subarray(from, at) };
      from = at;
      valid = here;
    }
    at += here ? length : 1;
  }
  if (from < bytes.length) yield { at: from, valid, bytes: bytes.subarray(from) };
}

/** Length of the well-formed UTF-8 sequence at `at` (Unicode 16, table 3-7), or 0. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  const length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  const second = bytes[at + 1] ?? 0;
  const lowest = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const highest = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (second < lowest || second > highest) return 0;
  for (let i = 2; i < length; i++) if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return 0;
  return length;
}

function hex(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, '0');
}

/** Bytes on one line of the hex view. */
export const hexLineLength = 8;

/** `00000010  7b 22 ...  {"...`: one line of a hex view; `base` is where the bytes begin in the source. */
export function hexLine(bytes: Uint8Array, line: number, base = 0) {
  const start = line * hexLineLength;
  const part = bytes.subarray(start, start + hexLineLength);
  return {
    offset: (base + start).toString(16).padStart(8, '0'),
    hex: Array.from(part, (byte) => hex(byte).toLowerCase()).join(' '),
    text: Array.from(part, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join(
      '',
    ),
  };
}
