import { fromUtf8 } from '../bytes/encoding.ts';
import { parseCheckpoint, type TreeHead } from '../seal/checkpoint.ts';
import { parseNote } from '../seal/signed-note.ts';
import type { CheckEffects, HashedApart } from './check-context.ts';
import { checkpointSource, paths } from './layout.ts';
import { hashMember, MemberFault, type MemberHash, RunningHash, readMember, wholeMember } from './member.ts';
import { type ProvenLeaves, provenLeaves } from './proven-leaves.ts';
import type { PackReader } from './reader.ts';
import type { FoundMember } from './zip-directory.ts';

/** How often is told how much was hashed, in bytes: each time is a message between two threads. */
const tellEvery = 1 << 23;

/** A checkpoint as sealing writes it is far shorter. */
const checkpointLimit = 1 << 16;

/**
 * What the files hash to, without those that cannot be read, and what the proofs among them prove: for a thread that does nothing else.
 *
 * @param onBytes told now and then how many more bytes were hashed
 */
export async function hashMembers(
  effects: Pick<CheckEffects, 'digest' | 'crc32'>,
  reader: PackReader,
  files: ReadonlyMap<string, FoundMember>,
  onBytes: (count: number) => void,
): Promise<HashedApart> {
  const counted = counting(onBytes);
  const hashes = new Map<string, MemberHash>();
  let proven: ProvenLeaves | null = null;
  for (const [path, member] of files) {
    const pieces = counted(readMember(reader, member));
    try {
      if (path === paths.proofs) {
        const read = await hashProofs(effects, pieces, await treeHeads(reader, files));
        proven = read.proven;
        hashes.set(path, read.hash);
      } else {
        hashes.set(path, await hashMember(effects, pieces));
      }
    } catch (error) {
      // Whoever asked reads it again, and tells what is wrong with it.
      if (!(error instanceof MemberFault)) throw error;
    }
  }
  counted.end();
  return { hashes, proven };
}

/** The proofs are held against the checkpoints while they are hashed, as far as they hold. */
async function hashProofs(
  effects: Pick<CheckEffects, 'digest' | 'crc32'>,
  pieces: AsyncGenerator<Uint8Array>,
  heads: ReadonlyMap<number, TreeHead>,
): Promise<{ readonly hash: MemberHash; readonly proven: ProvenLeaves | null }> {
  const hash = new RunningHash(effects);
  const hashed = (async function* () {
    for await (const piece of pieces) {
      hash.update(piece);
      yield piece;
    }
  })();
  const proven = await provenLeaves(effects.digest, hashed, heads);
  // What is behind a proof that does not hold is still to be hashed.
  for await (const _ of hashed);
  return { hash: hash.finish(), proven };
}

/** Of the sources whose checkpoints read: whether they are signed, and of this case, is for others to find. */
async function treeHeads(
  reader: PackReader,
  files: ReadonlyMap<string, FoundMember>,
): Promise<Map<number, TreeHead>> {
  const heads = new Map<number, TreeHead>();
  for (const [path, member] of files) {
    const source = checkpointSource(path);
    if (source === null) continue;
    const note = parseNote(fromUtf8(await wholeMember(reader, member, checkpointLimit)) ?? '');
    const checkpoint = note === null ? null : parseCheckpoint(note.text);
    if (checkpoint !== null) heads.set(source, checkpoint);
  }
  return heads;
}

function counting(onBytes: (count: number) => void) {
  let untold = 0;
  const end = () => {
    onBytes(untold);
    untold = 0;
  };
  const pass = async function* (pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const piece of pieces) {
      yield piece;
      untold += piece.length;
      if (untold >= tellEvery) end();
    }
  };
  return Object.assign(pass, { end });
}
