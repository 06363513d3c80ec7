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
import type { CaseThread } from './case-thread.ts';
import type { In, Part } from './parts.ts';
import { onceRead, verifiedAsItIs } from './verified.ts';

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
        const verification = () => verifiedAsItIs(thread, state, context);
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
