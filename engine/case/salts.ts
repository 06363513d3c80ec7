import { createCipheriv, hkdfSync } from 'node:crypto';

/** Bytes of a salt, and of an AES block. */
export const saltLength = 16;

/** What salts are derived for; each has a key of its own. */
export type SaltPurpose = 'entry' | 'case_id-tree' | 'image_id-tree';

/**
 * The salts of one source: salt n is AES-256 (FIPS 197) of the 16-byte big-endian counter n, under a key derived from
 * the source's secret by HKDF-SHA-256 (RFC 5869). That is the CTR key stream of NIST SP 800-38A from counter n on, so
 * any salt is had without those before it, and nobody without the secret can tell one from random.
 */
export class Salts {
  private readonly key: Buffer;

  /** `secret`: 32 random bytes, kept in the case file alone. */
  constructor(secret: Uint8Array, purpose: SaltPurpose) {
    this.key = Buffer.from(hkdfSync('sha256', secret, new Uint8Array(0), `casebound/salt/${purpose}`, 32));
  }

  /** The salts `first` to `first + count - 1`, one after the other. */
  range(first: number, count: number): Buffer {
    const counter = Buffer.alloc(saltLength);
    counter.writeBigUInt64BE(BigInt(first), 8);
    return createCipheriv('aes-256-ctr', this.key, counter).update(Buffer.alloc(count * saltLength));
  }

  at(index: number): Buffer {
    return this.range(index, 1);
  }
}
