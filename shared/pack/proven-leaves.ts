import { equalBytes } from '../bytes/encoding.ts';
import { readSpelled } from '../bytes/spelled-hex.ts';
import { type Digest, type DigestStream, digestLength } from '../proof/digest.ts';
import type { TreeHead } from '../seal/checkpoint.ts';
import { InclusionChecker } from './inclusion.ts';
import { TextLines } from './text-lines.ts';

/**
 * Which leaf stands at which place of which source's tree, of all records in their order, as one hash: of others, or in another order, it
 * is another. So one thread can go through the index and another through the proofs, and only this has to agree.
 */
export interface ProvenLeaves {
  readonly count: number;
  readonly sha256: Uint8Array;
}

const lineLimit = 1 << 20;
/** Two numbers of eight bytes, and a hash. */
const rowLength = 16 + digestLength;
const rowsAtOnce = 1 << 10;

/** Sums leaves up. Where the source changes, a row with the head of its tree goes before that of the leaf. */
export class LeafSum {
  private readonly stream: DigestStream;
  private readonly rows = new Uint8Array(rowsAtOnce * rowLength);
  private readonly numbers = new DataView(this.rows.buffer);
  private filled = 0;
  private source = 0;
  private count = 0;

  constructor(digest: Digest) {
    this.stream = digest.sha256Stream();
  }

  /** `head`: of the source's tree. */
  add(source: number, { size, root }: TreeHead, ordinal: number, leaf: Uint8Array): void {
    if (source !== this.source) this.row(source, size, root);
    this.source = source;
    this.row(source, ordinal, leaf);
    this.count++;
  }

  /** Once. */
  finish(): ProvenLeaves {
    this.flush();
    return { count: this.count, sha256: this.stream.finish() };
  }

  private row(source: number, number: number, hash: Uint8Array): void {
    if (this.filled === this.rows.length) this.flush();
    this.numbers.setFloat64(this.filled, source);
    this.numbers.setFloat64(this.filled + 8, number);
    this.rows.set(hash, this.filled + 16);
    this.filled += rowLength;
  }

  private flush(): void {
    this.stream.update(this.rows.subarray(0, this.filled));
    this.filled = 0;
  }
}

/**
 * What the lines of `verification/proofs/proofs.jsonl` prove, under these tree heads by source; null where one of them proves nothing at
 * once, whatever the reason, or where anything stands behind the last. All may come from an attacker.
 */
export async function provenLeaves(
  digest: Digest,
  pieces: AsyncIterable<Uint8Array>,
  heads: ReadonlyMap<number, TreeHead>,
): Promise<ProvenLeaves | null> {
  const lines = new TextLines(pieces);
  const sum = new LeafSum(digest);
  const checkers = new Map<number, InclusionChecker>();
  const leaf = new Uint8Array(digestLength);
  for (;;) {
    // There are millions of lines: what is at hand is not waited for.
    const next = lines.line(lineLimit);
    const text = next instanceof Promise ? await next : next;
    if (text === null) return (await lines.done()) ? sum.finish() : null;
    const bytes = lines.bytes();
    const [beginning, source, ordinal] = placeForm.exec(text) ?? [];
    if (beginning === undefined || !readSpelled(bytes, beginning.length, leaf)) return null;
    const head = heads.get(Number(source));
    if (head === undefined) return null;
    const checker = checkers.get(Number(source)) ?? checkerOf(digest, Number(source), head);
    checkers.set(Number(source), checker);
    if (!checker.holds({ text, bytes }, Number(ordinal), leaf)) return null;
    sum.add(Number(source), head, Number(ordinal), leaf);
  }
}

/** Numbers as JSON spells whole ones. */
const placeForm = /^\{"source":([1-9]\d{0,15}),"ordinal":(0|[1-9]\d{0,15}),"leaf":"/;

function checkerOf(digest: Digest, source: number, { size, root }: TreeHead): InclusionChecker {
  return new InclusionChecker(digest, source, size, root);
}

export function areSame(some: ProvenLeaves, others: ProvenLeaves): boolean {
  return some.count === others.count && equalBytes(some.sha256, others.sha256);
}
