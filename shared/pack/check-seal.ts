/** Whether the seal holds over the tag manifest, and so over everything outside seal/. */
import { equalBytes, fromUtf8 } from '../bytes/encoding.ts';
import type { SealSigner } from '../domain/verification.ts';
import type { SignerBook } from '../seal/known-signer.ts';
import { allowedSigners, fingerprint } from '../seal/ssh-key.ts';
import { parseSsh, verifySsh } from '../seal/sshsig.ts';
import type { CheckContext } from './check-context.ts';
import { recognizeKey } from './judge-signers.ts';
import { paths, sealNamespace } from './layout.ts';

const signature = { axis: 'signature', subject: 'pack' } as const;

/**
 * The sealing key, where the seal holds; null otherwise. Findings bear on `signature` of `pack`, which is judged when
 * the checkpoints have been looked at too.
 */
export async function checkSeal({ small, findings, effects }: CheckContext): Promise<Uint8Array | null> {
  const [sealed, tagmanifest, signers] = await Promise.all([
    small(paths.signature),
    small(paths.tagmanifest),
    small(paths.allowedSigners),
  ]);
  if (sealed === null || tagmanifest === null) {
    findings.add({
      ...signature,
      code: 'SEAL_MISSING',
      message: 'the pack carries no seal that can be read',
      member: paths.signature,
    });
    return null;
  }
  const seal = parseSsh(fromUtf8(sealed) ?? '');
  if (seal === null) {
    findings.add({
      ...signature,
      code: 'SEAL_INVALID',
      message: 'it is not an SSH signature as sealing writes it',
      member: paths.signature,
    });
    return null;
  }
  if (seal.namespace !== sealNamespace) {
    findings.add({
      ...signature,
      code: 'SEAL_INVALID',
      message: 'the signature was made for another purpose',
      member: paths.signature,
      expected: sealNamespace,
      actual: seal.namespace,
    });
  }
  if (signers === null || !equalBytes(signers, allowedSigners(seal.publicKey, sealNamespace))) {
    findings.add({
      ...signature,
      code: 'SIGNERS_ALTERED',
      message: "it does not name the seal's key and nothing else",
      member: paths.allowedSigners,
    });
  }
  if (!(await verifySsh(seal, tagmanifest, effects.verifyEd25519, effects.sha512))) {
    findings.add({
      ...signature,
      code: 'SEAL_BROKEN',
      message: 'the seal was not made over this tag manifest by the key that it names',
      member: paths.signature,
      actual: fingerprint(effects.digest, seal.publicKey),
    });
    return null;
  }
  return seal.publicKey;
}

/** Judges `signature` of `pack`. @param names that its seals give */
export function judgeSeal(
  { findings, effects }: CheckContext,
  publicKey: Uint8Array | null,
  {
    book,
    names,
    checkpoints,
  }: { readonly book: SignerBook; readonly names: readonly string[]; readonly checkpoints: number },
): SealSigner | null {
  const recognized =
    publicKey === null ? null : recognizeKey(fingerprint(effects.digest, publicKey), names, book);
  findings.judge({
    ...signature,
    status: recognized?.differs ? 'unverifiable' : 'pass',
    reason: recognized?.words ?? 'sealed by no key',
    checked: 1 + checkpoints,
  });
  return recognized?.signer ?? null;
}
