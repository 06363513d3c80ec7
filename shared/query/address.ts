/** An IP address by its bits; an IPv4-mapped IPv6 address (RFC 4291 section 2.5.5.2) is the IPv4 address that it maps. */
export interface Address {
  readonly family: 4 | 6;
  readonly bits: bigint;
}

/** The addresses whose first `length` bits are those of `first`. */
export interface Network {
  readonly first: Address;
  readonly length: number;
}

const width = { 4: 32, 6: 128 } as const;
const mapped = 0xffffn << 32n;

/** Null for what is no address. A zone (`fe80::1%eth0`, RFC 4007) is left out of it. */
export function readAddress(text: string): Address | null {
  if (text.length > 64) return null;
  const v4 = readV4(text);
  if (v4 !== null) return { family: 4, bits: v4 };
  const bits = readV6(text.replace(/%[^%/]+$/, ''));
  if (bits === null) return null;
  return bits >> 32n === mapped >> 32n ? { family: 4, bits: bits & 0xffff_ffffn } : { family: 6, bits };
}

/** `203.0.113.0/24` (RFC 4632) or `2001:db8::/32` (RFC 4291); bits of it beyond the prefix do not count. */
export function readNetwork(text: string): Network | null {
  const [, address = '', digits = ''] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  const found = readAddress(address);
  if (found === null) return null;
  // A mapped prefix counts from the first of the 128 bits, as it is written.
  const length = Number(digits) - (found.family === 4 && address.includes(':') ? 96 : 0);
  if (length < 0 || length > width[found.family]) return null;
  const rest = BigInt(width[found.family] - length);
  return { first: { family: found.family, bits: (found.bits >> rest) << rest }, length };
}

export function printNetwork({ first, length }: Network): string {
  return `${printAddress(first)}/${length}`;
}

export function isInNetwork({ family, bits }: Address, { first, length }: Network): boolean {
  const rest = BigInt(width[family] - length);
  return family === first.family && bits >> rest === first.bits >> rest;
}

/** Four decimal numbers; leading zeros, which some read as octal, are no address. */
function readV4(text: string): bigint | null {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256))
    return null;
  return parts.reduce((bits, part) => (bits << 8n) | BigInt(part), 0n);
}

function readV6(text: string): bigint | null {
  const [head = '', tail, more] = text.split('::');
  if (more !== undefined) return null;
  const before = groupsOf(head, tail === undefined);
  const after = groupsOf(tail ?? '', true);
  if (before === null || after === null) return null;
  const missing = 8 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return null;
  return [...before, ...Array<number>(missing).fill(0), ...after].reduce(
    (bits, group) => (bits << 16n) | BigInt(group),
    0n,
  );
}

/** Groups of 16 bits; the last 32 may be written as an IPv4 address where the text `ends` the whole. */
function groupsOf(text: string, ends: boolean): number[] | null {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [i, part] of parts.entries()) {
    if (/^[\da-f]{1,4}$/i.test(part)) {
      groups.push(Number.parseInt(part, 16));
      continue;
    }
    const v4 = ends && i === parts.length - 1 ? readV4(part) : null;
    if (v4 === null) return null;
    groups.push(Number(v4 >> 16n), Number(v4 & 0xffffn));
  }
  return groups;
}

/** RFC 5952 section 4: lower case, the longest run of zero groups as `::`, the first of equally long ones. */
function printAddress({ family, bits }: Address): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => (bits >> shift) & 0xffn).join('.');
  const groups = Array.from({ length: 8 }, (_, i) => Number((bits >> BigInt(112 - 16 * i)) & 0xffffn));
  const hex = groups.map((group) => group.toString(16)).join(':');
  const runs = hex.match(/\b0(?::0)+\b/g) ?? [];
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), '');
  if (longest === '') return hex;
  const at = hex.search(new RegExp(`(?<![^:])${longest}(?![^:])`));
  return `${hex.slice(0, at).replace(/:$/, '')}::${hex.slice(at + longest.length).replace(/^:/, '')}`;
}
