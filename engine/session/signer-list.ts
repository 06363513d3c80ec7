import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { InputOf } from '../../shared/contract/operation.ts';
import type { signerOperations } from '../../shared/contract/signer-operations.ts';
import { AppError } from '../../shared/errors.ts';
import { type KnownSigner, readFingerprint } from '../../shared/seal/known-signer.ts';
import { fingerprint as fingerprintOf, parseKnownSigners, publicKeyText } from '../../shared/seal/ssh-key.ts';
import { writeFault } from '../files/file-fault.ts';
import { unreadable } from '../files/path-faults.ts';
import { ledTo } from '../files/place-file.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import { configurationFile } from './configuration.ts';
import { oneAtATime } from './one-at-a-time.ts';

const schema = z.strictObject({
  format: z.literal('casebound-signers/1'),
  signers: z.array(
    z.strictObject({
      name: z.string(),
      kind: z.enum(['ssh', 'certificate']),
      fingerprint: z.string(),
      publicKey: z.string().nullable(),
      since: z.string(),
      note: z.string().nullable(),
    }),
  ),
});

type Addition = InputOf<(typeof signerOperations)['signer.add']>;

/**
 * The signers whom the user knows, in a file of the configuration folder. It is what trust stands on, so that it is never begun
 * anew: a file that does not read is an error and is left as it is, and one that cannot be written is too.
 */
export class SignerList {
  private readonly file: string;

  constructor(file = configurationFile('signers.json')) {
    this.file = file;
  }

  /** By name. @throws AppError FILE_UNREADABLE, INVALID_INPUT where the file is not a list of signers */
  list(): readonly KnownSigner[] {
    return this.read().toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  }

  /** @throws AppError INVALID_INPUT where the fingerprint is known already, or is not that of the key */
  add({ name, fingerprint: text, publicKey, since, note }: Addition, now = new Date()): KnownSigner {
    const read = readFingerprint(text);
    if (read === null) throw refused(`${JSON.stringify(text)} is no fingerprint`, fingerprintHint);
    const key = publicKey === undefined ? null : keyOf(publicKey, read.fingerprint);
    const added = {
      ...{ name, ...read, publicKey: key },
      ...{ since: since ?? now.toISOString(), note: note === undefined || note === '' ? null : note },
    };
    return oneAtATime(this.file, () => {
      const signers = this.read();
      const known = signers.find((signer) => signer.fingerprint === read.fingerprint);
      if (known !== undefined)
        throw refused(
          `${read.fingerprint} is known already, as ${known.name}`,
          'remove that first, to give it another name',
        );
      this.write([...signers, added]);
      return added;
    });
  }

  /** @returns what is not known any more. @throws AppError INVALID_INPUT where it was not */
  remove(text: string): KnownSigner {
    const wanted = readFingerprint(text)?.fingerprint;
    return oneAtATime(this.file, () => {
      const signers = this.read();
      const removed = signers.find(({ fingerprint }) => fingerprint === wanted);
      if (removed === undefined)
        throw refused(
          `no known signer has the fingerprint ${text}`,
          'casebound signers list tells which are known',
        );
      this.write(signers.filter((signer) => signer !== removed));
      return removed;
    });
  }

  private read(): readonly KnownSigner[] {
    let text: string;
    try {
      text = readFileSync(this.file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw unreadable(this.file, error);
    }
    const parsed = schema.safeParse(jsonOf(text));
    if (parsed.success) return parsed.data.signers;
    throw new AppError({
      code: 'INVALID_INPUT',
      message: `${this.file} is not the list of known signers that Casebound writes`,
      safe: 'it was not touched, and nobody was taken for known',
      next: 'put it right from a copy, or move it away to begin anew',
    });
  }

  private write(signers: readonly KnownSigner[]): void {
    const place = ledTo(this.file);
    const draft = `${place}.${process.pid}`;
    try {
      mkdirSync(dirname(this.file), { recursive: true });
      const file = openSync(draft, 'w', 0o600);
      try {
        writeSync(file, `${JSON.stringify({ format: 'casebound-signers/1', signers }, null, 2)}\n`);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(draft, place);
    } catch (error) {
      rmSync(draft, { force: true });
      throw new AppError(
        {
          code: 'FILE_UNREADABLE',
          message: `${this.file} cannot be written: ${writeFault(error)}`,
          safe: 'the known signers are as they were',
          next: 'make room, or the folder writable, and try again',
        },
        { cause: error },
      );
    }
  }
}

const fingerprintHint =
  'give SHA256:… as ssh-keygen -l prints it, or what openssl x509 -fingerprint -sha256 prints';

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The key as one line, in the one spelling. */
function keyOf(line: string, fingerprint: string): string {
  const [key] = parseKnownSigners(line).keys;
  if (key === undefined || fingerprintOf(nodeDigest, key) !== fingerprint)
    throw refused(
      'the public key has another fingerprint',
      'give the key that the fingerprint is of, or none',
    );
  return publicKeyText(key);
}

function refused(message: string, next: string): AppError {
  return new AppError({ code: 'INVALID_INPUT', message, safe: 'the known signers are as they were', next });
}
