/** From a certificate to a self-signed authority: RFC 5280 section 6, as far as seals and timestamps need it. */
import {
  allows,
  authorityDepth,
  type Certificate,
  isSelfIssued,
  isWeaklySigned,
  unknownRestriction,
  usages,
} from './certificate.ts';

const longestChain = 10;

/** Leaf first. `missing`: the issuer that is not among the given certificates; null if the last one is self-signed. */
export interface Chain {
  readonly path: readonly Certificate[];
  readonly missing: string | null;
}

/** The leaf and, of the given certificates, those that vouch for each other up to it. */
export async function chainFrom(leaf: Certificate, among: readonly Certificate[]): Promise<Chain> {
  const path = [leaf];
  for (let last = leaf; path.length < longestChain; ) {
    if (isSelfIssued(last)) return { path, missing: (await isSignedBy(last, last)) ? null : last.issuer };
    const issuer = await issuerOf(last, among);
    if (issuer === undefined) break;
    path.push(issuer);
    last = issuer;
  }
  return { path, missing: path.at(-1)?.issuer ?? leaf.issuer };
}

async function issuerOf(
  certificate: Certificate,
  among: readonly Certificate[],
): Promise<Certificate | undefined> {
  for (const other of among) {
    if (!certificate.parsed.issuer.isEqual(other.parsed.subject)) continue;
    if (await isSignedBy(certificate, other)) return other;
  }
  return undefined;
}

async function isSignedBy({ parsed }: Certificate, issuer: Certificate): Promise<boolean> {
  try {
    return await parsed.verify(issuer.parsed);
  } catch {
    // An algorithm that WebCrypto lacks, or a key that cannot be read.
    return false;
  }
}

/** Why the chain does not vouch for its leaf at any time, as a sentence; null if it does. */
export function chainFault({ path, missing }: Chain): string | null {
  if (missing !== null) return `the certificate of ${missing}, which vouches for the others, is not there`;
  for (const [place, certificate] of path.entries()) {
    const restriction = unknownRestriction(certificate);
    if (restriction !== null) {
      return `the certificate ${certificate.subject} insists on a restriction that is not known: ${restriction}`;
    }
    if (place < path.length - 1 && isWeaklySigned(certificate)) {
      return `the certificate ${certificate.subject} was signed over SHA-1, for which forgeries can be made`;
    }
    if (place === 0) continue;
    const depth = authorityDepth(certificate);
    if (depth === null || depth < place - 1 || !allows(certificate, usages.keyCertSign)) {
      return `the certificate ${certificate.subject} may not vouch for others`;
    }
  }
  return null;
}

/** Which certificate of the chain is not valid at this time, and why; null if all are. */
export function validityFault({ path }: Chain, at: Date): string | null {
  for (const { subject, notBefore, notAfter } of path) {
    if (at < notBefore) return `the certificate ${subject} is valid only from ${day(notBefore)}`;
    if (at > notAfter) return `the certificate ${subject} expired on ${day(notAfter)}`;
  }
  return null;
}

function day(time: Date): string {
  return time.toISOString().slice(0, 10);
}
