/**
 * CMS signatures (RFC 5652) in the one form that Casebound writes: detached, one signer, ECDSA on P-256 with SHA-256,
 * signed attributes, DER. `openssl cms -verify` checks them.
 */
import { fromBER, type OctetString, type Sequence } from 'asn1js';
import { context, integer, octets, oid, sequence, set } from '../bytes/der.ts';
import { compareBytes, concat, equalBytes } from '../bytes/encoding.ts';
import { type Certificate, readCertificate } from '../certificates/certificate.ts';
import { type Chain, chainFault, chainFrom } from '../certificates/chain.ts';
import { parseCertificates } from '../certificates/pem.ts';
import { signingFault } from '../certificates/signing-purpose.ts';
import type { Digest } from '../proof/digest.ts';
import { ecdsaAlgorithm, verifyEcdsa } from './ecdsa.ts';

const signedDataType = oid('1.2.840.113549.1.7.2');
const dataType = oid('1.2.840.113549.1.7.1');
const contentTypeAttribute = oid('1.2.840.113549.1.9.3');
const messageDigestAttribute = oid('1.2.840.113549.1.9.4');
/** RFC 5035: the certificate is part of what is signed, so that no other of the same key can take its place. */
const signingCertificateAttribute = oid('1.2.840.113549.1.9.16.2.47');
/** RFC 5754 section 2: without parameters. */
const sha256Algorithm = sequence(oid('2.16.840.1.101.3.4.2.1'));

/** A key with its certificate and those that vouch for it. The key itself stays with the host. */
export interface CertificateSigner {
  /** The signer's own first, then up to one that is signed by itself. */
  readonly chain: readonly Certificate[];
  /** ECDSA with SHA-256, in DER. */
  sign(message: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

/** The DER of a detached signature of `message`. */
export async function signCms(
  digest: Digest,
  message: Uint8Array,
  { chain, sign }: CertificateSigner,
): Promise<Uint8Array<ArrayBuffer>> {
  const signature = await sign(set(...signedAttributes(digest, message, leafOf(chain))));
  return printCms(digest, message, chain, signature);
}

function leafOf([leaf]: readonly Certificate[]): Certificate {
  if (leaf === undefined) throw new TypeError('a signer without a certificate');
  return leaf;
}

/** DER sorts a SET by its encodings, which for these attributes is the order of their lengths. */
function signedAttributes(digest: Digest, message: Uint8Array, { der }: Certificate): Uint8Array[] {
  return [
    sequence(contentTypeAttribute, set(dataType)),
    sequence(messageDigestAttribute, set(octets(digest.sha256(message)))),
    sequence(signingCertificateAttribute, set(sequence(sequence(sequence(octets(digest.sha256(der))))))),
  ];
}

function printCms(
  digest: Digest,
  message: Uint8Array,
  chain: readonly Certificate[],
  signature: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const leaf = leafOf(chain);
  const signerInfo = sequence(
    integer(1),
    leaf.issuerAndSerial,
    sha256Algorithm,
    context(0, ...signedAttributes(digest, message, leaf)),
    ecdsaAlgorithm,
    octets(signature),
  );
  const signedData = sequence(
    integer(1),
    set(sha256Algorithm),
    sequence(dataType),
    context(0, ...chain.map(({ der }) => der).toSorted(compareBytes)),
    set(signerInfo),
  );
  return sequence(signedDataType, context(0, signedData));
}

export type CheckCms = (
  digest: Digest,
  message: Uint8Array,
  cms: Uint8Array<ArrayBuffer>,
  pem: string,
) => Promise<CmsOutcome>;

export type CmsOutcome =
  | { readonly fault: string }
  /** The signature holds, and the chain vouches for the signer. At which time it does is not yet asked. */
  | { readonly fault: null; readonly chain: Chain };

/**
 * Holds a detached signature and its certificates against the message. Everything is hostile; all spellings but that of
 * `signCms` and `printCertificates` are faults, so that each byte of both counts.
 *
 * @param pem the signer's certificate, then those that vouch for it, one for the other
 */
export const checkCms: CheckCms = async (digest, message, cms, pem) => {
  const ders = parseCertificates(pem);
  const certificates = ders?.map(readCertificate) ?? [];
  const [leaf] = certificates;
  if (!leaf || !certificates.every((certificate) => certificate !== null)) {
    return { fault: 'the certificates do not read as sealing writes them' };
  }
  try {
    return await checkAgainst(digest, message, cms, leaf, certificates);
  } catch {
    // The library reads parts of a certificate only when they are looked at, and throws where they do not read.
    return { fault: 'the certificates do not read' };
  }
};

async function checkAgainst(
  digest: Digest,
  message: Uint8Array,
  cms: Uint8Array<ArrayBuffer>,
  leaf: Certificate,
  certificates: readonly Certificate[],
): Promise<CmsOutcome> {
  const chain = await chainFrom(leaf, certificates);
  const fault = chainFault(chain);
  if (fault !== null) return { fault };
  if (chain.path.length !== certificates.length || chain.path.some((each, i) => each !== certificates[i])) {
    return { fault: 'certificates stand there that do not vouch for the signer' };
  }
  const signature = signatureOf(cms);
  if (signature === null || !equalBytes(printCms(digest, message, chain.path, signature), cms)) {
    return { fault: 'it is not a signature of this tag manifest as sealing writes it' };
  }
  const attributes = set(...signedAttributes(digest, message, leaf));
  const unfit = signingFault(leaf);
  if (unfit !== null) return { fault: `its certificate cannot seal: ${unfit}` };
  if (!(await verifyEcdsa(leaf, attributes, signature))) {
    return { fault: 'the signature was not made over this tag manifest by the key of its certificate' };
  }
  return { fault: null, chain };
}

/** The last field of the last signer. Whether the rest is as it has to be, comparing it with `printCms` shows. */
function signatureOf(cms: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | null {
  try {
    const last = (block: unknown) => (block as Sequence).valueBlock.value.at(-1);
    const signerInfos = last(last(last(fromBER(cms).result)));
    const signature = last(last(signerInfos)) as OctetString | undefined;
    return signature === undefined ? null : concat(signature.valueBlock.valueHexView);
  } catch {
    return null;
  }
}
