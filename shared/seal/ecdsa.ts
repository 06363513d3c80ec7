/** ECDSA on P-256 with SHA-256 (RFC 5753, RFC 5758), through WebCrypto, which every host has. */
import { fromBER, type Integer, OctetString, type Sequence } from 'asn1js';
import { AlgorithmIdentifier, getCrypto } from 'pkijs';
import { integer, oid, sequence } from '../bytes/der.ts';
import { equalBytes } from '../bytes/encoding.ts';
import type { Certificate } from '../certificates/certificate.ts';

const ecdsaWithSha256 = '1.2.840.10045.4.3.2';
export const ecdsaAlgorithm: Uint8Array = sequence(oid(ecdsaWithSha256));

const coordinateLength = 32;

/** `signature`: DER, in its one spelling; any other is refused. */
export async function verifyEcdsa(
  certificate: Certificate,
  message: Uint8Array<ArrayBuffer>,
  signature: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  if (!isEcdsaSpelling(signature, coordinateLength)) return false;
  try {
    return await getCrypto(true).verifyWithPublicKey(
      message,
      new OctetString({ valueHex: signature }) as never,
      certificate.parsed.subjectPublicKeyInfo,
      new AlgorithmIdentifier({ algorithmId: ecdsaWithSha256 }),
    );
  } catch {
    return false;
  }
}

/**
 * Whether a signature is the DER of two numbers, in the only spelling that DER allows, each of at most `longest` bytes. The
 * length is checked here because the library ignores whatever of a number does not fit.
 */
export function isEcdsaSpelling(signature: Uint8Array<ArrayBuffer>, longest: number): boolean {
  const { result } = fromBER(signature);
  const parts = (result as Sequence).valueBlock?.value as Integer[] | undefined;
  if (parts?.length !== 2) return false;
  const numbers = parts.map(({ valueBlock }) => valueBlock.valueHexView ?? new Uint8Array(0));
  const fit = numbers.every((bytes) => bytes.length - (bytes[0] === 0 ? 1 : 0) <= longest);
  return fit && equalBytes(sequence(...numbers.map(integer)), signature);
}
