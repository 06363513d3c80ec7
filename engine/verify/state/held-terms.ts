import { createHash } from 'node:crypto';
import { prepared, type ReadableDb } from '../../case/database.ts';

/** Codes whose terms are looked up and hashed at once: whole bytes of bits. */
const codesAtOnce = 256;
const bytesAtOnce = codesAtOnce / 8;

/**
 * The terms that records of a case have, as digests. Of most sources the same are asked for again and again, a few more each time: what is
 * known of some that are near each other is not looked up again.
 */
export class HeldTerms {
  private readonly db: ReadableDb;
  /** By column, codes and bits. */
  private readonly known = new Map<string, string>();

  constructor(db: ReadableDb) {
    this.db = db;
  }

  /** SHA-256, hex, of what the case file holds of codes and their terms. @param terms by column, the codes as bits */
  digest(terms: Readonly<Record<string, Uint8Array>>): string {
    const hash = createHash('sha256');
    for (const column of Object.keys(terms).sort()) {
      const bits = terms[column] as Uint8Array;
      for (let at = 0; at < bits.length; at += bytesAtOnce)
        hash.update(this.some(column, at * 8, bits.subarray(at, at + bytesAtOnce)));
    }
    return hash.digest('hex');
  }

  private some(column: string, from: number, bits: Uint8Array): string {
    const key = `${column} ${from} ${Buffer.from(bits).toString('latin1')}`;
    const digest = this.known.get(key) ?? this.lookUp(column, from, bits);
    this.known.set(key, digest);
    return digest;
  }

  private lookUp(column: string, from: number, bits: Uint8Array): string {
    const values = new Map(
      prepared<[string, number, number], [code: number, value: string]>(
        this.db,
        'SELECT code, value FROM term WHERE column = ? AND code >= ? AND code < ?',
      )
        .raw()
        .all(column, from, from + codesAtOnce),
    );
    const held: [string, number, string | null][] = [];
    for (let n = 0; n < bits.length * 8; n++) {
      if (((bits[n >>> 3] as number) & (1 << (n & 7))) === 0) continue;
      held.push([column, from + n, values.get(from + n) ?? null]);
    }
    return createHash('sha256').update(JSON.stringify(held)).digest('hex');
  }
}
