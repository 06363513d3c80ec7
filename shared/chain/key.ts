import { fromBase64, fromHex, fromUtf8 } from '../bytes/encoding.ts';

/** How the bytes of a key were read from the input. */
export type KeyForm = 'hex' | 'base64' | 'raw';

export interface ChainKey {
  readonly form: KeyForm;
  readonly bytes: Uint8Array;
}

/** Longer input is not a key: its hash would be used anyway (RFC 2104 section 3). */
export const keyLimit = 4096;

/**
 * The ways of reading a key from a file or from what a person typed, the likeliest first: 64 hex digits, and any hex
 * after `0x`, are bytes; other text is base64 if it decodes, otherwise itself, without a final line ending. Hex may
 * be separated by blanks, colons and line endings; base64 may span several lines.
 */
export function keyReadings(given: Uint8Array): ChainKey[] {
  const text = textOf(given);
  const readings: ChainKey[] = [];
  const add = (form: KeyForm, bytes: Uint8Array | null) => {
    const isNew = bytes !== null && !readings.some((each) => isSame(each.bytes, bytes));
    if (isNew && bytes.length > 0) readings.push({ form, bytes });
  };
  if (text === null) {
    add('raw', given);
    return readings;
  }
  const line = text.replace(/\r?\n$/, '');
  const bare = line.trim();
  const hex = fromSpacedHex(bare);
  const isLikelyHex = hex?.length === 32 || /^0x/i.test(bare);
  if (isLikelyHex) add('hex', hex);
  add('base64', fromAnyBase64(bare.replace(/\s*\n\s*/g, '')));
  add('raw', new TextEncoder().encode(line));
  // Tried only if nothing else fits: hex of another length, or a file that includes its final line ending.
  add('hex', hex);
  if (bare !== '') {
    add('raw', new TextEncoder().encode(bare));
    add('raw', given);
  }
  return readings;
}

/** UTF-8, or UTF-16 that says so, as some shells write files; without a byte order mark. Null where it is no text. */
function textOf(given: Uint8Array): string | null {
  const [first, second] = given;
  const isBig = first === 0xfe && second === 0xff;
  if (given.length % 2 === 1 || !(isBig || (first === 0xff && second === 0xfe)))
    return fromUtf8(given)?.replace(/^\uFEFF/, '') ?? null;
  try {
    return new TextDecoder(isBig ? 'utf-16be' : 'utf-16le', { fatal: true }).decode(given);
  } catch {
    return null;
  }
}

function fromSpacedHex(text: string): Uint8Array | null {
  return fromHex(
    text
      .replace(/^0x/i, '')
      .replace(/[\s:]+/g, '')
      .toLowerCase(),
  );
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, n) => byte === b[n]);
}

function fromAnyBase64(text: string): Uint8Array | null {
  const standard = text.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
  return fromBase64(standard.padEnd(Math.ceil(standard.length / 4) * 4, '='));
}
