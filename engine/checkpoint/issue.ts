import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { basename } from 'node:path';
import type { CheckpointResult } from '../../shared/contract/integrity-operations.ts';
import { AppError } from '../../shared/errors.ts';
import { type Checkpoint, printCheckpoint, signCheckpoint } from '../../shared/seal/checkpoint.ts';
import type { Signer } from '../../shared/seal/ed25519.ts';
import { joinReceipts } from '../../shared/seal/receipt.ts';
import { fingerprint, publicKeyText } from '../../shared/seal/ssh-key.ts';
import type { ReadableDb, WritableDb } from '../case/database.ts';
import { caseFault } from '../case/faults.ts';
import { type SourceRow, sourceRow, sourceRows } from '../case/sources.ts';
import { caseUuid } from '../case/uuid.ts';
import { heldPath, recordDisclosure } from '../custody/disclosure.ts';
import { outFault } from '../files/out-fault.ts';
import { isTaken, placeFile } from '../files/place-file.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import { loadSigner } from '../keys/load-key.ts';
import type { TaskContext } from '../task.ts';
import { checkpointOf } from './checkpoint-of.ts';

export interface IssueRequest {
  /** One source; without it, all of the case. */
  readonly source?: number | undefined;
  /** Path of the key file, and what opens it; without it, nobody signs. */
  readonly key?: string | undefined;
  readonly passphrase?: string | undefined;
  readonly out: string;
}

/** Who hands the receipt out, and where custody tells of it. */
export interface Issuer {
  readonly db: WritableDb;
  readonly actor: string;
}

/**
 * Writes the receipt of a source, or of all: what its import took in, in a form that can be handed out before any dispute.
 * It states what the case file has on record; whether its bytes still give that is for a verification to say.
 *
 * @param issuer null where the case is not to be changed: then custody does not tell of it
 * @throws AppError INVALID_INPUT where something stands at `out` or there is no such source, KEY_UNAVAILABLE, DISK_FULL
 */
export async function issueReceipts(
  db: ReadableDb,
  { source, key, passphrase = '', out }: IssueRequest,
  issuer: Issuer | null,
  context: TaskContext,
): Promise<CheckpointResult> {
  if (isTaken(out)) throw outFault(out, { code: 'EEXIST' });
  const rows = chosen(db, source);
  const signer = key === undefined ? null : loadSigner(key, passphrase);
  const uuid = caseUuid(db);
  const notes: string[] = [];
  for (const row of rows) {
    context.checkCancelled();
    notes.push(await noteOf(checkpointOf(uuid, row), signer));
  }
  const sources = rows.map(({ id }) => id);
  const signedBy = signer === null ? null : publicKeyText(signer.publicKey);
  const held = heldPath(out);
  try {
    writeWhole(held, joinReceipts(notes));
    if (issuer === null) placeFile(held, out);
    else {
      const what = { what: 'checkpoint', sources, signedBy };
      recordDisclosure(issuer.db, issuer.actor, what, { held, out, replaces: false });
    }
  } catch (error) {
    throw caseFault(outFault(out, error), db.name);
  } finally {
    rmSync(held, { force: true });
  }
  return {
    out,
    sources,
    fingerprint: signer === null ? null : fingerprint(nodeDigest, signer.publicKey),
    recorded: issuer !== null,
  };
}

function chosen(db: ReadableDb, source: number | undefined): SourceRow[] {
  const rows = source === undefined ? sourceRows(db) : [sourceRow(db, source)];
  if (rows.length > 0) return rows;
  throw new AppError({
    code: 'INVALID_INPUT',
    message: `${basename(db.name)} has no source yet to write a receipt of`,
    safe: 'nothing was written',
    next: 'import one first',
  });
}

async function noteOf(checkpoint: Checkpoint, signer: Signer | null): Promise<string> {
  return signer === null ? printCheckpoint(checkpoint) : signCheckpoint(nodeDigest, checkpoint, signer);
}

function writeWhole(path: string, text: string): void {
  const file = openSync(path, 'wx');
  try {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
