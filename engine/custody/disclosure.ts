import { createHash, randomBytes } from 'node:crypto';
import { closeSync, existsSync, linkSync, openSync, readSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ChainedEvent } from '../../shared/custody/events.ts';
import type { WritableDb } from '../case/database.ts';
import { nameable } from '../files/nameable.ts';
import { outFault } from '../files/out-fault.ts';
import { placeFile } from '../files/place-file.ts';
import { appendCustody } from './log.ts';

/** A file that is finished, and waits beside its place until custody tells of it. */
export interface HeldFile {
  readonly held: string;
  readonly out: string;
  /** Whether it takes the place of what stands at `out`; otherwise nothing may stand there. */
  readonly replaces: boolean;
}

/** Where the file for `out` is held: beside it, so that placing it copies nothing. @throws AppError FILE_UNREADABLE */
export function heldPath(out: string): string {
  return nameable(join(dirname(out), `.${basename(out)}.${randomBytes(6).toString('hex')}.held`), out);
}

/**
 * Says in custody that a file leaves the case, and puts it at its place: both, or neither. `what`: what is in it. The
 * event has size and hash of the file besides, and not its path, which names people.
 *
 * @throws AppError INVALID_INPUT where something stands at `out` that is not to be replaced
 */
export function recordDisclosure(
  db: WritableDb,
  actor: string,
  what: ChainedEvent['details'],
  file: HeldFile,
): void {
  const details = { ...what, ...fileFacts(file.held) };
  let placed: Placed | null = null;
  const transaction = db.transaction(() => {
    appendCustody(db, actor, 'export', details);
    placed = place(file);
  });
  try {
    transaction.immediate();
  } catch (error) {
    (placed as Placed | null)?.takeBack();
    throw outFault(file.out, error);
  }
  (placed as Placed | null)?.keep();
}

/** A file at its place, until it is known whether custody tells of it. */
interface Placed {
  keep(): void;
  takeBack(): void;
}

function place({ held, out, replaces }: HeldFile): Placed {
  if (!replaces || !existsSync(out)) {
    placeFile(held, out);
    return { keep: () => {}, takeBack: () => rmSync(out, { force: true }) };
  }
  const before = `${held}.before`;
  nameAlso(out, before);
  try {
    renameSync(held, out);
  } catch (error) {
    renameSync(before, out);
    throw error;
  }
  return { keep: () => rmSync(before, { force: true }), takeBack: () => renameSync(before, out) };
}

/** Another name for what stands at `out`, which stands there meanwhile: whatever ends this process, one of the two files does. */
function nameAlso(out: string, before: string): void {
  try {
    linkSync(out, before);
  } catch {
    // Without hard links, there is a moment at which only the other name is left.
    renameSync(out, before);
  }
}

function fileFacts(path: string): { bytes: number; sha256: string } {
  const hash = createHash('sha256');
  const block = Buffer.alloc(1 << 18);
  const file = openSync(path, 'r');
  try {
    let bytes = 0;
    for (;;) {
      const read = readSync(file, block, 0, block.length, null);
      if (read === 0) return { bytes, sha256: hash.digest('hex') };
      hash.update(block.subarray(0, read));
      bytes += read;
    }
  } finally {
    closeSync(file);
  }
}
