import { concat, fromBase64, toBase64, utf8 } from '../bytes/encoding.ts';
import type { Digest } from '../proof/digest.ts';
import { publicKeyLength } from './ed25519.ts';
import { WireReader, wireString } from './ssh-wire.ts';

const keyType = 'ssh-ed25519';

/** An Ed25519 public key in OpenSSH's wire form (RFC 8709 section 4). */
export function publicKeyBlob(publicKey: Uint8Array): Uint8Array<ArrayBuffer> {
  return concat(wireString(keyType), wireString(publicKey));
}

/** The 32 bytes of an Ed25519 public key in wire form; null for anything else. */
export function parsePublicKeyBlob(blob: Uint8Array): Uint8Array | null {
  const reader = new WireReader(blob);
  if (!reader.expect(wireString(keyType))) return null;
  const publicKey = reader.string();
  return publicKey?.length === publicKeyLength && reader.done ? publicKey : null;
}

/** `ssh-ed25519 AAAA...`, as in authorized_keys, without a line end. */
export function publicKeyText(publicKey: Uint8Array): string {
  return `${keyType} ${toBase64(publicKeyBlob(publicKey))}`;
}

/** `SHA256:...`, as ssh-keygen prints it: base64 without padding. */
export function fingerprint(digest: Digest, publicKey: Uint8Array): string {
  return `SHA256:${toBase64(digest.sha256(publicKeyBlob(publicKey))).replace(/=+$/, '')}`;
}

/**
 * The Ed25519 keys of a list of known signers: one key a line, as a `.pub` file, authorized_keys or allowed_signers has
 * it, whatever stands before and after the key. Lines that hold none are counted, so that a list in which nothing is
 * understood is not taken for an empty one.
 */
export function parseKnownSigners(text: string): { keys: Uint8Array[]; ignoredLines: number } {
  const keys: Uint8Array[] = [];
  let ignoredLines = 0;
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    const [, base64] = /(?:^|\s)ssh-ed25519\s+([A-Za-z0-9+/=]+)/.exec(line) ?? [];
    const blob = base64 === undefined ? null : fromBase64(base64);
    const publicKey = blob === null ? null : parsePublicKeyBlob(blob);
    if (publicKey === null) ignoredLines++;
    else keys.push(publicKey);
  }
  return { keys, ignoredLines };
}

/** The identity that every seal is made under: who holds the key is for the reader to establish, not for the pack to say. */
export const sealPrincipal = 'casebound';

/** `seal/allowed_signers`: one line in the format of ssh-keygen(1), wholly determined by the key and the namespace. */
export function allowedSigners(publicKey: Uint8Array, namespace: string): Uint8Array<ArrayBuffer> {
  return utf8(`${sealPrincipal} namespaces="${namespace}" ${publicKeyText(publicKey)}\n`);
}
