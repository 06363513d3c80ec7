import { equalBytes } from '../bytes/encoding.ts';
import { readSpelled } from '../bytes/spelled-hex.ts';
import { type Digest, type DigestStream, digestLength } from '../proof/digest.ts';
import type { TreeHead } from '../seal/checkpoint.ts';
import { InclusionChecker } from './inclusion.ts';
import { TextLines } from './text-lines.ts';

/**
 * One hash over which leaf stands at which place in which source's tree, for all records in their order. Other leaves, or
 * the same ones in another order, give another hash. So one thread can go through the index and another through the
 * proofs, and all that they have to compare is this.
 */
export interface ProvenLeaves {
  readonly count: number;
  readonly sha256: Uint8Array;
}

const lineLimit = 1 << 20;
/** A row: two numbers of eight bytes each, and a hash. */
const rowLength = 16 + digestLength;
const rowsAtOnce = 1 << 10;

/** Hashes leaves as rows: source, ordinal, leaf. The first leaf of a source is preceded by a row with its tree's head. */
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

  /** @param head the head of the source's tree */
  add(source: number, { size, root }: TreeHead, ordinal: number, leaf: Uint8Array): void {
    if (source !== this.source) this.row(source, size, root);
    this.source = source;
    this.row(source, ordinal, leaf);
    this.count++;
  }

  /** To be called once, after the last leaf. */
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
 * What the lines of `verification/proofs/proofs.jsonl` prove under the sources' tree heads. Null if any line is not,
 * spelled as sealing spells it, a proof of its leaf, or if anything follows the last line. All of it may come from an attacker.
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
    // There are millions of lines: `await` is for those that are not at hand.
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

/** Whole numbers in the one spelling that JSON.stringify gives them. */
const placeForm = /^\{"source":([1-9]\d{0,15}),"ordinal":(0|[1-9]\d{0,15}),"leaf":"/;

function checkerOf(digest: Digest, source: number, { size, root }: TreeHead): InclusionChecker {
  return new InclusionChecker(digest, source, size, root);
}

export function areSame(some: ProvenLeaves, others: ProvenLeaves): boolean {
  return some.count === others.count && equalBytes(some.sha256, others.sha256);
}
