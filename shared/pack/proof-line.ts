import { fromUtf8 } from '../bytes/encoding.ts';
import type { ProofLine } from './lines.ts';

/**
 * Reads a line of `verification/proofs/proofs.jsonl`, as hostile bytes; null for every spelling but the one that JSON.stringify
 * gives a `ProofLine`. There are as many as entries, and most of each is hashes: the form is looked at as a whole, once.
 */
export function parseProofLine(bytes: Uint8Array): ProofLine | null {
  const text = fromUtf8(bytes) ?? '';
  const [, source, ordinal, leaf, treeSize, hashes = ''] = form.exec(text) ?? [];
  if (source === undefined || ordinal === undefined || leaf === undefined || treeSize === undefined)
    return null;
  const line = {
    source: Number(source),
    ordinal: Number(ordinal),
    leaf,
    treeSize: Number(treeSize),
    proof: siblings(hashes),
  };
  const safe = [line.source, line.ordinal, line.treeSize].every(Number.isSafeInteger);
  return safe && line.proof.length <= deepest ? line : null;
}

const form =
  /^\{"source":([1-9]\d{0,15}),"ordinal":(0|[1-9]\d{0,15}),"leaf":"([0-9a-f]{64})","treeSize":(0|[1-9]\d{0,15}),"proof":\[((?:"[0-9a-f]{64}"(?:,"[0-9a-f]{64}")*)?)\]\}$/;
const hashLength = 64;
/** A hash with its quotes, and a comma behind all but the last. */
const spelledLength = hashLength + 3;
/** A tree has at most 2^53 leaves. */
const deepest = 53;

function siblings(hashes: string): string[] {
  const proof: string[] = [];
  for (let at = 1; at < hashes.length; at += spelledLength) proof.push(hashes.slice(at, at + hashLength));
  return proof;
}
