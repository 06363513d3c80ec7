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

/** A key or a certificate in a file, and whose it is. */
export interface FoundSigner extends KnownSigner {
  /** Under which name its fingerprint is known; null for a stranger. Its own `name` is what the file says. */
  readonly known: KnownSigner | null;
  /** Whether it comes from a pack, which vouches only for itself. */
  readonly fromPack: boolean;
}

export const signerOperations = {
  /** By name. */
  'signer.list': call<readonly KnownSigner[]>()(z.object({})),
  /**
   * The signers that a file of keys or certificates, or the seals of a pack, would add: to be compared with what each
   * signer has stated. Nothing is stored.
   */
  'signer.read': call<readonly FoundSigner[]>()(z.object({ path })),
  /** A fingerprint is stored once. `since`: now if omitted. */
  'signer.add': call<KnownSigner>()(
    z.object({
      name,
      fingerprint,
      /** One line as in authorized_keys. If given, receipts can be checked as well. */
      publicKey: z.string().max(1000).optional(),
      since: z.iso.datetime().optional(),
      note: z.string().max(2000).optional(),
    }),
  ),
  'signer.remove': call<KnownSigner>()(z.object({ fingerprint })),
} as const;
