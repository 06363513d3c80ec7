/** The thread that hashes the files of a pack while another checks what they say. */
import { parentPort, workerData } from 'node:worker_threads';
import { crc32 } from 'node:zlib';
import { hashMember, MemberFault, type MemberHash, readMember } from '../../shared/pack/member.ts';
import type { FoundMember } from '../../shared/pack/zip-directory.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import { fileReader } from '../seal/file-reader.ts';

export interface MembersThreadInput {
  /** The pack's descriptor, which both threads read by: the same file, whatever has its path by now. */
  readonly file: number;
  /** By their paths. */
  readonly members: ReadonlyMap<string, FoundMember>;
}

/** By path, without those that could not be read. */
export type MembersThreadMessage = ReadonlyMap<string, MemberHash>;

const { file, members } = workerData as MembersThreadInput;

parentPort?.postMessage((await hashed()) satisfies MembersThreadMessage);

async function hashed(): Promise<MembersThreadMessage> {
  const reader = fileReader(file);
  const hashes = new Map<string, MemberHash>();
  for (const [path, member] of members) {
    try {
      hashes.set(path, await hashMember({ digest: nodeDigest, crc32 }, readMember(reader, member)));
    } catch (error) {
      if (!(error instanceof MemberFault)) throw error;
    }
  }
  return hashes;
}
