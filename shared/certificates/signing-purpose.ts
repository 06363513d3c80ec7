import {
  allows,
  authorityDepth,
  type Certificate,
  isP256,
  namedPurposes,
  purposes,
  usages,
} from './certificate.ts';

const forSigning: readonly string[] = [
  purposes.any,
  purposes.emailProtection,
  purposes.documentSigning,
  purposes.microsoftDocumentSigning,
];

/** Why a certificate must not be used for sealing, as the end of a sentence; null if it may. */
export function signingFault(certificate: Certificate): string | null {
  if (!isP256(certificate)) return 'its key is not on the curve P-256';
  if (authorityDepth(certificate) !== null) return 'it is for vouching for others, not for signing';
  if (!allows(certificate, usages.digitalSignature | usages.nonRepudiation))
    return 'it does not allow signatures';
  const named = namedPurposes(certificate);
  if (named === null || named.purposes.some((purpose) => forSigning.includes(purpose))) return null;
  return 'it is for other purposes than signing documents or mail';
}
