import { generateKeyPairSync } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { KeyInfo } from '../../shared/contract/operations.ts';
import { AppError } from '../../shared/errors.ts';
import { fingerprint, publicKeyText } from '../../shared/seal/ssh-key.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import { nodeSigner } from './ed25519.ts';
import { encryptedKeyPem } from './encrypted-key.ts';

const shortestPassphrase = 8;

/**
 * Makes a signing key: `out`, a passphrase-encrypted PKCS#8 PEM file that only its owner can read, and `out.pub`, the
 * public key in one OpenSSH line to hand out. Neither file replaces one that is there.
 *
 * @throws AppError INVALID_INPUT for a short passphrase or files that are there, FILE_UNREADABLE, DISK_FULL
 */
export function generateKey({
  out,
  passphrase,
}: {
  readonly out: string;
  readonly passphrase: string;
}): KeyInfo {
  if (passphrase.length < shortestPassphrase) {
    throw new AppError({
      code: 'INVALID_INPUT',
      message: `the passphrase has ${passphrase.length} characters; a key needs at least ${shortestPassphrase}`,
      safe: 'no key was made',
      next: 'choose a longer one: several words are best',
    });
  }
  const path = resolve(out);
  const { privateKey } = generateKeyPairSync('ed25519');
  const { publicKey } = nodeSigner(privateKey);
  const line = `${publicKeyText(publicKey)} casebound`;
  placeNew(path, encryptedKeyPem(privateKey, passphrase), 0o600);
  try {
    placeNew(`${path}.pub`, `${line}\n`, 0o644);
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  }
  return { path, fingerprint: fingerprint(nodeDigest, publicKey), publicKey: line };
}

/** Writes the whole file beside `path`, then links it there: a link, unlike a rename, fails where one stands already. */
function placeNew(path: string, text: string, mode: number): void {
  const writing = join(dirname(path), `.${basename(path)}.writing-${process.pid}`);
  try {
    const file = openSync(writing, 'wx', mode);
    try {
      writeSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    linkSync(writing, path);
  } catch (error) {
    throw keyFileFault(path, error as NodeJS.ErrnoException);
  } finally {
    rmSync(writing, { force: true });
  }
}

function keyFileFault(path: string, error: NodeJS.ErrnoException): AppError {
  const safe = 'no key was made';
  if (error.code === 'EEXIST') {
    const next = 'choose another path: a key is never replaced';
    return new AppError(
      { code: 'INVALID_INPUT', message: `a file already stands at ${path}`, safe, next },
      { cause: error },
    );
  }
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT') {
    const next = 'free space and try again';
    return new AppError(
      { code: 'DISK_FULL', message: `no room left to write ${path}`, safe, next },
      { cause: error },
    );
  }
  const next = 'choose a folder that exists and that you can write to';
  return new AppError(
    { code: 'FILE_UNREADABLE', message: `${path} cannot be written: ${error.message}`, safe, next },
    { cause: error },
  );
}
