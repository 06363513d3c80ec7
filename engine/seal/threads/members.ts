/** The thread that hashes the files of a pack while another checks what they say. */

import { parentPort } from 'node:worker_threads';
import { crc32 } from 'node:zlib';
import type { HashedApart } from '../../../shared/pack/check-context.ts';
import { hashMembers } from '../../../shared/pack/hash-members.ts';
import type { FoundMember } from '../../../shared/pack/zip-directory.ts';
import { nodeDigest } from '../../hash/node-digest.ts';
import { onWork } from '../../threads/on-work.ts';
import { fileReader } from '../file-reader.ts';

export interface MembersThreadInput {
  /** The pack's descriptor, which both threads read by: the same file, whatever has its path by now. */
  readonly file: number;
  /** By their paths. */
  readonly members: ReadonlyMap<string, FoundMember>;
}

/** How many more bytes were hashed, or at last what was found. */
export type MembersThreadMessage =
  | { readonly type: 'hashed'; readonly bytes: number }
  | { readonly type: 'found'; readonly found: HashedApart };

const tell = (message: MembersThreadMessage) => parentPort?.postMessage(message);

onWork(async ({ file, members }: MembersThreadInput) => {
  const found = await hashMembers({ digest: nodeDigest, crc32 }, fileReader(file), members, (bytes) =>
    tell({ type: 'hashed', bytes }),
  );
  tell({ type: 'found', found });
});
