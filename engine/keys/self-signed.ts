import { createPublicKey, hash, type KeyObject, randomBytes } from 'node:crypto';
import {
  bits,
  context,
  integer,
  octets,
  oid,
  sequence,
  set,
  time,
  utf8String,
  yes,
} from '../../shared/bytes/der.ts';
import { ecdsaAlgorithm } from '../../shared/seal/ecdsa.ts';
import { p256Signer } from './p256.ts';

/** Ten years: a key should be replaced by then, and what it sealed is carried further by timestamps. */
const years = 10;
/** It holds from the day before: the clock of the computer that seals may be behind. */
const clockTolerance = 24 * 3600 * 1000;
const version3 = 2;

/**
 * A certificate (RFC 5280) for a P-256 key that nobody but the key itself vouches for: for signing, and not for vouching
 * for others.
 *
 * @param name its common name
 */
export function selfSigned(privateKey: KeyObject, name: string, now: Date): Uint8Array<ArrayBuffer> {
  const from = new Date(now.getTime() - clockTolerance);
  const until = new Date(now);
  until.setUTCFullYear(now.getUTCFullYear() + years);
  const names = sequence(set(sequence(oid('2.5.4.3'), utf8String(name))));
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const tbs = sequence(
    context(0, integer(version3)),
    integer(serialNumber()),
    ecdsaAlgorithm,
    names,
    sequence(time(from), time(until)),
    names,
    publicKey,
    context(3, sequence(...extensions(publicKey))),
  );
  return sequence(tbs, ecdsaAlgorithm, bits(p256Signer(privateKey)(tbs)));
}

/** RFC 5280 section 4.1.2.2: positive, at most 20 bytes. */
function serialNumber(): Uint8Array {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] as number) & 0x7f) | 0x40;
  return bytes;
}

function extensions(publicKey: Uint8Array): Uint8Array[] {
  const keyId = hash('sha256', publicKey, 'buffer').subarray(0, 20);
  return [
    // Basic constraints: no authority.
    sequence(oid('2.5.29.19'), yes, octets(sequence())),
    // Key usage: digital signature and non-repudiation, the first two bits of a string of which six are not used.
    sequence(oid('2.5.29.15'), yes, octets(Uint8Array.of(0x03, 0x02, 0x06, 0xc0))),
    // Subject key identifier.
    sequence(oid('2.5.29.14'), octets(octets(keyId))),
  ];
}
