/**
 * Writes DER (ITU-T X.690): whatever is signed or compared byte for byte is encoded here, in its only valid form.
 * asn1js does the reading.
 */
import { concat, utf8 } from './encoding.ts';

const tags = {
  boolean: 0x01,
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  nothing: 0x05,
  oid: 0x06,
  utf8: 0x0c,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
  /** Context-specific and constructed: `[n]`. */
  context: 0xa0,
} as const;

type Bytes = Uint8Array<ArrayBuffer>;

export function sequence(...parts: readonly Uint8Array[]): Bytes {
  return tagged(tags.sequence, concat(...parts));
}

/** The caller passes the parts in the order that DER requires of a SET OF (X.690 section 11.6). */
export function set(...parts: readonly Uint8Array[]): Bytes {
  return tagged(tags.set, concat(...parts));
}

/** `[number]` around parts: EXPLICIT of one, or IMPLICIT of what a sequence or a set holds. */
export function context(number: number, ...parts: readonly Uint8Array[]): Bytes {
  return tagged(tags.context | number, concat(...parts));
}

export function octets(content: Uint8Array): Bytes {
  return tagged(tags.octets, content);
}

/** A whole number of bytes. */
export function bits(content: Uint8Array): Bytes {
  return tagged(tags.bits, concat(Uint8Array.of(0), content));
}

/** A non-negative integer, big-endian or as a number below 2^31. */
export function integer(value: number | Uint8Array): Bytes {
  const bytes = typeof value === 'number' ? numberBytes(value) : value;
  let from = 0;
  while (from < bytes.length - 1 && bytes[from] === 0) from++;
  const magnitude = bytes.subarray(from);
  // A leading bit would be a sign: a zero byte goes before it.
  const sign = (magnitude[0] ?? 0) >= 0x80 ? Uint8Array.of(0) : new Uint8Array(0);
  return tagged(tags.integer, concat(sign, magnitude));
}

function numberBytes(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

export const nothing: Uint8Array = tagged(tags.nothing, new Uint8Array(0));

export const yes: Uint8Array = tagged(tags.boolean, Uint8Array.of(0xff));

/** Dotted: `1.2.840.10045.4.3.2`. */
export function oid(dotted: string): Bytes {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return tagged(tags.oid, Uint8Array.from([first * 40 + second, ...rest].flatMap(arc)));
}

/** X.690 section 8.19.2: base 128, every byte but the last with its high bit set. */
function arc(value: number): number[] {
  const digits = [value % 128];
  for (let left = Math.floor(value / 128); left > 0; left = Math.floor(left / 128))
    digits.unshift((left % 128) | 0x80);
  return digits;
}

export function utf8String(text: string): Bytes {
  return tagged(tags.utf8, utf8(text));
}

/** RFC 5280 section 4.1.2.5: to the second, in UTC; in two digits of the year until 2049. */
export function time(at: Date): Bytes {
  const digits = at
    .toISOString()
    .replace(/\.\d+Z$/, '')
    .replace(/\D/g, '');
  return at.getUTCFullYear() < 2050
    ? tagged(tags.utcTime, utf8(`${digits.slice(2)}Z`))
    : tagged(tags.generalizedTime, utf8(`${digits}Z`));
}

function tagged(tag: number, content: Uint8Array): Bytes {
  return concat(Uint8Array.of(tag, ...lengthBytes(content.length)), content);
}

/** X.690 section 8.1.3, in as few bytes as it takes. */
function lengthBytes(length: number): number[] {
  if (length < 0x80) return [length];
  const bytes: number[] = [];
  for (let left = length; left > 0; left = Math.floor(left / 256)) bytes.unshift(left % 256);
  return [0x80 | bytes.length, ...bytes];
}
