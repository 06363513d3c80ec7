import { fromBase64, fromHex, toBase64, toHex } from '../bytes/encoding.ts';
import type { Output } from './profile.ts';

/** How a digest is spelled, and how long it is. */
export interface DigestShape extends Output {
  readonly bytes: number;
}

/** `sha256:`, `hmac-sha256=`, `0x`: letters, digits and few signs, never a digest itself. */
const prefixed = /^((?:(?:hmac[-_]?)?sha-?(?:2-)?(?:256|384|512)[:=-]|0x)?)(.*)$/is;
/** Of SHA-256, SHA-384 and SHA-512. */
const hexLengths: Readonly<Record<number, number>> = { 64: 32, 96: 48, 128: 64 };
const base64Lengths: Readonly<Record<number, number>> = { 43: 32, 44: 32, 64: 48, 86: 64, 88: 64 };
const longestText = 160;

/** The shape of a text that may be a digest; null of any other. */
export function digestShape(text: string): DigestShape | null {
  if (text.length > longestText) return null;
  const [, prefix = '', body = ''] = prefixed.exec(text) ?? [];
  const asHex = hexLengths[body.length];
  if (asHex !== undefined && /^[0-9a-f]+$/i.test(body)) {
    return { encoding: 'hex', prefix, bytes: asHex };
  }
  const bytes = base64Lengths[body.length];
  if (bytes === undefined) return null;
  for (const encoding of ['base64', 'base64url'] as const) {
    if (digestOf(text, { encoding, prefix })?.length === bytes) return { encoding, prefix, bytes };
  }
  return null;
}

/** Whether a text is zeros, which stand for what is before the first entry. */
export function isZeros(text: string): boolean {
  const [, , body = ''] = prefixed.exec(text) ?? [];
  return /^0+$/.test(body);
}

/** The bytes that a text states as its digest, in hex of either case; null where it is spelled in another way. */
export function digestOf(text: string, { encoding, prefix }: Output): Uint8Array | null {
  if (!text.startsWith(prefix)) return null;
  const body = text.slice(prefix.length);
  if (encoding === 'hex') return fromHex(body.toLowerCase());
  if (encoding === 'base64') return fromBase64(body);
  if (!/^[A-Za-z0-9_-]*={0,2}$/.test(body)) return null;
  const bare = body.replace(/=+$/, '').replaceAll('-', '+').replaceAll('_', '/');
  return fromBase64(bare.padEnd(Math.ceil(bare.length / 4) * 4, '='));
}

/** A digest as the profile spells it. */
export function digestText(digest: Uint8Array, { encoding, prefix }: Output): string {
  if (encoding === 'hex') return prefix + toHex(digest);
  const text = toBase64(digest);
  if (encoding === 'base64') return prefix + text;
  return prefix + text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

const lowerHex = /^[0-9a-f]{64}$/;

/**
 * One spelling for all that state the same digest: letter case of hex does not count, nor whether a prefix is written, nor padding.
 * What is no digest stays as it is.
 */
export function oneSpelling(text: string, output: Output): string {
  if (output.prefix === '' && output.encoding === 'hex' && lowerHex.test(text)) return text;
  const digest = digestOf(text, output) ?? digestOf(output.prefix + text, output);
  return digest === null || digest.length === 0 ? text : digestText(digest, output);
}
