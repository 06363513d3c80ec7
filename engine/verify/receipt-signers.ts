import type { AxisStatus } from '../../shared/domain/verification.ts';
import type { Receipt } from '../../shared/seal/receipt.ts';
import { signaturesOf, verifyNote } from '../../shared/seal/signed-note.ts';
import { fingerprint, parseKnownSigners } from '../../shared/seal/ssh-key.ts';
import type { ReadableDb } from '../case/database.ts';
import { custodyEvents } from '../custody/log.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import { verifyEd25519 } from '../keys/ed25519.ts';

interface Signature {
  readonly status: AxisStatus;
  readonly reason: string;
}

/**
 * Who may have signed a receipt. A note names its keys by four bytes of a hash and does not hold them: they come from the
 * list of known signers, or from the custody log, which tells under which key a receipt was written.
 */
export class ReceiptSigners {
  private readonly known: readonly Uint8Array[];
  private readonly logged: readonly Uint8Array[];

  constructor(db: ReadableDb, known: readonly Uint8Array[]) {
    this.known = known;
    this.logged = loggedKeys(db);
  }

  async check(receipt: Receipt): Promise<Signature> {
    const { note } = receipt;
    if (note === null)
      return {
        status: 'absent',
        reason: 'the receipt is not signed: who wrote it, and when, must be shown by other means',
      };
    return (
      (await this.heldBy(receipt, this.known, 'is a known signer')) ??
      (await this.heldBy(
        receipt,
        this.logged,
        'is not among known signers: it is the one that the custody log names',
      )) ?? {
        status: 'unverifiable',
        reason: 'the receipt is signed under a key that is not at hand: name it with --trust',
      }
    );
  }

  /** What the signature of the first of the keys that the note names says; null where it names none of them. */
  private async heldBy(
    { note, checkpoint: { origin } }: Receipt,
    keys: readonly Uint8Array[],
    who: string,
  ): Promise<Signature | null> {
    for (const key of keys) {
      if (note === null || signaturesOf(nodeDigest, note, origin, key).length === 0) continue;
      const signer = fingerprint(nodeDigest, key);
      return (await verifyNote(nodeDigest, note, origin, key, verifyEd25519))
        ? { status: 'pass', reason: `the signature holds; ${signer} ${who}` }
        : {
            status: 'fail',
            reason: `the signature that names ${signer} does not hold: the receipt was changed, or that key did not sign it`,
          };
    }
    return null;
  }
}

function loggedKeys(db: ReadableDb): Uint8Array[] {
  const lines = new Set<string>();
  for (const { action, details } of custodyEvents(db)) {
    const signedBy = details['signedBy'];
    if (action === 'export' && typeof signedBy === 'string') lines.add(signedBy);
  }
  return parseKnownSigners([...lines].join('\n')).keys;
}
