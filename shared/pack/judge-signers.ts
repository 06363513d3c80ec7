/** Whom a seal is by, as far as the person who checks it knows. An unknown signer breaks nothing, and is said. */
import { type Certificate, commonName } from '../certificates/certificate.ts';
import type { SealSigner } from '../domain/verification.ts';
import type { Digest } from '../proof/digest.ts';
import {
  certificateFingerprint,
  type KnownSigner,
  knownWords,
  type SignerBook,
} from '../seal/known-signer.ts';

/** Who made a seal, in words. `differs`: the name that the pack gives is known, but with another key. */
export interface Recognized {
  readonly signer: SealSigner;
  readonly words: string;
  readonly differs: boolean;
}

/** @param names that the pack's seals give: each is only claimed */
export function recognizeKey(fingerprint: string, names: readonly string[], book: SignerBook): Recognized {
  const known = book.known(fingerprint);
  const others = known === null ? book.named(names, 'ssh') : [];
  const signer = { seal: 'ssh', fingerprint, subject: null, known, others } as const;
  if (known !== null) return said(signer, `sealed by ${fingerprint}: ${knownWords(known)}`);
  if (others.length > 0) return said(signer, `sealed by ${fingerprint}, ${otherwise(others)}`);
  return said(
    signer,
    `consistent: sealed by ${fingerprint}, a signer not known to you; compare the fingerprint with one that you had from the signer`,
  );
}

/** The signer's certificate, or one of those that vouch for it. `seal`: what it was made for. */
export function recognizeChain(
  digest: Digest,
  seal: 'certificate' | 'timestamp',
  path: readonly Certificate[],
  book: SignerBook,
): Recognized | null {
  const [leaf] = path;
  if (leaf === undefined) return null;
  const fingerprints = path.map((certificate) => certificateFingerprint(digest, certificate));
  const fingerprint = fingerprints[0] as string;
  const known = fingerprints.map((each) => book.known(each)).find((each) => each !== null) ?? null;
  const name = commonName(leaf);
  const others = known === null && name !== null ? book.named([name], 'certificate') : [];
  const signer = { seal, fingerprint, subject: leaf.subject, known, others } as const;
  const who = `${leaf.subject} (certificate SHA-256 ${fingerprint})`;
  if (known !== null) {
    const itself = known.fingerprint === fingerprint;
    return said(
      signer,
      `${who}${itself ? ': ' : `, vouched for by ${known.fingerprint}: `}${knownWords(known)}`,
    );
  }
  if (others.length > 0) return said(signer, `${who}, ${otherwise(others)}`);
  const vouching =
    path.length === 1
      ? 'nobody but the certificate itself vouches for that name'
      : `vouched for by ${path.at(-1)?.subject}, an authority not known to you`;
  return said(signer, `${who}; ${vouching}`);
}

function said(signer: SealSigner, words: string): Recognized {
  return { signer, words, differs: signer.others.length > 0 };
}

function otherwise(others: readonly KnownSigner[]): string {
  const [first] = others;
  const keys = others.map(
    ({ fingerprint, since }) => `${fingerprint}${since === null ? '' : ` since ${since.slice(0, 10)}`}`,
  );
  return `under the name of ${first?.name}, whom you know by another: ${keys.join(', ')}; it may be a new one or somebody else's: ask the signer another way before you rely on it`;
}
