/** X.509 certificates (RFC 5280), as far as a seal or a timestamp depends on them. Every byte may be an attacker's. */
import { BitString, fromBER, type Sequence } from 'asn1js';
import { BasicConstraints, ExtKeyUsage, getHashAlgorithm, Certificate as ParsedCertificate } from 'pkijs';
import { bits, sequence } from '../bytes/der.ts';
import { equalBytes } from '../bytes/encoding.ts';
import { nameText } from './name.ts';

export interface Certificate {
  readonly der: Uint8Array;
  readonly subject: string;
  readonly issuer: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** The DER of issuer and serial number, by which a signature names its certificate. */
  readonly issuerAndSerial: Uint8Array;
  readonly parsed: ParsedCertificate;
}

/** The name that a certificate gives its holder, for people to read: hostile; null if there is none. */
export function commonName({ parsed }: Certificate): string | null {
  const found = parsed.subject.typesAndValues.find(({ type }) => type === '2.5.4.3');
  return found === undefined ? null : String(found.value.valueBlock.value).slice(0, 200);
}

/** Null unless it is a certificate in its only valid DER encoding, so that every one of its bytes counts. */
export function readCertificate(der: Uint8Array<ArrayBuffer>): Certificate | null {
  try {
    const { offset, result } = fromBER(der);
    if (offset !== der.length) return null;
    const [tbs, algorithm, signature] = (result as Sequence).valueBlock.value as [
      Sequence,
      Sequence,
      BitString,
    ];
    const tbsFields = tbs.valueBlock.value;
    // The version stands first, in a tag of its own, in all but the oldest.
    const serialAt = tbsFields[0]?.idBlock.tagClass === 3 ? 1 : 0;
    const [serial, innerAlgorithm, issuer] = tbsFields.slice(serialAt).map(bytesOf);
    if (serial === undefined || innerAlgorithm === undefined || issuer === undefined) return null;
    const spelled = sequence(bytesOf(tbs), innerAlgorithm, bits(signature.valueBlock.valueHexView));
    if (!equalBytes(spelled, der) || !equalBytes(bytesOf(algorithm), innerAlgorithm)) return null;
    const parsed = ParsedCertificate.fromBER(der);
    return {
      der,
      subject: nameText(parsed.subject),
      issuer: nameText(parsed.issuer),
      notBefore: parsed.notBefore.value,
      notAfter: parsed.notAfter.value,
      issuerAndSerial: sequence(issuer, serial),
      parsed,
    };
  } catch {
    // The library throws if a schema does not fit.
    return null;
  }
}

/** An element as it stands in what it was read from, its tag and length included. */
function bytesOf(element: { readonly valueBeforeDecodeView: Uint8Array }): Uint8Array {
  return element.valueBeforeDecodeView;
}

/** Identifiers of RFC 5280: what a certificate may be used for, and within which limits. */
const extensions = {
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  policies: '2.5.29.32',
  extendedKeyUsage: '2.5.29.37',
} as const;

export const purposes = {
  any: '2.5.29.37.0',
  emailProtection: '1.3.6.1.5.5.7.3.4',
  timeStamping: '1.3.6.1.5.5.7.3.8',
  documentSigning: '1.3.6.1.5.5.7.3.36',
  microsoftDocumentSigning: '1.3.6.1.4.1.311.10.3.12',
} as const;

function extension({ parsed }: Certificate, id: string) {
  return parsed.extensions?.find(({ extnID }) => extnID === id);
}

/** The first byte of RFC 5280 section 4.2.1.3's bits. */
export const usages = { digitalSignature: 0x80, nonRepudiation: 0x40, keyCertSign: 0x04 } as const;

/** Whether the certificate allows one of these usages; one that names none allows all. */
export function allows(certificate: Certificate, usage: number): boolean {
  const found = extension(certificate, extensions.keyUsage)?.parsedValue;
  if (found === undefined) return true;
  return found instanceof BitString && ((found.valueBlock.valueHexView[0] ?? 0) & usage) !== 0;
}

/** The purposes that it names; null where it is not limited to any. */
export function namedPurposes(certificate: Certificate): {
  readonly critical: boolean;
  readonly purposes: readonly string[];
} | null {
  const found = extension(certificate, extensions.extendedKeyUsage);
  if (found === undefined) return null;
  const { parsedValue, critical } = found;
  return { critical, purposes: parsedValue instanceof ExtKeyUsage ? parsedValue.keyPurposes : [] };
}

/** How many authorities may stand below it; null where it is no authority. */
export function authorityDepth(certificate: Certificate): number | null {
  const found = extension(certificate, extensions.basicConstraints)?.parsedValue;
  if (!(found instanceof BasicConstraints) || !found.cA) return null;
  const limit = found.pathLenConstraint;
  return typeof limit === 'number' ? limit : Number.POSITIVE_INFINITY;
}

/** A critical extension that is not checked here; null if there is none. */
export function unknownRestriction({ parsed }: Certificate): string | null {
  const known: readonly string[] = Object.values(extensions);
  const unknown = parsed.extensions?.find(({ critical, extnID }) => critical && !known.includes(extnID));
  return unknown?.extnID ?? null;
}

/** Whether it is signed over SHA-1, so that the signature could be moved to other content (RFC 6194). */
export function isWeaklySigned({ parsed }: Certificate): boolean {
  return getHashAlgorithm(parsed.signatureAlgorithm) === 'SHA-1';
}

export function isSelfIssued({ parsed }: Certificate): boolean {
  return parsed.issuer.isEqual(parsed.subject);
}

const ecPublicKey = '1.2.840.10045.2.1';
const p256 = '1.2.840.10045.3.1.7';

/** Whether the certificate is of a key on P-256. */
export function isP256({ parsed }: Certificate): boolean {
  const { algorithmId, algorithmParams } = parsed.subjectPublicKeyInfo.algorithm;
  return algorithmId === ecPublicKey && algorithmParams?.valueBlock?.toString() === p256;
}
