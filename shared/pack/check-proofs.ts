import { fromHex, toHex } from '../bytes/encoding.ts';
import type { Digest } from '../proof/digest.ts';
import { verifyInclusion } from '../proof/merkle.ts';
import type { Checkpoint } from '../seal/checkpoint.ts';
import type { EntryFindings } from './entry-findings.ts';
import { InclusionChecker, type SpelledLine } from './inclusion.ts';
import type { AnyIndexLine } from './lines.ts';
import { parseProofLine } from './proof-line.ts';

/** Whether each entry's leaf has its place under the checkpoint of its source. */
export class ProofCheck {
  private readonly digest: Digest;
  private readonly checkpoints: ReadonlyMap<number, Checkpoint>;
  private readonly findings: EntryFindings;
  private readonly checkers = new Map<number, InclusionChecker>();

  constructor(digest: Digest, checkpoints: ReadonlyMap<number, Checkpoint>, findings: EntryFindings) {
    this.digest = digest;
    this.checkpoints = checkpoints;
    this.findings = findings;
  }

  /** `spelled`: the line at the entry's place. What does not hold at once is looked at step by step, to tell why. */
  check(line: AnyIndexLine, leaf: Uint8Array, spelled: SpelledLine | null): void {
    const { source, ordinal } = line;
    const checkpoint = this.checkpoints.get(source);
    if (checkpoint && spelled && this.checker(source, checkpoint).holds(spelled, ordinal, leaf)) return;
    const proof = spelled === null ? null : parseProofLine(spelled.bytes);
    if (proof === null || proof.source !== source || proof.ordinal !== ordinal) {
      this.findings.withoutProof(line);
      return;
    }
    if (proof.leaf !== toHex(leaf)) this.findings.otherLeaf(line, proof.leaf, toHex(leaf));
    const siblings = proof.proof.map((hash) => fromHex(hash) as Uint8Array);
    if (
      checkpoint === undefined ||
      proof.treeSize !== checkpoint.size ||
      !verifyInclusion(this.digest, leaf, ordinal, checkpoint.size, siblings, checkpoint.root)
    ) {
      this.findings.notIncluded(line);
    }
  }

  private checker(source: number, { size, root }: Checkpoint): InclusionChecker {
    const known = this.checkers.get(source);
    if (known !== undefined) return known;
    const checker = new InclusionChecker(this.digest, source, size, root);
    this.checkers.set(source, checker);
    return checker;
  }
}
