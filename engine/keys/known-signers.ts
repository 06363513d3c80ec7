import { readFileSync } from 'node:fs';
import { AppError } from '../../shared/errors.ts';
import { parseKnownSigners } from '../../shared/seal/ssh-key.ts';
import { unreadable } from '../case/faults.ts';

/**
 * The Ed25519 keys of a file of known signers.
 *
 * @throws AppError FILE_UNREADABLE, INVALID_INPUT where no line of it holds a key
 */
export function loadKnownSigners(path: string): Uint8Array[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw unreadable(path, error);
  }
  const { keys, ignoredLines } = parseKnownSigners(text);
  if (keys.length > 0 || ignoredLines === 0) return keys;
  throw new AppError({
    code: 'INVALID_INPUT',
    message: `${path} holds no Ed25519 public key`,
    safe: 'nothing was checked yet',
    next: 'give a file with one key a line, such as the .pub file that keygen wrote',
  });
}
