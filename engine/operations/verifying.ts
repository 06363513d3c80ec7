import type { KnownSigner } from '../../shared/seal/known-signer.ts';
import { unsettledLog } from '../case/beside.ts';
import { readReceipts } from '../checkpoint/read-receipts.ts';
import { chainWish } from '../verify/chain/chain-wish.ts';
import { recordVerification } from '../verify/record.ts';
import { keptPlaces, keptStates } from '../verify/state/kept-states.ts';
import { withState } from '../verify/state/with-state.ts';
import { verifyCase } from '../verify/verify-case.ts';
import type { CaseThread } from './case-thread.ts';
import type { In, Part } from './parts.ts';

/** Verification, and keeping what it found. */
export function verifyingHandlers(thread: CaseThread): Part<In<'verifying'>> {
  return {
    'verify.case': async (
      { partial, selections = [], chain, checkpoint, trust, known = [], state, isOwnState = false, reuse },
      { progress },
    ) => {
      const receipts = checkpoint === undefined ? [] : readReceipts(checkpoint);
      const trusted = await trustedKeys(trust, known);
      const { db, path } = thread;
      const asked = { partial, selections, chain: chainWish(chain), receipts, trusted };
      const open =
        state === undefined ? null : { open: () => keptStates(db, state, reuse), isOwn: isOwnState };
      return withState(open, async (states) => {
        const log = unsettledLog(path);
        const options = { ...asked, log, ...(states === null ? {} : { states }) };
        const report = await verifyCase(db, path, options, thread.context(progress), thread.stop);
        // Threads of its own opened the file too: all of them are to have read the one that is told of.
        thread.assertSameFile();
        return report;
      });
    },
    'verify.export': async ({ partial, chain, state, isOwnState = false, reuse }, { progress }) => {
      const { verifyExport } = await import('../verify/export/verify-export.ts');
      const asked = { partial, chain: chainWish(chain) };
      const open = state === undefined ? null : { open: () => keptPlaces(state, reuse), isOwn: isOwnState };
      return withState(open, (places) => {
        const options = { ...asked, ...(places === null ? {} : { places }) };
        return verifyExport(thread.path, options, thread.context(progress), thread.stop);
      });
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
