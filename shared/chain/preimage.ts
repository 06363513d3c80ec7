import { concat, fromHex, toHex, utf8 } from '../bytes/encoding.ts';
import { digestOf, isZeros } from './digest-text.ts';
import type { Algorithm, ChainHasher, ChainProfile, JoinPart, Output } from './profile.ts';

/** What stands beside the written entry, and how they are put together. */
type Joined = Pick<ChainProfile['preimage'], 'join' | 'separator' | 'end'>;

/** Whether the previous hash is joined to the entry, so that it is covered wherever the entry states it. */
export function joinsPrevious(join: readonly JoinPart[]): boolean {
  return join.some((part) => part.startsWith('previous'));
}

/**
 * What is hashed of an entry. `written`: the entry as its form writes it; `before`: the text that stands for the hash of the one before it.
 * Null where the host lacks an algorithm.
 */
export function preimageOf(
  hasher: ChainHasher,
  algorithm: Algorithm,
  output: Output,
  { join, separator, end = '' }: Joined,
  written: string,
  before: string,
): Uint8Array | null {
  if (join.every(isText))
    return utf8(join.map((part) => (part === 'entry' ? written : before)).join(separator) + end);
  const pieces: Uint8Array[] = [];
  for (const [n, part] of join.entries()) {
    if (n > 0) pieces.push(utf8(separator));
    const piece = pieceOf(hasher, algorithm, output, part, written, before);
    if (piece === null) return null;
    pieces.push(piece);
  }
  return concat(...pieces, utf8(end));
}

function isText(part: JoinPart): boolean {
  return part === 'entry' || part === 'previous';
}

function pieceOf(
  hasher: ChainHasher,
  algorithm: Algorithm,
  output: Output,
  part: JoinPart,
  written: string,
  before: string,
): Uint8Array | null {
  if (part === 'entry') return utf8(written);
  if (part === 'previous') return utf8(before);
  if (part === 'previous-bytes') return bytesOf(before, output);
  // Of a chain with a key, the entry's digest is made without it.
  const digest = hasher.digest(algorithm.replace('hmac-', '') as Algorithm, null, utf8(written));
  return digest === null || part === 'entry-digest-bytes' ? digest : utf8(toHex(digest));
}

/** The bytes of a hash; of a text that is none, such as `GENESIS`, its own. */
function bytesOf(text: string, output: Output): Uint8Array {
  const zeros = isZeros(text) && text.length % 2 === 0 ? fromHex(text) : null;
  return zeros ?? digestOf(text, output) ?? digestOf(output.prefix + text, output) ?? utf8(text);
}
