/** What a timestamp authority is asked (RFC 3161 section 2.4.1), wholly determined by the seal, so that each byte counts. */
import { integer, nothing, octets, oid, sequence, yes } from '../bytes/der.ts';
import { concat } from '../bytes/encoding.ts';
import type { Digest } from '../proof/digest.ts';

const version = 1;
/** With the parameters that OpenSSL writes: some authorities compare. */
const sha256Algorithm = sequence(oid('2.16.840.1.101.3.4.2.1'), nothing);
/** In bytes. Some authorities take no nonce of more than 64 bits. */
const nonceLength = 8;

/**
 * @param message what is to be timestamped
 * @param signature of the same message: nobody can know the nonce before the seal is made
 */
export function timestampRequest(
  digest: Digest,
  message: Uint8Array,
  signature: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const imprint = sequence(sha256Algorithm, octets(digest.sha256(message)));
  return sequence(integer(version), imprint, nonce(digest, signature), yes);
}

/** The INTEGER of a request's nonce, which the answer must repeat. */
export function nonce(digest: Digest, signature: Uint8Array): Uint8Array {
  return integer(concat(digest.sha256(signature).subarray(0, nonceLength)));
}
