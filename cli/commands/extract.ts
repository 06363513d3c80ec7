import { Command } from 'commander';
import { AppError } from '../../shared/errors.ts';
import { counted } from '../../shared/report/counted.ts';
import { withCase } from '../engine.ts';
import { exit } from '../exit.ts';
import { jsonDocument, print, printable } from '../output.ts';
import type { Run } from '../run.ts';

interface ExtractOptions {
  readonly out: string;
  readonly stream?: boolean;
  readonly record?: boolean;
  readonly json?: boolean;
}

export function extractCommand(run: Run): Command {
  return new Command('extract')
    .description("write a source's original file, byte for byte")
    .argument('<case>', 'path of the case file')
    .argument('<source>', 'id of the source or container, as listed by casebound info')
    .requiredOption('--out <file>', 'where to write it; nothing is overwritten')
    .option('--stream', 'write what a compressed file decompresses to, instead of the file')
    .option('--record', 'record it in the custody log')
    .option('--json', 'print one JSON document')
    .action((path: string, source: string, { out, stream, record, json }: ExtractOptions) =>
      run((signal) =>
        withCase(signal, path, record ? 'review' : 'read-only', async ({ client, watched }) => {
          const result = await client.job('extract.run', { source: sourceId(source), out, stream }, watched);
          await print(
            json
              ? jsonDocument(result)
              : `Wrote ${counted(result.bytes, 'byte')} to ${printable(result.out)}\nSHA-256 ${result.sha256}`,
          );
          return exit.clean;
        }),
      ),
    );
}

export function sourceId(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new AppError({
    code: 'INVALID_INPUT',
    message: `${JSON.stringify(text)} is not the id of a source`,
    safe: 'nothing was changed',
    next: 'casebound info lists the sources with their ids',
  });
}
