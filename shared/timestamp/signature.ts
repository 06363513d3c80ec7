/** Whether an authority's signature holds: RFC 5652 section 5.4, RFC 3161 section 2.4.2, RFC 5816. */
import { fromBER, OctetString, type Sequence } from 'asn1js';
import { AlgorithmIdentifier, getCrypto } from 'pkijs';
import { nothing, octets, oid, sequence, set } from '../bytes/der.ts';
import { concat, equalBytes, toHex } from '../bytes/encoding.ts';
import type { Certificate } from '../certificates/certificate.ts';
import { isEcdsaSpelling } from '../seal/ecdsa.ts';
import type { TimestampToken } from './token.ts';

type Bytes = Uint8Array<ArrayBuffer>;

const digests = [
  ['SHA-256', '2.16.840.1.101.3.4.2.1'],
  ['SHA-384', '2.16.840.1.101.3.4.2.2'],
  ['SHA-512', '2.16.840.1.101.3.4.2.3'],
] as const;

/** With NULL for parameters, and without parameters: both are in use. */
const digestAlgorithms = new Map(
  digests.flatMap(([name, id]) => [
    [toHex(sequence(oid(id))), name],
    [toHex(sequence(oid(id), nothing)), name],
  ]),
);

const rsa = [
  '1.2.840.113549.1.1.1',
  '1.2.840.113549.1.1.11',
  '1.2.840.113549.1.1.12',
  '1.2.840.113549.1.1.13',
];
const ecdsa = ['1.2.840.10045.4.3.2', '1.2.840.10045.4.3.3', '1.2.840.10045.4.3.4'];
const signatureAlgorithms = new Map<string, { readonly id: string; readonly ecdsa: boolean }>([
  ...rsa.map((id) => [toHex(sequence(oid(id), nothing)), { id, ecdsa: false }] as const),
  ...ecdsa.map((id) => [toHex(sequence(oid(id))), { id, ecdsa: true }] as const),
]);
/** The length of a coordinate on the largest curve, P-521, in bytes. */
const longestCoordinate = 66;

/** Why the signature proves nothing, as a sentence; null if it holds. */
export async function signatureFault(token: TimestampToken, authority: Certificate): Promise<string | null> {
  const digestName = digestAlgorithms.get(toHex(token.digestAlgorithm));
  const algorithm = signatureAlgorithms.get(toHex(token.signatureAlgorithm));
  if (digestName === undefined || algorithm === undefined)
    return 'it is signed in a way that is not known here';
  const attributes = attributesOf(token.signedAttributes);
  const hashed = async (name: string, bytes: Bytes) =>
    new Uint8Array(await crypto.subtle.digest(name, bytes));
  const digest = set(octets(await hashed(digestName, token.info)));
  if (!equalBytes(attributes.get(messageDigest) ?? empty, digest)) return 'it was signed over something else';
  if (!equalBytes(attributes.get(contentType) ?? empty, set(timestampInfo))) return 'it is not a timestamp';
  if (!(await namesCertificate(attributes, authority, hashed)))
    return "its signature does not name the authority's certificate";
  if (algorithm.ecdsa && !isEcdsaSpelling(token.signature, longestCoordinate)) return broken;
  try {
    const holds = await getCrypto(true).verifyWithPublicKey(
      token.signedAttributes,
      new OctetString({ valueHex: token.signature }) as never,
      authority.parsed.subjectPublicKeyInfo,
      new AlgorithmIdentifier({ algorithmId: algorithm.id }),
      digestName,
    );
    return holds ? null : broken;
  } catch {
    return broken;
  }
}

const broken = "the authority's signature does not hold";
const empty = new Uint8Array(0);
const contentType = '1.2.840.113549.1.9.3';
const messageDigest = '1.2.840.113549.1.9.4';
const timestampInfo = oid('1.2.840.113549.1.9.16.1.4');
const signingCertificate = '1.2.840.113549.1.9.16.2.12';
const signingCertificateV2 = '1.2.840.113549.1.9.16.2.47';

/** The DER of each attribute's SET of values, by its type. */
function attributesOf(signedAttributes: Bytes): Map<string, Uint8Array> {
  const { result } = fromBER(signedAttributes);
  return new Map(
    (result as Sequence).valueBlock.value.map((attribute) => {
      const [type, values] = (attribute as Sequence).valueBlock.value;
      return [type?.valueBlock.toString() ?? '', (values as Sequence).valueBeforeDecodeView];
    }),
  );
}

/** RFC 5816: the hash of the certificate, by SHA-1 in the older form, by SHA-256 or a named digest in the newer. */
async function namesCertificate(
  attributes: ReadonlyMap<string, Uint8Array>,
  { der }: Certificate,
  hashed: (name: string, bytes: Bytes) => Promise<Uint8Array>,
): Promise<boolean> {
  const own = concat(der);
  const newer = attributes.get(signingCertificateV2);
  const older = attributes.get(signingCertificate);
  if (newer === undefined && older === undefined) return false;
  if (older !== undefined && !equalBytes(hashIn(older).hash, await hashed('SHA-1', own))) return false;
  if (newer === undefined) return true;
  const { algorithm, hash } = hashIn(newer);
  const name = algorithm === null ? 'SHA-256' : digestAlgorithms.get(toHex(algorithm));
  return name !== undefined && equalBytes(hash, await hashed(name, own));
}

/** SET { SigningCertificate { certs { ESSCertID { [algorithm], hash, … } … } … } }, the first of the certificates. */
function hashIn(values: Uint8Array): { readonly algorithm: Uint8Array | null; readonly hash: Uint8Array } {
  const into = (block: unknown) => (block as Sequence | undefined)?.valueBlock.value[0];
  const id = into(into(into(fromBER(concat(values)).result))) as Sequence | undefined;
  const [first, second] = id?.valueBlock.value ?? [];
  if (first instanceof OctetString) return { algorithm: null, hash: first.valueBlock.valueHexView };
  const hash = second instanceof OctetString ? second.valueBlock.valueHexView : empty;
  return { algorithm: first?.valueBeforeDecodeView ?? empty, hash };
}
