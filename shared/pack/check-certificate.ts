/** Whether the seal that a certificate vouches for holds over the tag manifest. */
import { concat, fromUtf8 } from '../bytes/encoding.ts';
import { commonName } from '../certificates/certificate.ts';
import { type Chain, validityFault } from '../certificates/chain.ts';
import type { SealSigner } from '../domain/verification.ts';
import type { Digest } from '../proof/digest.ts';
import type { SignerBook } from '../seal/known-signer.ts';
import type { CheckContext } from './check-context.ts';
import type { CheckedSources } from './check-sources.ts';
import type { Verdict } from './findings.ts';
import { recognizeChain } from './judge-signers.ts';
import { paths } from './layout.ts';

const signature = { axis: 'signature', subject: 'certificate' } as const;

interface CheckedCertificate {
  readonly sealer: Sealer | null;
  /** Null where the pack was sealed without a certificate. */
  readonly verdict: Verdict | null;
}

/** The certificate's holder, and the name that it gives. */
interface Sealer {
  readonly signer: SealSigner;
  readonly name: string | null;
}

/** When to ask whether a certificate holds: at the time that a timestamp proves, else today. */
export interface SealTimes {
  readonly now: Date;
  readonly proven: Date | null;
}

/**
 * Whom a certificate is of, in a pack that was sealed with one and whose seal holds, and what is to be judged on `signature` of
 * `certificate`: where its name is known, it bears on the seal of the pack too.
 */
export async function checkCertificate(
  context: CheckContext,
  described: CheckedSources | null,
  times: SealTimes,
  book: SignerBook,
): Promise<CheckedCertificate> {
  const { small, findings, pack, effects } = context;
  // Where nothing reads that says what the pack was sealed with, what is there is checked.
  const there = pack.files.has(paths.certificateSignature) || pack.files.has(paths.certificates);
  const expected = described?.pack.seals.includes('cms') ?? there;
  const [sealed, certificates, tagmanifest] = await Promise.all([
    small(paths.certificateSignature),
    small(paths.certificates),
    small(paths.tagmanifest),
  ]);
  if (!expected) {
    const extra = [paths.certificateSignature, paths.certificates].filter((path) => pack.files.has(path));
    for (const member of extra) {
      findings.add({ ...signature, code: 'SEAL_INVALID', message: 'the pack was sealed without it', member });
    }
    return { sealer: null, verdict: extra.length > 0 ? { ...signature, reason: '', checked: 1 } : null };
  }
  if (sealed === null || certificates === null || tagmanifest === null) {
    findings.add({
      ...signature,
      code: 'SEAL_MISSING',
      message: 'the pack was sealed with a certificate, and that seal is missing or cannot be read',
      member: paths.certificateSignature,
    });
    return { sealer: null, verdict: { ...signature, reason: '', checked: 0 } };
  }
  const outcome = await effects.checkCms(
    effects.digest,
    tagmanifest,
    concat(sealed),
    fromUtf8(certificates) ?? '',
  );
  if (outcome.fault !== null) {
    const member = paths.certificateSignature;
    findings.add({ ...signature, code: 'SEAL_BROKEN', message: outcome.fault, member });
    return { sealer: null, verdict: { ...signature, reason: '', checked: 1 } };
  }
  return recognized(effects.digest, outcome.chain, times, book);
}

function recognized(
  digest: Digest,
  chain: Chain,
  { now, proven }: SealTimes,
  book: SignerBook,
): CheckedCertificate {
  const [leaf] = chain.path;
  const found = recognizeChain(digest, 'certificate', chain.path, book);
  if (leaf === undefined || found === null) return { sealer: null, verdict: null };
  const { signer, words, differs } = found;
  const consistent = `${signer.known === null && !differs ? 'consistent: ' : ''}sealed by ${words}`;
  const invalid = validityFault(chain, proven ?? now);
  const verdict: Verdict = {
    ...signature,
    checked: chain.path.length,
    ...(invalid === null
      ? { reason: consistent, status: differs ? 'unverifiable' : 'pass' }
      : {
          status: 'unverifiable',
          reason: `${consistent}; ${invalid}, ${proven === null ? 'and no timestamp shows that it was sealed while it held' : 'at the time that the timestamp proves'}`,
        }),
  };
  return { sealer: { signer, name: commonName(leaf) }, verdict };
}
