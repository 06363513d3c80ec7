/** The signers a person knows, and how the signer of a pack is recognized among them. */
import { toHex } from '../bytes/encoding.ts';
import type { Certificate } from '../certificates/certificate.ts';
import type { Digest } from '../proof/digest.ts';

/** An SSH key or a certificate, of a signer or of an authority that vouches for signers or for time. */
export type SignerKind = 'ssh' | 'certificate';

export interface KnownSigner {
  readonly name: string;
  readonly kind: SignerKind;
  /** As ssh-keygen prints it (`SHA256:...`), or openssl (`AB:CD:...`, SHA-256 of the DER). */
  readonly fingerprint: string;
  /** For an SSH key, if available: one line as in authorized_keys. Receipts are checked with it. */
  readonly publicKey: string | null;
  /** ISO 8601 in UTC; null if a list does not say. */
  readonly since: string | null;
  readonly note: string | null;
}

const sshFingerprint = /^SHA256:[A-Za-z0-9+/]{43}$/;
const certificateDigits = /^[0-9A-F]{64}$/;

/**
 * The fingerprint, as the tools print it, in what a person typed or copied, such as a whole line of output; null if there is
 * none. Only SHA-256 counts.
 */
export function readFingerprint(
  text: string,
): { readonly kind: SignerKind; readonly fingerprint: string } | null {
  const word = text
    .trim()
    .split(/[\s=]+/)
    .find((each) => sshFingerprint.test(each.replace(/=+$/, '')));
  if (word !== undefined) return { kind: 'ssh', fingerprint: word };
  const digits = text.replace(/^.*=/s, '').replace(/[\s:]/g, '').toUpperCase();
  return certificateDigits.test(digits) ? { kind: 'certificate', fingerprint: paired(digits) } : null;
}

/** As `openssl x509 -fingerprint -sha256` prints it. */
export function certificateFingerprint(digest: Digest, { der }: Pick<Certificate, 'der'>): string {
  return paired(toHex(digest.sha256(der)).toUpperCase());
}

function paired(digits: string): string {
  return digits.replace(/..(?=.)/g, '$&:');
}

/** `Ann Okafor, known to you since 2025-11-04`. */
export function knownWords({ name, fingerprint, since }: KnownSigner): string {
  const who = name === fingerprint ? 'a signer' : `${name},`;
  return since === null ? `${who} known to you` : `${who} known to you since ${since.slice(0, 10)}`;
}

/** The signers a person knows: recognized by fingerprint, with a warning if only the name is the same. */
export class SignerBook {
  private readonly signers: readonly KnownSigner[];

  constructor(signers: readonly KnownSigner[]) {
    this.signers = signers;
  }

  known(fingerprint: string): KnownSigner | null {
    return this.signers.find((signer) => signer.fingerprint === fingerprint) ?? null;
  }

  /** Those with one of these names and a key of that kind. Names are compared as people compare them. */
  named(names: readonly string[], kind: SignerKind): KnownSigner[] {
    const wanted = new Set(names.map(spoken));
    return this.signers.filter((signer) => signer.kind === kind && wanted.has(spoken(signer.name)));
  }
}

function spoken(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}
