import type { Encoding } from '../../../shared/bytes/encoded-text.ts';

/** Bytes looked at where no byte order mark tells. */
const looked = 1 << 12;

/**
 * How a text is encoded: by its byte order mark, or else by where its bytes are zero. Every form of a trail is mostly ASCII
 * in its structure, of which every other byte is zero in UTF-16.
 *
 * @returns null for what is no text, with zero bytes elsewhere
 */
export function detectEncoding(sample: Buffer): { encoding: Encoding; evidence: string[] } | null {
  const head = sample.toString('latin1', 0, 4);
  if (head === '\xff\xfe\0\0' || head === '\0\0\xfe\xff') return null;
  if (head.startsWith('\xff\xfe'))
    return { encoding: 'utf-16le', evidence: ['a byte order mark of UTF-16, low byte first'] };
  if (head.startsWith('\xfe\xff'))
    return { encoding: 'utf-16be', evidence: ['a byte order mark of UTF-16, high byte first'] };
  if (head.startsWith('\xef\xbb\xbf')) return { encoding: 'utf-8', evidence: ['a byte order mark of UTF-8'] };
  const zeros = [0, 0];
  const units = Math.min(looked, sample.length) >> 1;
  for (let i = 0; i < 2 * units; i++) {
    if (sample[i] === 0) zeros[i % 2] = (zeros[i % 2] as number) + 1;
  }
  const [even = 0, odd = 0] = zeros;
  if (odd * 3 > units && even * 20 < units)
    return { encoding: 'utf-16le', evidence: ['every other byte is zero, as in UTF-16, low byte first'] };
  if (even * 3 > units && odd * 20 < units)
    return { encoding: 'utf-16be', evidence: ['every other byte is zero, as in UTF-16, high byte first'] };
  const line = sample.subarray(0, looked).indexOf(0x0a);
  if (sample.subarray(0, line === -1 ? looked : line).includes(0)) return null;
  return { encoding: 'utf-8', evidence: [] };
}
