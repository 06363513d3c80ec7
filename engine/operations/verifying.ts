import type { KnownSigner } from '../../shared/seal/known-signer.ts';
import { unsettledLog } from '../case/beside.ts';
import { readReceipts } from '../checkpoint/read-receipts.ts';
import { chainWish } from '../verify/chain/chain-wish.ts';
import { recordVerification } from '../verify/record.ts';
import { keptPlaces, keptStates } from '../verify/state/kept-states.ts';
import { verifyCase } from '../verify/verify-case.ts';
import type { CaseThread } from './case-thread.ts';
import type { In, Part } from './parts.ts';

/** Verification, and keeping what it found. */
export function verifyingHandlers(thread: CaseThread): Part<In<'verifying'>> {
  return {
    'verify.case': async (
      { partial, selections = [], chain, checkpoint, trust, known = [], state, reuse },
      { progress },
    ) => {
      const receipts = checkpoint === undefined ? [] : readReceipts(checkpoint);
      const trusted = await trustedKeys(trust, known);
      const states = state === undefined ? null : keptStates(thread.db, state, reuse);
      const options = {
        partial,
        selections,
        chain: chainWish(chain),
        receipts,
        trusted,
        ...(states === null ? {} : { states }),
      };
      try {
        const { db, path } = thread;
        const log = unsettledLog(path);
        const report = await verifyCase(db, path, { ...options, log }, thread.context(progress), thread.stop);
        // Threads of its own opened the file too: all of them are to have read the one that is told of.
        thread.assertSameFile();
        return report;
      } finally {
        states?.close();
      }
    },
    'verify.export': async ({ partial, chain, state, reuse }, { progress }) => {
      const places = state === undefined ? null : keptPlaces(state, reuse);
      const { verifyExport } = await import('../verify/export/verify-export.ts');
      const options = { partial, chain: chainWish(chain), ...(places === null ? {} : { places }) };
      try {
        return await verifyExport(thread.path, options, thread.context(progress), thread.stop);
      } finally {
        places?.close();
      }
    },
    'verify.record': async ({ report }) => {
      await thread.writing((db) => recordVerification(db, report, thread.actor));
      return null;
    },
  };
}

/** What reads certificates takes longer to load than most cases take to verify: without a receipt nobody is trusted. */
async function trustedKeys(trust: string | undefined, known: readonly KnownSigner[]): Promise<Uint8Array[]> {
  if (trust === undefined && known.length === 0) return [];
  const { loadKnownSigners, publicKeysOf } = await import('../keys/known-signers.ts');
  return publicKeysOf([...(trust === undefined ? [] : loadKnownSigners(trust)), ...known]);
}
