import { digestLength } from '../../shared/proof/digest.ts';

const words = digestLength / 4;

/** The hashes, 32 bytes each, in ascending order of their bytes. */
export function sortedContents(contents: Buffer): Buffer {
  const order = contentOrder(contents);
  const from = new Int32Array(order.length * words);
  Buffer.from(from.buffer).set(contents);
  const sorted = new Int32Array(from.length);
  for (let at = 0; at < order.length; at++) {
    const place = (order[at] as number) * words;
    for (let word = 0; word < words; word++) sorted[at * words + word] = from[place + word] as number;
  }
  return Buffer.from(sorted.buffer);
}

/**
 * The places of the hashes in ascending order of their bytes. Hashes are as good as random, so their first bits put nearly
 * each into a bucket of its own; what shares a bucket is compared.
 */
export function contentOrder(contents: Buffer): Uint32Array {
  const count = contents.length / digestLength;
  const bits = Math.max(1, Math.min(24, Math.ceil(Math.log2(count + 1))));
  const ends = new Uint32Array((1 << bits) + 1);
  const bucketOf = (place: number) => contents.readUInt32BE(place * digestLength) >>> (32 - bits);
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
  const bytes = (place: number) => [place * digestLength, (place + 1) * digestLength] as const;
  const compare = (a: number, b: number) => contents.compare(contents, ...bytes(b), ...bytes(a));
  let start = 0;
  for (let bucket = 0; bucket < 1 << bits; bucket++) {
    const end = ends[bucket] as number;
    if (end - start > 1) order.subarray(start, end).sort(compare);
    start = end;
  }
  return order;
}
