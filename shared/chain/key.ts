import { fromBase64, fromHex, fromUtf8 } from '../bytes/encoding.ts';

/** How the bytes of a key were taken from what was given. */
export type KeyForm = 'hex' | 'base64' | 'raw';

export interface ChainKey {
  readonly form: KeyForm;
  readonly bytes: Uint8Array;
}

/** Longer ones are no keys: a hash of them would be used anyway (RFC 2104 section 3). */
export const keyLimit = 4096;

/**
 * The ways to take what a file or a person gave for a key, the likeliest first: 64 hex digits are 32 bytes; other text is
 * base64 where it decodes, otherwise itself, without the line ending at its end.
 */
export function keyReadings(given: Uint8Array): ChainKey[] {
  const text = fromUtf8(given);
  const readings: ChainKey[] = [];
  const add = (form: KeyForm, bytes: Uint8Array | null) => {
    if (bytes !== null && bytes.length > 0) readings.push({ form, bytes });
  };
  if (text === null) {
    add('raw', given);
    return readings;
  }
  const line = text.replace(/\r?\n$/, '');
  const bare = line.trim();
  if (/^[0-9a-f]{64}$/i.test(bare)) add('hex', fromHex(bare.toLowerCase()));
  add('base64', fromAnyBase64(bare));
  add('raw', new TextEncoder().encode(line));
  // Only tried where nothing else fits: hex of another length, or a file that was meant with its line ending.
  if (/^(?:[0-9a-f]{2})+$/i.test(bare) && bare.length !== 64) add('hex', fromHex(bare.toLowerCase()));
  if (line !== text && line !== '') add('raw', given);
  return readings;
}

function fromAnyBase64(text: string): Uint8Array | null {
  const standard = text.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
  return fromBase64(standard.padEnd(Math.ceil(standard.length / 4) * 4, '='));
}
