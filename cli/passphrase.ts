import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { readSmallFile } from '../engine/files/small-file.ts';
import { AppError } from '../shared/errors.ts';

/**
 * The passphrase: from a file (without the line ending at its end), else from CASEBOUND_PASSPHRASE, else from a
 * prompt on the terminal that does not show it. Never from the command line, which other users can see.
 *
 * @throws AppError FILE_UNREADABLE, KEY_UNAVAILABLE where there is no way to get it or two answers differ
 */
export async function readPassphrase(
  file: string | undefined,
  prompt: string,
  { again = false }: { readonly again?: boolean } = {},
): Promise<string> {
  if (file !== undefined) return readPassphraseFile(file);
  const fromEnvironment = process.env['CASEBOUND_PASSPHRASE'];
  if (fromEnvironment !== undefined) return fromEnvironment;
  if (!process.stdin.isTTY) {
    throw unavailable('no passphrase was given', 'use --passphrase-file, or set CASEBOUND_PASSPHRASE');
  }
  const passphrase = await ask(prompt);
  if (again && (await ask('The same again: ')) !== passphrase) {
    throw unavailable('the two passphrases differ', 'start again');
  }
  return passphrase;
}

/** @throws AppError FILE_UNREADABLE */
export function readPassphraseFile(file: string): string {
  return readSmallFile(file)
    .toString('utf8')
    .replace(/\r?\n$/, '');
}

async function ask(prompt: string): Promise<string> {
  process.stderr.write(prompt);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    return await terminal.question('');
  } finally {
    terminal.close();
    process.stderr.write('\n');
  }
}

function unavailable(message: string, next: string): AppError {
  return new AppError({ code: 'KEY_UNAVAILABLE', message, safe: 'nothing was written', next });
}
