import { Command, Option } from 'commander';
import { type CustodyFormat, custodyFormats } from '../../shared/domain/custody.ts';
import { counted } from '../../shared/report/counted.ts';
import { withCase } from '../engine.ts';
import { exit } from '../exit.ts';
import { jsonDocument, print, printable } from '../output.ts';
import type { Run } from '../run.ts';

interface CustodyOptions {
  readonly out: string;
  readonly format: CustodyFormat;
  readonly record?: boolean;
  readonly json?: boolean;
}

export function custodyCommand(run: Run): Command {
  return new Command('custody')
    .description('export the custody log: what was done with the case file, by whom and when')
    .argument('<case>', 'path of the case file')
    .requiredOption('--out <file>', 'where to write it; nothing is overwritten')
    .addOption(
      new Option('--format <format>', 'ndjson as packs carry it, csv to be read')
        .choices(custodyFormats)
        .default('ndjson'),
    )
    .option('--record', 'record it in the custody log')
    .option('--json', 'print one JSON document')
    .action((path: string, { out, format, record, json }: CustodyOptions) =>
      run((signal) =>
        withCase(signal, path, record ? 'review' : 'read-only', async ({ client, watched }) => {
          const result = await client.job('custody.export', { out, format }, watched);
          await print(
            json
              ? jsonDocument(result)
              : `Wrote ${counted(result.events, 'event')} to ${printable(result.out)}`,
          );
          return exit.clean;
        }),
      ),
    );
}
