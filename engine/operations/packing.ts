import type { VerifyReport } from '../../shared/domain/verification.ts';
import type { ReadableDb } from '../case/database.ts';
import { openReadable } from '../case/open.ts';
import { issueReceipts } from '../checkpoint/issue.ts';
import { loadKnownSigners } from '../keys/known-signers.ts';
import { admitSeal } from '../seal/admit.ts';
import { checkPackFile, comparePackFiles } from '../seal/check-file.ts';
import { packContents } from '../seal/pack-contents.ts';
import { relatedOffers } from '../seal/pack-entries.ts';
import { packMembers } from '../seal/pack-members.ts';
import { previewSeal } from '../seal/preview.ts';
import { previewRedaction } from '../seal/redaction-preview.ts';
import { scopeContents } from '../seal/scope-contents.ts';
import { sealPack } from '../seal/seal-pack.ts';
import { timestampPack } from '../seal/timestamp-pack.ts';
import type { TaskContext } from '../task.ts';
import { statesForPack } from '../verify/state/kept-states.ts';
import { verifyCase } from '../verify/verify-case.ts';
import type { CaseThread } from './case-thread.ts';
import type { In, Part } from './parts.ts';

/** Sealing packs, checking them, and writing receipts. */
export function packingHandlers(thread: CaseThread): Part<In<'packing'>> {
  return {
    'seal.preview': async (input, asker) => previewSeal(thread.db, input, await thread.turn(asker)),
    'seal.scope': async (input, { progress }) => scopeContents(thread.db, input, thread.context(progress)),
    'seal.related': async (input, { progress }) => relatedOffers(thread.db, input, thread.context(progress)),
    'seal.redaction': async (input, { progress }) =>
      previewRedaction(thread.db, input, thread.context(progress)),
    'seal.contents': async (input, { progress }) => packContents(thread.db, input, thread.context(progress)),
    'seal.members': (input, { progress }) => packMembers(thread.db, input, thread.context(progress)),
    'seal.run': async ({ state, ...input }, { progress }) => {
      const context = thread.context(progress);
      const threads = thread.ready;
      try {
        const admitted = await onceRead(thread.path, (db) => admitSeal(db, input, threads, context));
        const request = { ...input, ...admitted, actor: thread.actor };
        const verification = () => reportToSeal(thread, state, context);
        // Live: what is sealed is read from one state of the case while the seal is recorded in it.
        return await thread.writing((db) => sealPack(db, request, verification, context, threads), {
          live: true,
        });
      } finally {
        await threads.endUnused();
      }
    },
    'pack.timestamp': (input, { progress }) => timestampPack(input, thread.context(progress)),
    'checkpoint.issue': (input, { progress }) => {
      const context = thread.context(progress);
      if (thread.mode === 'read-only') return issueReceipts(thread.db, input, null, context);
      const { actor } = thread;
      return thread.writing((db) => issueReceipts(db, input, { db, actor }, context));
    },
    'pack.build': async (input, { progress }) => {
      // It imports, which nothing else here does.
      const { buildPackCase } = await import('../pack-case/build.ts');
      await buildPackCase({ ...input, path: thread.path }, thread.context(progress), thread.stop);
      return null;
    },
    'pack.compare': ({ against, known }, { progress }) =>
      comparePackFiles(thread.path, against, known, thread.context(progress)),
    'verify.pack': async ({ trust, known, tables }, { progress }) => {
      // The file's word on a key goes before what is kept: it was given for this check.
      const signers = [...(trust === undefined ? [] : loadKnownSigners(trust)), ...known];
      const report = await checkPackFile(thread.path, { known: signers }, thread.context(progress));
      if (!tables) return report;
      const { checkTables } = await import('../pack-case/check-tables.ts');
      return checkTables(thread.path, report, thread.context(progress), thread.stop);
    },
  };
}

/** `state`: the file in which the session keeps what it derived of the case. */
function reportToSeal(
  thread: CaseThread,
  state: string | undefined,
  context: TaskContext,
): Promise<VerifyReport> {
  return onceRead(thread.path, async (db) => {
    const states = state === undefined ? null : statesForPack(db, state);
    try {
      const options = { partial: false, threads: thread.ready, ...(states && { states }) };
      return await verifyCase(db, thread.path, options, context, thread.stop);
    } finally {
      states?.close();
    }
  });
}

/** By a connection of its own: what it keeps of the file, and what is kept with it, goes when the work is done. */
async function onceRead<T>(path: string, work: (db: ReadableDb) => Promise<T>): Promise<T> {
  const db = openReadable(path, { once: true });
  try {
    return await work(db);
  } finally {
    db.close();
  }
}
