import { fromUtf8, utf8 } from '../../shared/bytes/encoding.ts';

/**
 * The name of a file is bytes, and need not be text. Here a byte that is no part of UTF-8 stands as a lone surrogate,
 * U+DC80 to U+DCFF, as Python has it (PEP 383): no text holds one, so that the bytes can be had again.
 */
const firstByte = 0xdc00;

export function exactText(bytes: Uint8Array): string {
  return fromUtf8(bytes) ?? piecewise(bytes);
}

function piecewise(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at] as number;
    const character = bytes.subarray(at, at + lengthAfter(first));
    const read = fromUtf8(character);
    text += read ?? String.fromCharCode(firstByte + first);
    at += read === null ? 1 : character.length;
  }
  return text;
}

/** Bytes of a character of UTF-8 that begins with this one. */
function lengthAfter(first: number): number {
  return first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

/** A path as the file system is to be asked for it. */
export function exactPath(path: string): string | Buffer {
  if (path.isWellFormed()) return path;
  return Buffer.concat([...path].map((each) => (isByte(each) ? byteOf(each) : utf8(each))));
}

function byteOf(character: string): Uint8Array {
  return Uint8Array.of(character.charCodeAt(0) - firstByte);
}

/** A path as a person is told it, and as it is kept: such bytes as `\xff`, and in a path that has any, backslashes twice. */
export function toldPath(path: string): string {
  if (path.isWellFormed()) return path;
  return [...path]
    .map((each) => {
      if (!isByte(each)) return each === '\\' ? '\\\\' : each;
      return `\\x${(byteOf(each)[0] as number).toString(16)}`;
    })
    .join('')
    .toWellFormed();
}

function isByte(character: string): boolean {
  return /^[\udc80-\udcff]$/.test(character);
}
