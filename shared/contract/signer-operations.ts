/** The signers whom the user knows: kept by the application, apart from every case. */
import { z } from 'zod';
import { type KnownSigner, readFingerprint } from '../seal/known-signer.ts';
import { pathInput as path } from './inputs.ts';
import { call } from './operation.ts';

const name = z.string().trim().min(1).max(200);
const fingerprint = z
  .string()
  .max(1000)
  .refine(
    (text) => readFingerprint(text) !== null,
    'it has to be a SHA-256 fingerprint as ssh-keygen or openssl prints it',
  );

/** A key or a certificate that a file holds, and who that is. */
export interface FoundSigner extends KnownSigner {
  /** As whom its fingerprint is known; null for a stranger. Its own `name` is what the file says. */
  readonly known: KnownSigner | null;
  /** Whether it came out of a pack, which vouches for itself alone. */
  readonly fromPack: boolean;
}

export const signerOperations = {
  /** By name. */
  'signer.list': call<readonly KnownSigner[]>()(z.object({})),
  /**
   * What a file of keys or certificates, or the seals of a pack, would make known: to be compared with what the signer said.
   * Nothing is kept.
   */
  'signer.read': call<readonly FoundSigner[]>()(z.object({ path })),
  /** A fingerprint is known once. `since`: now where it is not given. */
  'signer.add': call<KnownSigner>()(
    z.object({
      name,
      fingerprint,
      /** One line, as in authorized_keys: receipts can be checked too where it is given. */
      publicKey: z.string().max(1000).optional(),
      since: z.iso.datetime().optional(),
      note: z.string().max(2000).optional(),
    }),
  ),
  'signer.remove': call<KnownSigner>()(z.object({ fingerprint })),
} as const;
