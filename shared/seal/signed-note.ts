/** Signed notes, https://c2sp.org/signed-note: a text, an empty line, and one line for each signature. */
import { concat, equalBytes, fromBase64, toBase64, utf8 } from '../bytes/encoding.ts';
import type { Digest } from '../proof/digest.ts';
import { type Signer, signatureLength, type VerifyEd25519 } from './ed25519.ts';

/** The specification's signature type of Ed25519. */
const ed25519Type = 0x01;
const keyIdLength = 4;
/** The most signatures of a note: the limit of Go's reader, golang.org/x/mod/sumdb/note. */
const mostSignatures = 100;
const linePrefix = '\u2014 ';

export interface NoteSignature {
  readonly name: string;
  readonly keyId: Uint8Array;
  readonly signature: Uint8Array;
}

export interface SignedNote {
  /** With its final line end; this is what is signed. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** The first four bytes of SHA-256(name || 0x0A || type || public key). */
function keyIdOf(digest: Digest, name: string, publicKey: Uint8Array): Uint8Array {
  return digest
    .sha256(concat(utf8(`${name}\n`), Uint8Array.of(ed25519Type), publicKey))
    .subarray(0, keyIdLength);
}

/** `text` ends in a line end and holds no empty line; `name` has no space and no plus sign. */
export async function signNote(digest: Digest, text: string, name: string, signer: Signer): Promise<string> {
  const signature = await signer.sign(utf8(text));
  return printNote({
    text,
    signatures: [{ name, keyId: keyIdOf(digest, name, signer.publicKey), signature }],
  });
}

function printNote({ text, signatures }: SignedNote): string {
  const lines = signatures.map(
    ({ name, keyId, signature }) => `${linePrefix}${name} ${toBase64(concat(keyId, signature))}\n`,
  );
  return `${text}\n${lines.join('')}`;
}

/** Reads hostile text; null for what is not a note of Ed25519 signatures in its one spelling. */
export function parseNote(note: string): SignedNote | null {
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || hasControls(note)) return null;
  const lines = note.slice(split + 2).split('\n');
  if (lines.pop() !== '' || lines.length === 0 || lines.length > mostSignatures) return null;
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const [, name, base64] = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/=]+)$/.exec(line) ?? [];
    const bytes = base64 === undefined ? null : fromBase64(base64);
    if (name === undefined || bytes?.length !== keyIdLength + signatureLength) return null;
    signatures.push({ name, keyId: bytes.subarray(0, keyIdLength), signature: bytes.subarray(keyIdLength) });
  }
  return { text: note.slice(0, split + 1), signatures };
}

function hasControls(note: string): boolean {
  for (let i = 0; i < note.length; i++) {
    const code = note.charCodeAt(i);
    if (code < 0x20 && code !== 0x0a) return true;
  }
  return false;
}

/** The signature lines that name this key, under this name. */
export function signaturesOf(
  digest: Digest,
  { signatures }: SignedNote,
  name: string,
  publicKey: Uint8Array,
): NoteSignature[] {
  const keyId = keyIdOf(digest, name, publicKey);
  return signatures.filter((line) => line.name === name && equalBytes(line.keyId, keyId));
}

/**
 * Whether the key signed the note under this name: some signature line names it, and every line that does holds. Lines
 * of other keys say nothing.
 */
export async function verifyNote(
  digest: Digest,
  note: SignedNote,
  name: string,
  publicKey: Uint8Array,
  verify: VerifyEd25519,
): Promise<boolean> {
  const own = signaturesOf(digest, note, name, publicKey);
  for (const { signature } of own) if (!(await verify(publicKey, utf8(note.text), signature))) return false;
  return own.length > 0;
}
