/** Whether the seal that a certificate vouches for holds over the tag manifest. */
import { concat, fromUtf8, toHex } from '../bytes/encoding.ts';
import { type Chain, validityFault } from '../certificates/chain.ts';
import type { CheckContext } from './check-context.ts';
import type { CheckedSources } from './check-sources.ts';
import { paths } from './layout.ts';

const signature = { axis: 'signature', subject: 'certificate' } as const;

/** When to ask whether a certificate holds: at the time that a timestamp proves, else today. */
export interface SealTimes {
  readonly now: Date;
  readonly proven: Date | null;
}

/** Judges `signature` of `certificate`, in a pack that was sealed with one. */
export async function checkCertificate(
  context: CheckContext,
  described: CheckedSources | null,
  times: SealTimes,
): Promise<void> {
  const { small, findings, pack, effects } = context;
  const expected = described?.pack.seals.includes('cms') ?? false;
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
    if (extra.length > 0) findings.judge({ ...signature, reason: '', checked: 1 });
    return;
  }
  if (sealed === null || certificates === null || tagmanifest === null) {
    findings.add({
      ...signature,
      code: 'SEAL_MISSING',
      message: 'the pack was sealed with a certificate, and that seal is missing or cannot be read',
      member: paths.certificateSignature,
    });
    findings.judge({ ...signature, reason: '', checked: 0 });
    return;
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
    findings.judge({ ...signature, reason: '', checked: 1 });
    return;
  }
  judgeChain(context, outcome.chain, times);
}

function judgeChain({ findings, effects }: CheckContext, chain: Chain, { now, proven }: SealTimes): void {
  const [leaf] = chain.path;
  if (leaf === undefined) return;
  const name = `${leaf.subject} (certificate SHA-256 ${toHex(effects.digest.sha256(leaf.der))})`;
  const vouching =
    chain.path.length === 1
      ? 'nobody but the certificate itself vouches for that name'
      : `vouched for by ${chain.path.at(-1)?.subject}, an authority not known to you`;
  const consistent = `consistent: sealed by ${name}; ${vouching}`;
  const invalid = validityFault(chain, proven ?? now);
  findings.judge({
    ...signature,
    checked: chain.path.length,
    ...(invalid === null
      ? { reason: consistent }
      : {
          status: 'unverifiable',
          reason: `${consistent}; ${invalid}, ${proven === null ? 'and no timestamp shows that it was sealed while it held' : 'at the time that the timestamp proves'}`,
        }),
  });
}
