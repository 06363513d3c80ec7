import { fromBase64, fromHex, toBase64, toHex } from '../bytes/encoding.ts';
import type { Output } from './profile.ts';

/** How a digest is spelled, and how long it is. */
export interface DigestShape extends Output {
  readonly bytes: number;
}

/** A prefix such as `sha256:`, `hmac-sha256=` or `0x`: letters, digits and a few signs, never a digest itself. */
const prefixed = /^((?:(?:hmac[-_]?)?sha-?(?:2-)?(?:256|384|512)[:=-]|0x)?)(.*)$/is;
/** Of SHA-256, SHA-384 and SHA-512. */
const hexLengths: Readonly<Record<number, number>> = { 64: 32, 96: 48, 128: 64 };
const base64Lengths: Readonly<Record<number, number>> = { 43: 32, 44: 32, 64: 48, 86: 64, 88: 64 };
const longestText = 160;

/** The shape of a text that may be a digest; null for any other text. */
export function digestShape(text: string): DigestShape | null {
  if (text.length > longestText) return null;
  const [, prefix = '', body = ''] = prefixed.exec(text) ?? [];
  const asHex = hexLengths[body.length];
  if (asHex !== undefined && /^[0-9a-f]+$/i.test(body)) {
    const isUpper = /[A-F]/.test(body) && !/[a-f]/.test(body);
    return { encoding: isUpper ? 'hex-upper' : 'hex', prefix, bytes: asHex };
  }
  const bytes = base64Lengths[body.length];
  if (bytes === undefined || bytesOfBase64(body)?.length !== bytes) return null;
  return { encoding: base64Encoding(body), prefix, bytes };
}

/** Without a character that only one alphabet has, an unpadded digest is taken for base64url, which is more common. */
function base64Encoding(body: string): Output['encoding'] {
  const isUrl = /[-_]/.test(body);
  if (body.endsWith('=')) return isUrl ? 'base64url-padded' : 'base64';
  if (isUrl) return 'base64url';
  if (body.length % 4 === 0) return 'base64';
  return /[+/]/.test(body) ? 'base64-unpadded' : 'base64url';
}

/** Whether a text tells of the spelling of digests at its place what the one before, of the shape `known`, did not. */
export function tellsMore(shape: DigestShape | null, known: DigestShape): shape is DigestShape {
  if (shape?.bytes !== known.bytes) return false;
  if (known.encoding === 'base64') return shape.encoding.startsWith('base64url');
  return known.encoding === 'base64url' && shape.encoding === 'base64-unpadded';
}

/** Whether a text is all zeros, which means that no entry comes before the first. */
export function isZeros(text: string): boolean {
  const [, , body = ''] = prefixed.exec(text) ?? [];
  return /^0+$/.test(body);
}

/** The bytes of a digest, from hex of either case or from base64 of either alphabet, with or without padding. */
export function digestOf(text: string, { encoding, prefix }: Output): Uint8Array | null {
  if (!text.startsWith(prefix)) return null;
  const body = text.slice(prefix.length);
  return encoding.startsWith('hex') ? fromHex(body.toLowerCase()) : bytesOfBase64(body);
}

function bytesOfBase64(body: string): Uint8Array | null {
  const standard = /[-_]/.test(body) ? body.replaceAll('-', '+').replaceAll('_', '/') : body;
  return fromBase64(standard.padEnd(Math.ceil(standard.length / 4) * 4, '='));
}

/** A digest as the profile spells it. */
export function digestText(digest: Uint8Array, { encoding, prefix }: Output): string {
  if (encoding === 'hex') return prefix + toHex(digest);
  if (encoding === 'hex-upper') return prefix + toHex(digest).toUpperCase();
  const text = toBase64(digest);
  if (encoding === 'base64') return prefix + text;
  if (encoding === 'base64-unpadded') return prefix + text.replace(/=+$/, '');
  const url = text.replaceAll('+', '-').replaceAll('/', '_');
  return prefix + (encoding === 'base64url' ? url.replace(/=+$/, '') : url);
}

/** The lengths of SHA-256, SHA-384 and SHA-512: whatever decodes to another length, as a word may, is not a digest. */
const digestLengths: ReadonlySet<number> = new Set([32, 48, 64]);

const lowerHex = /^[0-9a-f]{64}$/;

/**
 * One spelling for all texts of the same digest: the case of hex, a prefix and padding make no difference. A text
 * that is no digest stays as it is.
 */
export function oneSpelling(text: string, output: Output): string {
  if (output.prefix === '' && output.encoding === 'hex' && lowerHex.test(text)) return text;
  const digest = digestOf(text, output) ?? digestOf(output.prefix + text, output);
  return digest !== null && digestLengths.has(digest.length) ? digestText(digest, output) : text;
}
