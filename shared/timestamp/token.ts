/**
 * An authority's answer (RFC 3161 section 2.4.2) taken apart, and put together again of what its signature covers and
 * what vouches for it. An authority may add more, which nobody could hold to account: it is not kept in a pack, where
 * every byte counts.
 */
import { fromBER, type OctetString, type Sequence } from 'asn1js';
import { PKIStatusInfo, TSTInfo } from 'pkijs';
import { context, integer, octets, oid, sequence, set } from '../bytes/der.ts';
import { compareBytes, concat } from '../bytes/encoding.ts';

const signedDataType = oid('1.2.840.113549.1.7.2');
const timestampInfoType = oid('1.2.840.113549.1.9.16.1.4');
const granted = 0;
const signedDataVersion = 3;
const signerInfoVersion = 1;
/** The first byte of `[0]` and of a SET. */
const firstContextTag = 0xa0;
const setTag = 0x31;

type Bytes = Uint8Array<ArrayBuffer>;

/** The parts of an answer that was granted, in DER as they stand in it. */
export interface TimestampToken {
  /** TSTInfo. */
  readonly info: Bytes;
  readonly stated: TSTInfo;
  readonly certificates: readonly Bytes[];
  /** Issuer and serial number of the authority's certificate. */
  readonly signer: Bytes;
  readonly digestAlgorithm: Bytes;
  /** As a SET OF, which is what is signed. */
  readonly signedAttributes: Bytes;
  readonly signatureAlgorithm: Bytes;
  readonly signature: Bytes;
}

/** Reads hostile bytes: the token, or what is wrong with them, as a sentence. */
export function readTimestamp(der: Bytes): TimestampToken | string {
  try {
    return takeApart(der);
  } catch {
    // The library throws where a schema does not fit, and so do we where a part is not there.
    return 'it is no answer of a timestamp authority';
  }
}

function takeApart(der: Bytes): TimestampToken | string {
  const { offset, result } = fromBER(der);
  if (offset !== der.length) throw new TypeError('something follows');
  const [statusInfo, token] = partsOf(result);
  const { status, statusStrings } = new PKIStatusInfo({ schema: statusInfo });
  if (status !== granted || token === undefined) {
    const why = statusStrings?.map(({ valueBlock }) => valueBlock.value).join('; ') ?? '';
    return `the authority did not grant it (status ${status}${why === '' ? '' : `: ${why}`})`;
  }
  const signedData = partsOf(partsOf(partsOf(token)[1])[0]);
  const signers = partsOf(signedData.at(-1));
  if (signers.length !== 1) return 'it is not signed by one authority';
  const [, signer, digestAlgorithm, attributes, signatureAlgorithm, signature] = partsOf(signers[0]);
  const info = octetsOf(partsOf(partsOf(signedData[2])[1])[0]);
  const certificates = signedData.slice(3, -1).find((part) => bytesOf(part)[0] === firstContextTag);
  return {
    info,
    stated: TSTInfo.fromBER(info),
    certificates: certificates === undefined ? [] : partsOf(certificates).map(bytesOf),
    signer: bytesOf(signer),
    digestAlgorithm: bytesOf(digestAlgorithm),
    signedAttributes: signedForm(bytesOf(attributes)),
    signatureAlgorithm: bytesOf(signatureAlgorithm),
    signature: octetsOf(signature),
  };
}

type Element = { readonly valueBeforeDecodeView: Uint8Array };

function partsOf(element: unknown): Element[] {
  return (element as Sequence).valueBlock.value;
}

function octetsOf(element: unknown): Bytes {
  return new Uint8Array((element as OctetString).getValue());
}

/** An element as it stands, its tag and length included. */
function bytesOf(element: Element | undefined): Bytes {
  if (element === undefined) throw new TypeError('a part is not there');
  return concat(element.valueBeforeDecodeView);
}

/** RFC 5652 section 5.4: signed attributes stand as `[0]`, and are signed as a SET. */
function signedForm(attributes: Bytes): Bytes {
  if (attributes[0] !== firstContextTag) throw new TypeError('no signed attributes');
  attributes[0] = setTag;
  return attributes;
}

/** The answer in the one spelling that a pack has it in. */
export function printTimestamp(token: TimestampToken, certificates: readonly Uint8Array[]): Bytes {
  const attributes = concat(token.signedAttributes);
  attributes[0] = firstContextTag;
  const signerInfo = sequence(
    integer(signerInfoVersion),
    token.signer,
    token.digestAlgorithm,
    attributes,
    token.signatureAlgorithm,
    octets(token.signature),
  );
  const signedData = sequence(
    integer(signedDataVersion),
    set(token.digestAlgorithm),
    sequence(timestampInfoType, context(0, octets(token.info))),
    ...(certificates.length === 0 ? [] : [context(0, ...certificates.toSorted(compareBytes))]),
    set(signerInfo),
  );
  return sequence(sequence(integer(granted)), sequence(signedDataType, context(0, signedData)));
}
