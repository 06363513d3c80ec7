import { Command } from 'commander';
import type { Client } from '../../shared/contract/client.ts';
import type { QuarantinedSpan } from '../../shared/domain/case.ts';
import { AppError } from '../../shared/errors.ts';
import { counted } from '../../shared/report/counted.ts';
import { type Command as Engine, withCase } from '../engine.ts';
import { type Exit, exit } from '../exit.ts';
import { readMappingFile } from '../mapping-file.ts';
import { jsonDocument, print, printable, write } from '../output.ts';
import type { Run } from '../run.ts';
import { sourceId } from './extract.ts';
import { oneSourceText } from './import.ts';

/** Spans asked for at once. */
const pageLength = 10_000;

interface QuarantineOptions {
  readonly out?: string;
  readonly record?: boolean;
  readonly reread?: boolean;
  readonly mapping?: string;
  readonly json?: boolean;
}

export function quarantineCommand(run: Run): Command {
  return new Command('quarantine')
    .description('list, export or reread the bytes that could not be read as entries')
    .argument('<case>', 'path of the case file')
    .argument('[source]', 'only those of this source')
    .option(
      '--out <file>',
      'write the exact bytes to a file, with a line feed after each span; nothing is overwritten',
    )
    .option('--record', 'with --out: record it in the custody log')
    .option('--reread', "read the source's bytes again; what is readable now becomes entries of a new source")
    .option('--mapping <file>', 'with --reread: the mapping file to use')
    .option('--json', 'print one JSON document')
    .action((path: string, sourceText: string | undefined, options: QuarantineOptions) =>
      run((signal) => {
        const source = sourceText === undefined ? undefined : sourceId(sourceText);
        if (options.reread) return reread(signal, path, source, options);
        return withCase(signal, path, options.record ? 'review' : 'read-only', (engine) =>
          options.out === undefined
            ? list(engine, source, options.json === true)
            : exported(engine, source, options.out, options.json === true),
        );
      }),
    );
}

/** Prints span after span as they come: there may be millions. */
async function list({ client, signal }: Engine, source: number | undefined, json: boolean): Promise<Exit> {
  let count = 0;
  if (json) await write(process.stdout, '{"quarantined":[');
  for await (const span of spans(client, signal, source)) {
    if (json) await write(process.stdout, `${count > 0 ? ',' : ''}\n${jsonDocument(span, 0)}`);
    else await write(process.stdout, `${lineOf(span)}\n`);
    count++;
  }
  if (json) await print(']}');
  else if (count === 0) await print('Nothing is quarantined');
  return exit.clean;
}

async function* spans(
  client: Client,
  signal: AbortSignal,
  source: number | undefined,
): AsyncGenerator<QuarantinedSpan> {
  for (let offset = 0; ; offset += pageLength) {
    const page = await client.call('quarantine.list', { source, offset, limit: pageLength }, { signal });
    yield* page;
    if (page.length < pageLength) return;
  }
}

function lineOf(span: QuarantinedSpan): string {
  const preview = Buffer.from(span.preview, 'base64').toString('utf8').slice(0, 80);
  return printable(
    `source ${span.source}, line ${span.line}, byte ${span.offset}, ${span.length} bytes: ${span.reason}, ${span.detail}: ${preview}`,
  );
}

async function exported(
  { client, watched }: Engine,
  source: number | undefined,
  out: string,
  json: boolean,
): Promise<Exit> {
  const result = await client.job('quarantine.export', { source, out }, watched);
  await print(
    json
      ? jsonDocument(result)
      : `Wrote ${counted(result.spans, 'span')}, ${counted(result.bytes, 'byte')}, to ${printable(result.out)}`,
  );
  return exit.clean;
}

function reread(
  signal: AbortSignal,
  path: string,
  source: number | undefined,
  { mapping: file, json }: QuarantineOptions,
): Promise<Exit> {
  if (source === undefined) {
    throw new AppError({
      code: 'INVALID_INPUT',
      message: '--reread needs one source',
      safe: 'nothing was changed',
      next: 'name the source: casebound info lists them with their ids',
    });
  }
  const mapping = file === undefined ? undefined : readMappingFile(file);
  return withCase(signal, path, 'full', async ({ client, watched }) => {
    const result = await client.job('quarantine.reread', { source, mapping }, watched);
    const text =
      result.source === null
        ? 'Nothing more could be read; the case is as before'
        : oneSourceText(result.source);
    await print(json ? jsonDocument(result) : text);
    return exit.clean;
  });
}
