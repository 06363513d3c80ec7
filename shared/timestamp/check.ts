/** Whether an authority vouches that a message existed at a time: RFC 3161. */
import { compareBytes, concat, equalBytes } from '../bytes/encoding.ts';
import { type Certificate, namedPurposes, purposes, readCertificate } from '../certificates/certificate.ts';
import { type Chain, chainFault, chainFrom, validityFault } from '../certificates/chain.ts';
import { parseCertificates } from '../certificates/pem.ts';
import type { Digest } from '../proof/digest.ts';
import { nonce } from './request.ts';
import { signatureFault } from './signature.ts';
import { printTimestamp, readTimestamp, type TimestampToken } from './token.ts';

type Bytes = Uint8Array<ArrayBuffer>;

export interface Timestamp {
  /** When the message existed already. */
  readonly time: Date;
  /** The authority's certificate first. */
  readonly chain: Chain;
}

export type TimestampOutcome =
  | { readonly fault: string }
  | { readonly fault: null; readonly timestamp: Timestamp };

export type CheckTimestamp = (
  digest: Digest,
  message: Uint8Array,
  /** A signature of the message: the request's nonce is made from it. */
  signature: Uint8Array,
  response: Bytes,
  pem: string,
) => Promise<TimestampOutcome>;

/**
 * Holds an answer and the certificates that vouch for its authority against what was asked. Everything is hostile; only
 * the spelling that `printTimestamp` and `printCertificates` give counts.
 */
export const checkTimestamp: CheckTimestamp = async (digest, message, signature, response, pem) => {
  const certificates = parseCertificates(pem)?.map(readCertificate) ?? [];
  const [authority] = certificates;
  if (!authority || !certificates.every((certificate) => certificate !== null)) {
    return { fault: 'the certificates of the authority do not read as a pack has them' };
  }
  const token = readTimestamp(response);
  if (typeof token === 'string') return { fault: token };
  try {
    const chain = await chainFrom(authority, certificates);
    const fault =
      statedFault(digest, message, signature, token) ??
      (await authorityFault(token, chain)) ??
      spellingFault(token, response, chain, certificates);
    return fault === null ? { fault, timestamp: { time: token.stated.genTime, chain } } : { fault };
  } catch {
    // The library reads parts of a certificate only when they are looked at, and throws where they do not read.
    return { fault: 'the answer or its certificates do not read' };
  }
};

const sha256 = '2.16.840.1.101.3.4.2.1';

/** What the answer is about: this message, this request. */
function statedFault(
  digest: Digest,
  message: Uint8Array,
  signature: Uint8Array,
  { stated }: TimestampToken,
): string | null {
  const { hashAlgorithm, hashedMessage } = stated.messageImprint;
  const imprint = hashedMessage.valueBlock.valueHexView;
  if (hashAlgorithm.algorithmId !== sha256 || !equalBytes(imprint, digest.sha256(message)))
    return 'it is about something else than this pack';
  const repeated = stated.nonce === undefined ? new Uint8Array(0) : new Uint8Array(stated.nonce.toBER());
  if (!equalBytes(repeated, nonce(digest, signature))) return 'it answers another request: its nonce differs';
  return null;
}

/** Who answered: an authority for timestamps, vouched for at that time, whose signature holds. */
async function authorityFault(token: TimestampToken, chain: Chain): Promise<string | null> {
  const [authority] = chain.path;
  if (authority === undefined || !equalBytes(authority.issuerAndSerial, token.signer))
    return 'the certificate of the authority that signed it is not there';
  if (!isAuthority(authority)) return `the certificate ${authority.subject} is not for timestamps alone`;
  return (
    chainFault(chain) ??
    validityFault(chain, token.stated.genTime) ??
    (await signatureFault(token, authority))
  );
}

/** RFC 3161 section 2.3: that purpose, no other, and critical. */
function isAuthority(certificate: Certificate): boolean {
  const named = namedPurposes(certificate);
  return (
    named?.critical === true && named.purposes.length === 1 && named.purposes[0] === purposes.timeStamping
  );
}

function spellingFault(
  token: TimestampToken,
  response: Bytes,
  { path }: Chain,
  certificates: readonly (Certificate | null)[],
): string | null {
  const whole = path.length === certificates.length && path.every((each, i) => each === certificates[i]);
  if (!whole) return 'certificates stand there that do not vouch for the authority';
  const known = token.certificates.filter((der) =>
    path.some((certificate) => equalBytes(certificate.der, der)),
  );
  const distinct = known
    .toSorted(compareBytes)
    .every((der, i, all) => i === 0 || !equalBytes(der, all[i - 1] ?? der));
  const same = distinct && equalBytes(printTimestamp(token, known), response);
  return same ? null : 'it holds what its signature does not cover, or is spelled in another way';
}

/** What a pack keeps of an authority's answer. */
interface KeptTimestamp {
  readonly response: Bytes;
  readonly certificates: readonly Uint8Array[];
}

/**
 * The answer and the chain of its authority as a pack keeps them, or what is missing, as a sentence.
 *
 * @param among certificates that came beside the answer, such as the authority's root
 */
export async function keptTimestamp(
  response: Bytes,
  among: readonly Bytes[],
): Promise<KeptTimestamp | string> {
  const token = readTimestamp(response);
  if (typeof token === 'string') return token;
  const certificates = [...token.certificates, ...among].map(readCertificate).filter((each) => each !== null);
  const authority = certificates.find(({ issuerAndSerial }) => equalBytes(issuerAndSerial, token.signer));
  if (authority === undefined) return 'the certificate of the authority that signed it is not there';
  const chain = await chainFrom(authority, certificates);
  const fault = chainFault(chain);
  if (fault !== null) return fault;
  const kept = chain.path.filter(({ der }) => token.certificates.some((each) => equalBytes(each, der)));
  return {
    response: printTimestamp(
      token,
      kept.map(({ der }) => concat(der)),
    ),
    certificates: chain.path.map(({ der }) => der),
  };
}
