import { utf8 } from '../bytes/encoding.ts';
import { type Digest, digestLength } from './digest.ts';
import { leafHash } from './merkle.ts';

/** Bytes of a leaf's salt. */
const saltLength = 16;
const countLength = 8;

/** The leaf of one entry in its source's tree: RFC 6962 leaf hash over `salt || content`. */
export function entryLeaf(digest: Digest, salt: Uint8Array, content: Uint8Array): Uint8Array {
  // Its prefix 0x00 stands in front already: there are millions.
  const input = new Uint8Array(1 + saltLength + digestLength);
  input.set(salt, 1);
  input.set(content, 1 + saltLength);
  return digest.sha256(input);
}

/** What a key tree says of one value. */
export interface KeyLeaf {
  readonly salt: Uint8Array;
  readonly value: string;
  /** How many entries of the source carry the value. */
  readonly count: number;
  /** RFC 6962 root over the leaves of those entries, in source order. */
  readonly subtreeRoot: Uint8Array;
}

/**
 * The leaf of one value in a key tree: RFC 6962 leaf hash over `salt (16) || SHA-256(value, UTF-8) || count (8 bytes,
 * big-endian) || subtree root`.
 */
export function keyLeaf(digest: Digest, { salt, value, count, subtreeRoot }: KeyLeaf): Uint8Array {
  const data = new Uint8Array(saltLength + digestLength + countLength + digestLength);
  data.set(salt);
  data.set(digest.sha256(utf8(value)), saltLength);
  new DataView(data.buffer).setBigUint64(saltLength + digestLength, BigInt(count));
  data.set(subtreeRoot, saltLength + digestLength + countLength);
  return leafHash(digest, data);
}
