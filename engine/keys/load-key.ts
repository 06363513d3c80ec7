import { createPrivateKey, type KeyObject } from 'node:crypto';
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { AppError } from '../../shared/errors.ts';
import type { Signer } from '../../shared/seal/ed25519.ts';
import { nodeSigner } from './ed25519.ts';

const largestKeyFile = 1 << 20;
const block = /-----BEGIN ([A-Z0-9 ]+)-----\n[A-Za-z0-9+/=\n]+-----END \1-----/g;

/**
 * The Ed25519 key of a key file: a sequence of PEM blocks of which the first private key of that kind counts. Other
 * blocks, such as the P-256 key and certificate of CMS seals, are passed over. An unencrypted key works too: an
 * organization may keep its keys its own way.
 *
 * @throws AppError KEY_UNAVAILABLE
 */
export function loadSigner(path: string, passphrase: string): Signer {
  const text = readKeyFile(path).replaceAll('\r\n', '\n');
  const blocks = [...text.matchAll(block)].filter(([, label]) => label?.endsWith('PRIVATE KEY'));
  if (blocks.length === 0)
    throw unavailable(
      `${path} holds no private key in PEM form`,
      'choose a key file made with: casebound keygen',
    );
  for (const [pem] of blocks) {
    const key = open(path, pem, passphrase);
    if (key.asymmetricKeyType === 'ed25519') return nodeSigner(key);
  }
  throw unavailable(`${path} holds no Ed25519 key`, 'choose a key file made with: casebound keygen');
}

function readKeyFile(path: string): string {
  try {
    const file = openSync(path, 'r');
    try {
      if (fstatSync(file).size > largestKeyFile)
        throw unavailable(`${path} is too large to be a key`, 'choose a key file');
      return readFileSync(file, 'latin1');
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    const why =
      (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : (error as Error).message;
    throw unavailable(`the key ${path} cannot be read: ${why}`, 'check the path and its permissions', error);
  }
}

function open(path: string, pem: string, passphrase: string): KeyObject {
  try {
    return createPrivateKey({ key: pem, format: 'pem', passphrase });
  } catch (error) {
    const encrypted = pem.includes('ENCRYPTED');
    throw encrypted
      ? unavailable(
          `the passphrase does not open the key ${path}`,
          'type it again; a lost passphrase cannot be recovered',
          error,
        )
      : unavailable(
          `the key ${path} cannot be read: it is damaged, or of a kind that is not known`,
          'choose a key file made with: casebound keygen',
          error,
        );
  }
}

function unavailable(message: string, next: string, cause?: unknown): AppError {
  return new AppError({ code: 'KEY_UNAVAILABLE', message, safe: 'nothing was written', next }, { cause });
}
