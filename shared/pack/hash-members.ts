import type { CheckEffects } from './check-context.ts';
import { hashMember, MemberFault, type MemberHash, readMember } from './member.ts';
import type { PackReader } from './reader.ts';
import type { FoundMember } from './zip-directory.ts';

/** How often is told how much was hashed, in bytes: each time is a message between two threads. */
const tellEvery = 1 << 23;

/**
 * What the files hash to, by path, without those that cannot be read: for a thread that does nothing else.
 *
 * @param onBytes told now and then how many more bytes were hashed
 */
export async function hashMembers(
  effects: Pick<CheckEffects, 'digest' | 'crc32'>,
  reader: PackReader,
  files: ReadonlyMap<string, FoundMember>,
  onBytes: (count: number) => void,
): Promise<Map<string, MemberHash>> {
  const counted = counting(onBytes);
  const hashes = new Map<string, MemberHash>();
  for (const [path, member] of files) {
    try {
      hashes.set(path, await hashMember(effects, counted(readMember(reader, member))));
    } catch (error) {
      // Whoever asked reads it again, and tells what is wrong with it.
      if (!(error instanceof MemberFault)) throw error;
    }
  }
  counted.end();
  return hashes;
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
