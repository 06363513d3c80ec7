import { Command } from 'commander';
import { AppError } from '../../shared/errors.ts';
import { withCase } from '../engine.ts';
import { exit } from '../exit.ts';
import type { Run } from '../main.ts';
import { jsonDocument, print, printable } from '../output.ts';

export function extractCommand(run: Run): Command {
  return new Command('extract')
    .description("write a source's original file back, byte for byte")
    .argument('<case>', 'path of the case file')
    .argument('<source>', "the source's id, as casebound info lists it")
    .requiredOption('--out <file>', 'where to write it; nothing is overwritten')
    .option('--json', 'print one JSON document')
    .action((path: string, source: string, { out, json }: { out: string; json?: boolean }) =>
      run((signal) =>
        withCase(signal, path, 'read-only', async ({ client, watched }) => {
          const result = await client.job('extract.run', { source: sourceId(source), out }, watched);
          await print(
            json
              ? jsonDocument(result)
              : `Wrote ${result.bytes} bytes to ${printable(result.out)}\nSHA-256 ${result.sha256}`,
          );
          return exit.clean;
        }),
      ),
    );
}

/** Spans asked for at once. */
const pageLength = 10_000;

export function quarantineCommand(run: Run): Command {
  return new Command('quarantine')
    .description('list what could not be read as an entry')
    .argument('<case>', 'path of the case file')
    .argument('[source]', "only this source's")
    .option('--json', 'print one JSON document')
    .action((path: string, sourceText: string | undefined, { json }: { json?: boolean }) =>
      run((signal) =>
        withCase(signal, path, 'read-only', async ({ client }) => {
          const source = sourceText === undefined ? undefined : sourceId(sourceText);
          const spans = [];
          for (let offset = 0; ; offset += pageLength) {
            const page = await client.call(
              'quarantine.list',
              { source, offset, limit: pageLength },
              { signal },
            );
            spans.push(...page);
            if (page.length < pageLength) break;
          }
          if (json) await print(jsonDocument({ quarantined: spans }));
          else if (spans.length === 0) await print('Nothing is quarantined');
          for (const span of json ? [] : spans) {
            const preview = Buffer.from(span.preview, 'base64').toString('utf8').slice(0, 80);
            await print(
              printable(
                `source ${span.source}, line ${span.line}, byte ${span.offset}, ${span.length} bytes: ${span.reason}, ${span.detail}: ${preview}`,
              ),
            );
          }
          return exit.clean;
        }),
      ),
    );
}

function sourceId(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new AppError({
    code: 'INVALID_INPUT',
    message: `${JSON.stringify(text)} is not the id of a source`,
    safe: 'nothing was changed',
    next: 'casebound info lists the sources with their ids',
  });
}
