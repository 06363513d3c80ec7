import { statSync } from 'node:fs';
import { Command } from 'commander';
import { exactPath } from '../../engine/files/exact-path.ts';
import type { WorkerMessage } from '../../engine/operations/case-thread.ts';
import { ReadyThreads } from '../../engine/threads/ready-threads.ts';
import type { AnnotationWish, Bates, SealResult } from '../../shared/contract/pack-operations.ts';
import { type AnnotationKind, annotationKinds } from '../../shared/pack/lines.ts';
import { withCase, withEngine } from '../engine.ts';
import { exit } from '../exit.ts';
import { ensureBuilt } from '../host/built.ts';
import { aligned, jsonDocument, print, printable, tell } from '../output.ts';
import { readPassphrase, readPassphraseFile } from '../passphrase.ts';
import { redactionOf, redactionOptions } from '../redactions.ts';
import type { Run } from '../run.ts';
import { relatedOf, type ScopeOptions, scopeOf } from '../seal-scope.ts';
import { usageFaults } from '../usage.ts';
import { collected, exitOf } from './verify.ts';

const usage = usageFaults('nothing was written');

interface SealOptions extends ScopeOptions {
  readonly key: string;
  readonly out: string;
  readonly number?: string;
  readonly bates?: string;
  readonly redactions?: string;
  readonly passphraseFile?: string;
  readonly p12?: string;
  readonly p12PassphraseFile?: string;
  readonly pdf?: boolean;
  readonly annotations?: string;
  readonly privilegedNotes?: boolean;
  readonly json?: boolean;
}

export function sealCommand(run: Run): Command {
  const seal = new Command('seal')
    .description('seal a pack of evidence, then verify it')
    .argument('<case>', 'path of the case file')
    .option('--case-id <id>', 'the entries of this claim')
    .option('--image-id <id>', 'the entries of this image')
    .option('--query <query>', 'the entries that match this query')
    .option('--entry <id>', 'the entry with this id; may be repeated', collected)
    .option('--entries <file>', 'the entries whose ids are in this file, one to a line')
    .option(
      '--related [reasons]',
      'look for related entries too, and include them: all, none, or some of image,request,administration',
    )
    .requiredOption('--key <file>', 'the signing key, made by casebound keygen')
    .requiredOption('--out <pack>', 'where to write the pack, *.zip; nothing is overwritten')
    .option('--number <n>', "the pack's number, instead of the next one")
    .option(
      '--passphrase-file <file>',
      "file with the key's passphrase; otherwise CASEBOUND_PASSPHRASE or a prompt",
    )
    .option(
      '--bates <prefix:start>',
      'number the records; without :start, continue from the last pack with this prefix',
    )
    .option('--pdf', 'include the report as a PDF too')
    .option(
      '--annotations <kinds>',
      'annotations to include: all, none, or some of tags,coding,notes; of the others, only hashes',
    )
    .option('--privileged-notes', 'include notes on entries coded as privileged too');
  const { command, said } = redactionOptions(seal);
  return command
    .option('--p12 <file>', "an organization's key with its certificates, instead of the key file's own")
    .option(
      '--p12-passphrase-file <file>',
      'its passphrase; otherwise CASEBOUND_P12_PASSPHRASE, otherwise the passphrase of the key',
    )
    .option('--json', 'print one JSON document')
    .action((path: string, options: SealOptions) =>
      run(async (signal) => {
        const scope = scopeOf(options);
        const related = relatedOf(options);
        const number = options.number === undefined ? undefined : numberOf(options.number);
        const redaction = redactionOf(said, options.redactions);
        const annotations = annotationsOf(options);
        const bates = options.bates === undefined ? undefined : batesOf(options.bates);
        const threads = readyToSeal(path);
        try {
          const passphrase = await readPassphrase(options.passphraseFile, 'Passphrase of the key: ');
          const p12Passphrase = p12PassphraseOf(options);
          await ensureBuilt(['checker'], tell);
          return await withCase(
            signal,
            path,
            'full',
            async ({ client, watched }) => {
              const { key, out, p12, json } = options;
              const request = {
                ...{ scope, related, redaction, annotations, number, bates, out, pdf: options.pdf },
                ...{ key, passphrase, p12, p12Passphrase },
              };
              const result = await client.job('seal.run', request, watched);
              const { pack, sha256, tagmanifest, entries, roots } = result;
              const root = roots.map((each) => each.root).join(' ');
              await print(
                json
                  ? jsonDocument({ pack, sha256, tagmanifest, entries, root, roots })
                  : receiptText(result),
              );
              return exitOf(result.verification);
            },
            threads,
          );
        } finally {
          await threads.close();
        }
      }),
    );
}

