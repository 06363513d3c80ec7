import { utf8 } from './encoding.ts';

/** How characters can be encoded. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

const lenient = new TextDecoder('utf-8', { ignoreBOM: true });
/** Code units converted at once: a call takes a limited number of arguments. */
const unitsAtOnce = 0x2000;

/**
 * The text of some bytes. Invalid UTF-8 becomes U+FFFD. In UTF-16 every code unit is kept, lone surrogates included,
 * and an odd byte at the end becomes U+FFFD.
 */
export function decodeText(encoding: Encoding, bytes: Uint8Array): string {
  if (encoding === 'utf-8') return lenient.decode(bytes);
  const low = encoding === 'utf-16le' ? 0 : 1;
  const high = 1 - low;
  const units = new Uint16Array(bytes.length >> 1);
  for (let i = 0; i < units.length; i++) {
    units[i] = (bytes[2 * i + low] as number) | ((bytes[2 * i + high] as number) << 8);
  }
  let text = '';
  for (let i = 0; i < units.length; i += unitsAtOnce) {
    text += String.fromCharCode(...units.subarray(i, i + unitsAtOnce));
  }
  return bytes.length % 2 === 0 ? text : `${text}\ufffd`;
}

/** The bytes of a text, without a byte order mark. Lone surrogates stay what they are in UTF-16 and are U+FFFD in UTF-8. */
export function encodeText(encoding: Encoding, text: string): Uint8Array<ArrayBuffer> {
  if (encoding === 'utf-8') return utf8(text);
  const low = encoding === 'utf-16le' ? 0 : 1;
  const bytes = new Uint8Array(2 * text.length);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    bytes[2 * i + low] = unit & 0xff;
    bytes[2 * i + 1 - low] = unit >> 8;
  }
  return bytes;
}
