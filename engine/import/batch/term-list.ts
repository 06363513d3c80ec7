import type { CodedColumn } from '../../case/schema.ts';

/** Terms of one column, in memory that threads share, so that a large dictionary is neither copied nor makes objects in each. */
export interface PackedTerms {
  readonly count: number;
  /** UTF-8, one behind the other. */
  readonly bytes: Uint8Array<SharedArrayBuffer>;
  /** Where each ends; it begins where the one before it ends. */
  readonly ends: Uint32Array<SharedArrayBuffer>;
  /** By term; null where every code is the term's number, as of all that Casebound writes. */
  readonly codes: readonly number[] | null;
}

/** The terms of a case, by column, as they cross to a thread. */
export type KnownTerms = Partial<Record<CodedColumn, PackedTerms>>;

const firstBytes = 1 << 8;
const firstTerms = 1 << 4;

/** Terms that are added one after the other; what `packed` gave before stays as it was. */
export class TermList {
  private count = 0;
  private bytes = Buffer.from(new SharedArrayBuffer(firstBytes));
  private ends = new Uint32Array(new SharedArrayBuffer(4 * firstTerms));
  private codes: number[] | null = null;

  get packed(): PackedTerms {
    const { count, bytes, ends, codes } = this;
    const view = new Uint8Array(bytes.buffer as unknown as SharedArrayBuffer);
    return { count, bytes: view, ends, codes: codes && [...codes] };
  }

  add(code: number, value: string): void {
    const { count } = this;
    const start = count === 0 ? 0 : (this.ends[count - 1] as number);
    // A UTF-16 code unit needs at most three bytes of UTF-8.
    this.reserve(start + value.length * 3);
    this.ends[count] = start + this.bytes.write(value, start, 'utf8');
    if (code !== count) this.codes ??= Array.from({ length: count }, (_, n) => n);
    this.codes?.push(code);
    this.count++;
  }

  private reserve(length: number): void {
    if (length > this.bytes.length) {
      const larger = Buffer.from(new SharedArrayBuffer(Math.max(length, 2 * this.bytes.length)));
      this.bytes.copy(larger);
      this.bytes = larger;
    }
    if (this.count === this.ends.length) {
      const larger = new Uint32Array(new SharedArrayBuffer(8 * this.count));
      larger.set(this.ends);
      this.ends = larger;
    }
  }
}

export function packedTerms(terms: Iterable<readonly [code: number, value: string]>): PackedTerms {
  const list = new TermList();
  for (const [code, value] of terms) list.add(code, value);
  return list.packed;
}

/** Where term number `n` begins. */
export function startOf({ ends }: Pick<PackedTerms, 'ends'>, n: number): number {
  return n === 0 ? 0 : (ends[n - 1] as number);
}
