import { Command } from 'commander';
import type { CheckpointResult } from '../../shared/contract/integrity-operations.ts';
import { withCase } from '../engine.ts';
import { exit } from '../exit.ts';
import { aligned, jsonDocument, print, printable } from '../output.ts';
import { readPassphrase } from '../passphrase.ts';
import type { Run } from '../run.ts';
import { sourceId } from './extract.ts';

interface CheckpointOptions {
  readonly out: string;
  readonly key?: string;
  readonly passphraseFile?: string;
  readonly readOnly?: boolean;
  readonly json?: boolean;
}

export function checkpointCommand(run: Run): Command {
  return new Command('checkpoint')
    .description('write a receipt of the sources, to hand out before any dispute')
    .argument('<case>', 'path of the case file')
    .argument('[source]', "the source's id, as listed by casebound info; all sources if omitted")
    .requiredOption('--out <file>', 'where to write it; nothing is overwritten')
    .option('--key <file>', 'the signing key, made by casebound keygen; without it, the receipt is unsigned')
    .option(
      '--passphrase-file <file>',
      "file with the key's passphrase; otherwise CASEBOUND_PASSPHRASE or a prompt",
    )
    .option('--read-only', 'leave the case file untouched: custody does not record the receipt')
    .option('--json', 'print one JSON document')
    .action((path: string, source: string | undefined, options: CheckpointOptions) =>
      run(async (signal) => {
        const { out, key, passphraseFile, readOnly, json } = options;
        const passphrase =
          key === undefined ? undefined : await readPassphrase(passphraseFile, 'Passphrase of the key: ');
        return withCase(signal, path, readOnly ? 'read-only' : 'review', async ({ client, watched }) => {
          const id = source === undefined ? undefined : sourceId(source);
          const result = await client.job('checkpoint.issue', { source: id, key, passphrase, out }, watched);
          await print(json ? jsonDocument(result) : resultText(result));
          return exit.clean;
        });
      }),
    );
}

function resultText({ out, sources, fingerprint, recorded }: CheckpointResult): string {
  const facts = [
    ['Receipt', out],
    [sources.length === 1 ? 'Source' : 'Sources', sources.join(', ')],
    ['Signed by', fingerprint ?? 'nobody: sign it with --key, or have it timestamped'],
    ['Custody', recorded ? 'tells of it' : 'does not tell of it: the case was opened read-only'],
  ];
  return aligned(facts.map((row) => row.map(printable)));
}
