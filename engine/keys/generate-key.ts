import { generateKeyPairSync } from 'node:crypto';
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { printCertificates } from '../../shared/certificates/pem.ts';
import type { KeyInfo } from '../../shared/contract/pack-operations.ts';
import { AppError } from '../../shared/errors.ts';
import { fingerprint, publicKeyText } from '../../shared/seal/ssh-key.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import { nodeSigner } from './ed25519.ts';
import { encryptedKeyPem } from './encrypted-key.ts';
import { placeNewFile } from './place-new-file.ts';
import { selfSigned } from './self-signed.ts';

const shortestPassphrase = 8;
const defaultName = 'Casebound signing key';
/** In characters: RFC 5280, ub-common-name. A name that was cut could be taken for somebody else's. */
const longestName = 64;

export interface KeyRequest {
  readonly out: string;
  readonly passphrase: string;
  /** Whose key it is: the certificate's common name. */
  readonly name?: string | undefined;
}

/**
 * Makes signing keys: `out`, a passphrase-encrypted PEM file that only its owner can read, of an Ed25519 key, a P-256 key
 * and its self-signed certificate; and, to hand out, `out.pub`, the Ed25519 public key in one OpenSSH line, and
 * `out.crt`, the certificate. No file that is there is replaced.
 *
 * @throws AppError INVALID_INPUT for a short passphrase, a long name or files that are there, FILE_UNREADABLE, DISK_FULL
 */
export function generateKey({ out, passphrase, name = defaultName }: KeyRequest): KeyInfo {
  if (passphrase.length < shortestPassphrase) {
    throw refused(
      `the passphrase has ${passphrase.length} characters; a key needs at least ${shortestPassphrase}`,
      'choose a longer one: several words are best',
    );
  }
  if (name.trim() === '') throw refused('the name is empty', 'say whose key it is, or leave the name out');
  if ([...name].length > longestName) {
    throw refused(
      `the name is longer than the ${longestName} characters that a certificate has room for`,
      'give a shorter one: it stands in the certificate alone, and need not be the name that you review under',
    );
  }
  const path = resolve(out);
  const { privateKey } = generateKeyPairSync('ed25519');
  const { privateKey: certified } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { publicKey } = nodeSigner(privateKey);
  const line = `${publicKeyText(publicKey)} casebound`;
  const certificate = printCertificates([selfSigned(certified, name, new Date())]);
  const keys = encryptedKeyPem(privateKey, passphrase) + encryptedKeyPem(certified, passphrase);
  placeAll([
    [path, keys + certificate, 0o600],
    [`${path}.pub`, `${line}\n`, 0o644],
    [`${path}.crt`, certificate, 0o644],
  ]);
  return { path, fingerprint: fingerprint(nodeDigest, publicKey), publicKey: line };
}

/** All of them or none. */
function placeAll(files: readonly (readonly [path: string, text: string, mode: number])[]): void {
  const placed: string[] = [];
  try {
    for (const [path, text, mode] of files) {
      placeNewFile(path, text, mode);
      placed.push(path);
    }
  } catch (error) {
    for (const path of placed) rmSync(path, { force: true });
    throw error;
  }
}

function refused(message: string, next: string): AppError {
  return new AppError({ code: 'INVALID_INPUT', message, safe: 'no key was made', next });
}
