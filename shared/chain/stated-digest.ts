import { digestText } from './digest-text.ts';
import type { Output } from './profile.ts';

/** The characters of a byte in lower-case hex. */
const high = Uint8Array.from({ length: 256 }, (_, byte) => digit(byte >> 4));
const low = Uint8Array.from({ length: 256 }, (_, byte) => digit(byte & 15));

function digit(value: number): number {
  return value.toString(16).charCodeAt(0);
}

/**
 * Whether `bytes[start .. end]` spell the digest of `width` bytes at `digests[at]` exactly as `output` does: without making a text of
 * either, where it is hex.
 */
export function statesDigest(
  bytes: Uint8Array,
  start: number,
  end: number,
  digests: Uint8Array,
  at: number,
  width: number,
  output: Output,
): boolean {
  const { encoding, prefix } = output;
  if (encoding !== 'hex')
    return isText(digestText(digests.subarray(at, at + width), output), bytes, start, end);
  const from = start + prefix.length;
  if (end - from !== 2 * width) return false;
  if (prefix !== '' && !isText(prefix, bytes, start, from)) return false;
  for (let i = 0, place = from; i < width; i++, place += 2) {
    const byte = digests[at + i] as number;
    if (bytes[place] !== high[byte] || bytes[place + 1] !== low[byte]) return false;
  }
  return true;
}

/** The same of a text. */
export function spellsDigest(
  text: string,
  digests: Uint8Array,
  at: number,
  width: number,
  output: Output,
): boolean {
  const { encoding, prefix } = output;
  if (encoding !== 'hex') return text === digestText(digests.subarray(at, at + width), output);
  if (text.length !== prefix.length + 2 * width || !text.startsWith(prefix)) return false;
  for (let i = 0, place = prefix.length; i < width; i++, place += 2) {
    const byte = digests[at + i] as number;
    if (text.charCodeAt(place) !== high[byte] || text.charCodeAt(place + 1) !== low[byte]) return false;
  }
  return true;
}

function isText(text: string, bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start !== text.length) return false;
  for (let i = 0; i < text.length; i++) if (bytes[start + i] !== text.charCodeAt(i)) return false;
  return true;
}

/** Digests are short; what else may stand there is of any length. */
const pieceLength = 4096;

/** The text of ASCII. */
export function asciiText(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at += pieceLength) {
    text += String.fromCharCode(...bytes.subarray(at, Math.min(end, at + pieceLength)));
  }
  return text;
}
