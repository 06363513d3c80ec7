/** Whether the seal holds over the tag manifest, and so over everything outside seal/. */
import { equalBytes, fromUtf8 } from '../bytes/encoding.ts';
import { allowedSigners, fingerprint } from '../seal/ssh-key.ts';
import { parseSsh, verifySsh } from '../seal/sshsig.ts';
import type { CheckContext } from './check-context.ts';
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

/** Judges `signature` of `pack`. An unknown signer breaks nothing, and is said. */
export function judgeSeal(
  { findings, effects }: CheckContext,
  publicKey: Uint8Array | null,
  trusted: readonly Uint8Array[],
  checkpoints: number,
): void {
  const known = publicKey !== null && trusted.some((key) => equalBytes(key, publicKey));
  const name = publicKey === null ? 'no key' : fingerprint(effects.digest, publicKey);
  findings.judge({
    ...signature,
    reason: known
      ? `sealed by ${name}, a signer you trust`
      : `consistent: sealed by ${name}, a signer not known to you; compare the fingerprint with one that you had from the signer`,
    checked: 1 + checkpoints,
  });
}
