import { Command } from 'commander';
import type { FoundSigner } from '../../shared/contract/signer-operations.ts';
import { AppError } from '../../shared/errors.ts';
import type { KnownSigner } from '../../shared/seal/known-signer.ts';
import { withEngine } from '../engine.ts';
import { exit } from '../exit.ts';
import { aligned, jsonDocument, print, printable } from '../output.ts';
import type { Run } from '../run.ts';

interface AddOptions {
  readonly fingerprint?: string;
  readonly file?: string;
  readonly since?: string;
  readonly note?: string;
  readonly json?: boolean;
}

export function signersCommand(run: Run): Command {
  const signers = new Command('signers').description('list, add and remove the signers you know');
  for (const sub of [listCommand(run), addCommand(run), removeCommand(run)]) signers.addCommand(sub);
  return signers;
}

function listCommand(run: Run): Command {
  return new Command('list')
    .description('list known signers, with key or certificate and date')
    .option('--json', 'print one JSON document')
    .action(({ json }: { json?: boolean }) =>
      run((signal) =>
        withEngine(signal, async ({ client }) => {
          const signers = await client.call('signer.list', {});
          await print(json ? jsonDocument(signers) : listText(signers));
          return exit.clean;
        }),
      ),
    );
}

function addCommand(run: Run): Command {
  return new Command('add')
    .description('add a signer, after comparing the fingerprint with one that reached you another way')
    .argument('<name>', 'name of the signer')
    .option(
      '--fingerprint <fingerprint>',
      'fingerprint of a key, as printed by ssh-keygen, or of a certificate, as by openssl',
    )
    .option('--file <file>', 'a public key (.pub) or a certificate (PEM) from the signer')
    .option('--since <date>', 'the date since when you know it, YYYY-MM-DD; today by default')
    .option('--note <text>', 'how you came to know it')
    .option('--json', 'print one JSON document')
    .action((name: string, options: AddOptions) =>
      run((signal) =>
        withEngine(signal, async ({ client }) => {
          const found =
            options.file === undefined ? [] : await client.call('signer.read', { path: options.file });
          const since = options.since === undefined ? undefined : dayOf(options.since);
          const { fingerprint, publicKey } = chosen(options, found);
          const { note, json } = options;
          const added = await client.call('signer.add', { name, fingerprint, publicKey, since, note });
          await print(json ? jsonDocument(added) : listText([added]));
          return exit.clean;
        }),
      ),
    );
}

function removeCommand(run: Run): Command {
  return new Command('remove')
    .description('remove a signer')
    .argument('<fingerprint>', 'as printed by casebound signers list')
    .option('--json', 'print one JSON document')
    .action((fingerprint: string, { json }: { json?: boolean }) =>
      run((signal) =>
        withEngine(signal, async ({ client }) => {
          const removed = await client.call('signer.remove', { fingerprint });
          await print(json ? jsonDocument(removed) : listText([removed]));
          return exit.clean;
        }),
      ),
    );
}

/** @throws AppError where the file holds several, or only what the file itself vouches for */
function chosen(
  { fingerprint, file }: AddOptions,
  found: readonly FoundSigner[],
): { readonly fingerprint: string; readonly publicKey?: string | undefined } {
  if (file === undefined) {
    if (fingerprint !== undefined) return { fingerprint };
    throw usage('say by what the signer is known', 'give --fingerprint, --file or both');
  }
  if (fingerprint === undefined && found.some(({ fromPack }) => fromPack))
    throw usage(
      'a pack vouches for its signer by itself alone',
      'give the --fingerprint that you had from the signer another way',
    );
  const wanted = found.filter(
    (each) => fingerprint === undefined || sameDigits(each.fingerprint, fingerprint),
  );
  const [only] = wanted;
  if (only !== undefined && wanted.length === 1)
    return { fingerprint: only.fingerprint, publicKey: only.publicKey ?? undefined };
  throw usage(
    wanted.length === 0
      ? `${file} holds nothing with that fingerprint`
      : `${file} holds ${wanted.length} keys and certificates: ${wanted.map((each) => each.fingerprint).join(', ')}`,
    'give the --fingerprint that you had from the signer another way',
  );
}

function sameDigits(a: string, b: string): boolean {
  const digits = (text: string) =>
    text.includes('SHA256:') ? text.trim() : text.replace(/[\s:]/g, '').toUpperCase();
  return digits(b).endsWith(digits(a));
}

function dayOf(text: string): string {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (!Number.isNaN(time)) return new Date(time).toISOString();
  throw usage(`${JSON.stringify(text)} is no date`, 'write it as YYYY-MM-DD');
}

function listText(signers: readonly KnownSigner[]): string {
  if (signers.length === 0) return 'No signer is known.';
  return aligned(
    signers.map(({ name, kind, fingerprint, since, note }) =>
      [name, kind === 'ssh' ? 'SSH key' : kind, fingerprint, since?.slice(0, 10) ?? '', note ?? ''].map(
        printable,
      ),
    ),
  );
}

function usage(message: string, next: string): AppError {
  return new AppError({ code: 'INVALID_INPUT', message, safe: 'nothing was changed', next });
}
