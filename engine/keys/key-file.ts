import { createPrivateKey, type KeyObject } from 'node:crypto';
import { type PemBlock, readPem } from '../../shared/certificates/pem.ts';
import { AppError } from '../../shared/errors.ts';
import { readSmallFile } from '../files/small-file.ts';
import { openEncryptedKey } from './encrypted-key.ts';

const largestKeyFile = 1 << 20;

/** @throws AppError KEY_UNAVAILABLE */
export function readKeyFile(path: string): Buffer<ArrayBuffer> {
  try {
    return readSmallFile(path, largestKeyFile);
  } catch (error) {
    const { message, next } = error as AppError;
    throw keyUnavailable(`the key ${message}`, next, error);
  }
}

/** The private keys of a file of PEM blocks, opened one by one as they are asked for: each takes a moment. */
export function* privateKeys(
  path: string,
  blocks: readonly PemBlock[],
  passphrase: string,
): Generator<KeyObject> {
  for (const block of blocks) if (isPrivateKey(block)) yield open(path, block.pem, passphrase);
}

/** The same, opened all at once beside other work of the thread. @throws AppError KEY_UNAVAILABLE */
export function openPrivateKeys(
  path: string,
  blocks: readonly PemBlock[],
  passphrase: string,
): Promise<KeyObject[]> {
  return Promise.all(
    blocks
      .filter(isPrivateKey)
      .map(async ({ der, pem }) => (await openEncryptedKey(der, passphrase)) ?? open(path, pem, passphrase)),
  );
}

function isPrivateKey({ label }: PemBlock): boolean {
  return label.endsWith('PRIVATE KEY');
}

/** @throws AppError KEY_UNAVAILABLE where no private key is among them */
export function readKeyBlocks(path: string): PemBlock[] {
  const blocks = readPem(readKeyFile(path).toString('latin1'));
  if (blocks.some(isPrivateKey)) return blocks;
  throw keyUnavailable(
    `${path} holds no private key in PEM form`,
    'choose a key file made with: casebound keygen',
  );
}

function open(path: string, pem: string, passphrase: string): KeyObject {
  try {
    return createPrivateKey({ key: pem, format: 'pem', passphrase });
  } catch (error) {
    const encrypted = pem.includes('ENCRYPTED');
    throw encrypted
      ? keyUnavailable(
          `the passphrase does not open the key ${path}`,
          'type it again; a lost passphrase cannot be recovered',
          error,
        )
      : keyUnavailable(
          `the key ${path} cannot be read: it is damaged, or of a kind that is not known`,
          'choose a key file made with: casebound keygen',
          error,
        );
  }
}

export function keyUnavailable(message: string, next: string, cause?: unknown): AppError {
  return new AppError({ code: 'KEY_UNAVAILABLE', message, safe: 'nothing was written', next }, { cause });
}
