import type { TaskContext } from '../../task.ts';
import { mergeSort } from '../merge-sort.ts';

/** Bytes that texts are sorted by one after the other; what is longer and equal so far is compared. */
const bytesSorted = 64;

/**
 * The texts' numbers, from 0, in the order of their UTF-16 code units; equal texts keep their order. In steps.
 *
 * @param bytes UTF-8
 * @param ends where each text ends, behind the first one's beginning: one more than there are texts
 */
export function* textOrdering(
  bytes: Uint8Array,
  ends: Uint32Array,
  context: TaskContext,
): Generator<void, Uint32Array> {
  const length = Math.max(0, ends.length - 1);
  let longest = 0;
  for (let i = 0; i < length; i++) {
    longest = Math.max(longest, (ends[i + 1] as number) - (ends[i] as number));
  }
  let order = new Uint32Array(length);
  for (let i = 0; i < length; i++) order[i] = i;
  let spare = new Uint32Array(length);
  const passes = Math.min(longest, bytesSorted);
  // From the last byte to the first, each pass stable: in the end the first byte decides (LSD radix sort).
  for (let at = passes - 1; at >= 0; at--) {
    context.checkCancelled();
    const done = Math.floor((length * (passes - 1 - at)) / passes);
    context.progress({ phase: 'sorting values', done, total: length, unit: 'members' });
    const sorted = sortByByte(bytes, ends, at, order, spare);
    if (sorted !== order) [order, spare] = [sorted, order];
    yield;
  }
  return longest >= bytesSorted ? compareLong(bytes, ends, order, context) : order;
}

/** 0 for no byte: what ends here comes first. */
const rankOfByte = Uint16Array.from({ length: 256 }, (_, byte) => rankOf(byte) + 1);

/**
 * UTF-16 writes what lies beyond U+FFFF with surrogates, which come before U+E000; their first bytes in UTF-8 are 0xf0 to
 * 0xf4, those of U+E000 to U+FFFF 0xee and 0xef. No other place of a character can hold one of these.
 */
function rankOf(byte: number): number {
  if (byte === 0xee || byte === 0xef) return byte + 7;
  return byte;
}

function sortByByte(
  bytes: Uint8Array,
  ends: Uint32Array,
  at: number,
  order: Uint32Array,
  into: Uint32Array<ArrayBuffer>,
): Uint32Array<ArrayBuffer> {
  const keyOf = (text: number) => {
    const place = (ends[text] as number) + at;
    return place < (ends[text + 1] as number) ? (rankOfByte[bytes[place] as number] as number) : 0;
  };
  const next = new Uint32Array(258);
  for (let i = 0; i < order.length; i++) (next[keyOf(order[i] as number) + 1] as number)++;
  if (next.includes(order.length)) return order as Uint32Array<ArrayBuffer>;
  for (let key = 1; key < next.length; key++) (next[key] as number) += next[key - 1] as number;
  for (let i = 0; i < order.length; i++) {
    const text = order[i] as number;
    const key = keyOf(text);
    const place = next[key] as number;
    into[place] = text;
    next[key] = place + 1;
  }
  return into;
}

/** Sorts the runs of texts whose first bytes are the same by the whole of them. */
function compareLong(
  bytes: Uint8Array,
  ends: Uint32Array,
  order: Uint32Array<ArrayBuffer>,
  context: TaskContext,
): Uint32Array<ArrayBuffer> {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = (number: number) => whole.subarray(ends[number], ends[number + 1]);
  const sameSoFar = (a: number, b: number) =>
    text(a).length >= bytesSorted &&
    text(b).length >= bytesSorted &&
    text(a).subarray(0, bytesSorted).equals(text(b).subarray(0, bytesSorted));
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && sameSoFar(order[start] as number, order[end] as number)) end++;
    if (end - start > 1) {
      const run = order.slice(start, end);
      const texts = Array.from(run, (number) => text(number).toString());
      const compare = (a: number, b: number) => {
        const [left, right] = [texts[a] as string, texts[b] as string];
        return left < right ? -1 : left > right ? 1 : 0;
      };
      mergeSort(run.length, compare, context).forEach((place, i) => {
        order[start + i] = run[place] as number;
      });
    }
    start = end;
  }
  return order;
}
