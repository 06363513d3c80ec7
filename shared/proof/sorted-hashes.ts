import { compareBytes } from '../bytes/encoding.ts';
import { digestLength } from './digest.ts';

const words = digestLength / 4;

/** The hashes, 32 bytes each, in ascending order of their bytes. A million as texts would take a hundred times as much. */
export function sortedHashes(hashes: Uint8Array): Uint8Array {
  const order = hashOrder(hashes);
  const from = new Int32Array(order.length * words);
  new Uint8Array(from.buffer).set(hashes);
  const sorted = new Int32Array(from.length);
  for (let at = 0; at < order.length; at++) {
    const place = (order[at] as number) * words;
    for (let word = 0; word < words; word++) sorted[at * words + word] = from[place + word] as number;
  }
  return new Uint8Array(sorted.buffer);
}

/**
 * The places of the hashes in ascending order of their bytes. Hashes are as good as random, so sorting by their first bits
 * puts nearly every one into a bucket of its own; only those that share a bucket are compared.
 */
export function hashOrder(hashes: Uint8Array): Uint32Array {
  const count = hashes.length / digestLength;
  const bits = Math.max(1, Math.min(24, Math.ceil(Math.log2(count + 1))));
  const ends = new Uint32Array((1 << bits) + 1);
  const bucketOf = (place: number) => firstBits(hashes, place * digestLength) >>> (32 - bits);
  for (let place = 0; place < count; place++) {
    const bucket = bucketOf(place);
    ends[bucket] = (ends[bucket] as number) + 1;
  }
  for (let bucket = 0, sum = 0; bucket < ends.length; bucket++) {
    const size = ends[bucket] as number;
    ends[bucket] = sum;
    sum += size;
  }
  const order = new Uint32Array(count);
  for (let place = 0; place < count; place++) {
    const bucket = bucketOf(place);
    const at = ends[bucket] as number;
    order[at] = place;
    ends[bucket] = at + 1;
  }
  const hash = (place: number) => hashes.subarray(place * digestLength, (place + 1) * digestLength);
  let start = 0;
  for (let bucket = 0; bucket < 1 << bits; bucket++) {
    const end = ends[bucket] as number;
    if (end - start > 1) order.subarray(start, end).sort((a, b) => compareBytes(hash(a), hash(b)));
    start = end;
  }
  return order;
}

/** The first 32 bits. The number is signed until `>>>` shifts it. */
function firstBits(bytes: Uint8Array, at: number): number {
  return (
    ((bytes[at] as number) << 24) |
    ((bytes[at + 1] as number) << 16) |
    ((bytes[at + 2] as number) << 8) |
    (bytes[at + 3] as number)
  );
}
