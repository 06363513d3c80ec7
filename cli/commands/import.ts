import { Command } from 'commander';
import type { ImportResult } from '../../shared/contract/operations.ts';
import { withEngine } from '../engine.ts';
import { exit } from '../exit.ts';
import type { Run } from '../main.ts';
import { readMappingFile } from '../mapping-file.ts';
import { aligned, jsonDocument, print, printable } from '../output.ts';

interface ImportOptions {
  readonly system?: string;
  readonly mapping?: string;
  readonly expectSha256?: string;
  readonly partial?: boolean;
  readonly strict?: boolean;
  readonly json?: boolean;
}

export function importCommand(run: Run): Command {
  return new Command('import')
    .description('import files or folders; creates the case where there is none')
    .argument('<case>', 'path of the case file')
    .argument('<paths...>', 'files, or folders of files')
    .option('--system <name>', 'the system that wrote the entries, instead of detecting it')
    .option('--mapping <file>', 'how records become columns, instead of what is known or proposed')
    .option('--expect-sha256 <hex>', 'refuse the file unless its SHA-256 is this')
    .option('--partial', 'the source is a selection: what is missing in it is no gap')
    .option('--strict', 'exit 1 where anything was quarantined')
    .option('--json', 'print one JSON document')
    .action(
      (
        into: string,
        paths: string[],
        { system, mapping: file, expectSha256, partial = false, strict, json }: ImportOptions,
      ) =>
        run((signal) =>
          withEngine(signal, async ({ client, watched }) => {
            const mapping = file === undefined ? undefined : readMappingFile(file);
            const result = await client.job(
              'import.run',
              { into, paths, system, mapping, expectSha256, partial },
              watched,
            );
            await print(json ? jsonDocument(result) : ledgerText(result));
            return strict && result.sources.some(({ quarantined }) => quarantined > 0)
              ? exit.findings
              : exit.clean;
          }),
        ),
    );
}

function ledgerText({ sources }: ImportResult): string {
  return sources
    .map((source) =>
      aligned(
        [
          [`Source ${source.id}`, source.name],
          ['', `${source.system}, ${source.format}, ${source.bytes} bytes`],
          ['entries', String(source.entries)],
          ['duplicates', String(source.duplicates)],
          ['conflicts', String(source.conflicts)],
          ['quarantined', String(source.quarantined)],
          ['SHA-256', source.sha256],
          ['Merkle root', source.merkleRoot],
        ].map((row) => row.map(printable)),
      ),
    )
    .join('\n\n');
}