/** Size of a case file in bytes; the sources of a smaller one are read without threads. */
const worthThreads = 8 << 20;

/**
 * The thread of the case. It loads what sealing needs while the passphrase is asked for and the engine is loaded
 * here.
 */
function readyToSeal(path: string): ReadyThreads {
  const threads = new ReadyThreads();
  threads.begin('worker').postMessage({
    type: 'soon',
    part: 'packing',
    threads: isLarge(path) ? ['stored', 'read'] : [],
  } satisfies WorkerMessage);
  return threads;
}

function isLarge(path: string): boolean {
  try {
    return statSync(exactPath(path)).size > worthThreads;
  } catch {
    // Whoever opens the file later says why it cannot be read.
    return false;
  }
}

interface KeygenOptions {
  readonly out: string;
  readonly name?: string;
  readonly passphraseFile?: string;
  readonly json?: boolean;
}

export function keygenCommand(run: Run): Command {
  return new Command('keygen')
    .description('create signing keys, encrypted with a passphrase')
    .requiredOption('--out <file>', 'where to write it; nothing is overwritten')
    .option('--name <name>', 'name of the owner, for the certificate')
    .option(
      '--passphrase-file <file>',
      'file with the passphrase; otherwise CASEBOUND_PASSPHRASE or a prompt',
    )
    .option('--json', 'print one JSON document')
    .action(({ out, name, passphraseFile, json }: KeygenOptions) =>
      run(async (signal) => {
        const passphrase = await readPassphrase(passphraseFile, 'Passphrase for the new key: ', {
          again: true,
        });
        return withEngine(signal, async ({ client }) => {
          const key = await client.call('key.generate', { out, passphrase, name });
          const facts = [
            ['Key', key.path],
            ['Fingerprint', key.fingerprint],
            ['Public key', key.publicKey],
            ['Certificate', `${key.path}.crt`],
          ];
          await print(json ? jsonDocument(key) : aligned(facts.map((row) => row.map(printable))));
          return exit.clean;
        });
      }),
    );
}

function receiptText({
  pack,
  sha256,
  tagmanifest,
  entries,
  roots,
  fingerprint,
  verification,
}: SealResult): string {
  const facts = [
    ['Pack', pack],
    ['SHA-256', sha256],
    ['Sealed over', tagmanifest],
    ['Entries', String(entries)],
    ...roots.map(({ source, name, root }) => ['Merkle root', `${root} of source ${source}, ${name}`]),
    ['Signed by', fingerprint],
    [
      'Verified',
      verification.ok
        ? 'nothing fails'
        : `${verification.findingsTotal} findings: casebound verify lists them`,
    ],
  ];
  return aligned(facts.map((row) => row.map(printable)));
}

/** Undefined if it is the passphrase of the key. */
function p12PassphraseOf({ p12PassphraseFile }: SealOptions): string | undefined {
  if (p12PassphraseFile !== undefined) return readPassphraseFile(p12PassphraseFile);
  return process.env['CASEBOUND_P12_PASSPHRASE'];
}

function annotationsOf({ annotations = 'all', privilegedNotes = false }: SealOptions): AnnotationWish {
  if (annotations === 'all') return { kinds: [...annotationKinds], privilegedNotes };
  if (annotations === 'none') return { kinds: [], privilegedNotes };
  const words = annotations.split(',');
  const unknown = words.find((word) => !annotationKinds.includes(word as AnnotationKind));
  if (unknown === undefined)
    return { kinds: annotationKinds.filter((kind) => words.includes(kind)), privilegedNotes };
  throw usage(
    `${JSON.stringify(unknown)} is no kind of annotation`,
    `give --annotations all, none, or some of ${annotationKinds.join(',')}`,
  );
}

function batesOf(text: string): Bates {
  const [, prefix = '', digits] = /^([A-Za-z][A-Za-z0-9._-]{0,19})(?::(\d{1,12}))?$/.exec(text) ?? [];
  if (prefix === '' || Number(digits ?? 1) < 1)
    throw usage(
      `${JSON.stringify(text)} is no prefix and start`,
      'give --bates ABC:1, or ABC to go on from the last pack',
    );
  return { prefix, ...(digits === undefined ? {} : { start: Number(digits) }) };
}

function numberOf(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw usage(`${JSON.stringify(text)} is not a pack's number`, 'give a whole number from 1');
}
