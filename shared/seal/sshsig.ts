/**
 * SSH signatures as OpenSSH's PROTOCOL.sshsig defines them, with the one choice that Casebound makes: Ed25519 over a
 * SHA-512 of the message. `ssh-keygen -Y verify` checks them.
 */
import { concat, fromBase64, toBase64, utf8 } from '../bytes/encoding.ts';
import type { Sha512, Signer, VerifyEd25519 } from './ed25519.ts';
import { signatureLength } from './ed25519.ts';
import { parsePublicKeyBlob, publicKeyBlob } from './ssh-key.ts';
import { WireReader, wireString, wireUint32 } from './ssh-wire.ts';

const magic = utf8('SSHSIG');
const version = wireUint32(1);
const hashAlgorithm = 'sha512';
const signatureType = 'ssh-ed25519';
/** As ssh-keygen wraps its armor. */
const armorWidth = 70;
const armorBegin = '-----BEGIN SSH SIGNATURE-----';
const armorEnd = '-----END SSH SIGNATURE-----';

export interface SshSignature {
  readonly publicKey: Uint8Array;
  /** What the signature is for, so that one made for another purpose cannot be passed off as this. */
  readonly namespace: string;
  readonly signature: Uint8Array;
}

/** The armored signature of `message`. */
export async function signSsh(
  message: Uint8Array,
  namespace: string,
  signer: Signer,
  sha512: Sha512,
): Promise<string> {
  const signature = await signer.sign(signedData(namespace, await sha512(message)));
  return printSsh({ publicKey: signer.publicKey, namespace, signature });
}

export async function verifySsh(
  { publicKey, namespace, signature }: SshSignature,
  message: Uint8Array,
  verify: VerifyEd25519,
  sha512: Sha512,
): Promise<boolean> {
  return verify(publicKey, signedData(namespace, await sha512(message)), signature);
}

/** The bytes that are signed: PROTOCOL.sshsig section 3. */
function signedData(namespace: string, messageDigest: Uint8Array): Uint8Array {
  return concat(
    magic,
    wireString(namespace),
    wireString(''),
    wireString(hashAlgorithm),
    wireString(messageDigest),
  );
}

function printSsh({ publicKey, namespace, signature }: SshSignature): string {
  const blob = concat(
    magic,
    version,
    wireString(publicKeyBlob(publicKey)),
    wireString(namespace),
    wireString(''),
    wireString(hashAlgorithm),
    wireString(concat(wireString(signatureType), wireString(signature))),
  );
  const lines = toBase64(blob).match(new RegExp(`.{1,${armorWidth}}`, 'g')) ?? [];
  return [armorBegin, ...lines, armorEnd, ''].join('\n');
}

/** Reads hostile text. Null for every spelling but the one that `signSsh` writes, so that each byte of it counts. */
export function parseSsh(text: string): SshSignature | null {
  const lines = text.split('\n');
  if (lines[0] !== armorBegin || lines.at(-2) !== armorEnd) return null;
  const blob = fromBase64(lines.slice(1, -2).join(''));
  const parsed = blob === null ? null : parseBlob(blob);
  return parsed !== null && printSsh(parsed) === text ? parsed : null;
}

function parseBlob(blob: Uint8Array): SshSignature | null {
  const reader = new WireReader(blob);
  if (!reader.expect(magic) || !reader.expect(version)) return null;
  const publicKey = parsePublicKeyBlob(reader.string() ?? new Uint8Array(0));
  const namespace = reader.string();
  if (publicKey === null || namespace === null || !isAscii(namespace)) return null;
  if (!reader.expect(wireString('')) || !reader.expect(wireString(hashAlgorithm))) return null;
  const inner = new WireReader(reader.string() ?? new Uint8Array(0));
  if (!reader.done || !inner.expect(wireString(signatureType))) return null;
  const signature = inner.string();
  if (signature?.length !== signatureLength || !inner.done) return null;
  return { publicKey, namespace: String.fromCharCode(...namespace), signature };
}

function isAscii(bytes: Uint8Array): boolean {
  return bytes.length <= 200 && bytes.every((byte) => byte >= 0x21 && byte <= 0x7e);
}
