import { createHash } from 'node:crypto';
import { closeSync, fsync, openSync, writeSync } from 'node:fs';
import { promisify } from 'node:util';
import { compareBytes, utf8 } from '../../shared/bytes/encoding.ts';
import { centralHeader, endRecords, localHeader, type ZipMember } from '../../shared/pack/zip-records.ts';
import type { TaskContext } from '../task.ts';
import type { ZippedMember } from './staging.ts';

/** A zip that every program reads as written, and that a power cut may still undo. */
export interface WrittenZip {
  /** Of the file, hex. */
  readonly sha256: string;
  /** Settles once it is on disk; rejects where it does not come there. */
  readonly onDisk: Promise<void>;
}

/**
 * Writes the zip of these members, in bytewise order of their paths under `top`, to a new file. The same members give the
 * same bytes, whenever and wherever.
 */
export function writeZip(
  path: string,
  top: string,
  members: readonly ZippedMember[],
  context: TaskContext,
): WrittenZip {
  const file = openSync(path, 'wx', 0o644);
  const hash = createHash('sha256');
  let at = 0;
  const put = (bytes: Uint8Array): void => {
    for (let from = 0; from < bytes.length; ) from += writeSync(file, bytes, from);
    hash.update(bytes);
    at += bytes.length;
  };
  try {
    const total = members.reduce((sum, { compressedSize }) => sum + compressedSize, 0);
    /** Of the members alone, as the total: what the zip adds around them is not in it. */
    let done = 0;
    const written: ZipMember[] = [];
    for (const member of inOrder(top, members)) {
      written.push({ ...member, offset: at });
      put(localHeader(member));
      for (const bytes of member.bytes()) {
        put(bytes);
        done += bytes.length;
        context.progress({ phase: 'writing the pack', done, total, unit: 'bytes' });
        context.checkCancelled();
      }
    }
    const directory = at;
    for (const member of written) put(centralHeader(member));
    put(endRecords(written.length, directory, at - directory));
  } catch (error) {
    closeSync(file);
    throw error;
  }
  return { sha256: hash.digest('hex'), onDisk: synced(file) };
}

async function synced(file: number): Promise<void> {
  try {
    await promisify(fsync)(file);
  } finally {
    closeSync(file);
  }
}

function inOrder(top: string, members: readonly ZippedMember[]): ZippedMember[] {
  return members
    .map((member) => ({ ...member, path: `${top}/${member.path}` }))
    .sort((a, b) => compareBytes(utf8(a.path), utf8(b.path)));
}
