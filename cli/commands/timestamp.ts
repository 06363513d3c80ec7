import { Command } from 'commander';
import { withEngine } from '../engine.ts';
import { exit } from '../exit.ts';
import { aligned, jsonDocument, print, printable } from '../output.ts';
import type { Run } from '../run.ts';

interface TimestampOptions {
  readonly response: string;
  readonly chain?: string;
  readonly json?: boolean;
}

export function timestampCommand(run: Run): Command {
  return new Command('timestamp')
    .description("put a timestamp authority's answer into a pack")
    .argument('<pack>', 'path of the pack; it is changed in place')
    .requiredOption('--response <file>', "the authority's answer to the pack's seal/tagmanifest.tsq")
    .option('--chain <file>', 'PEM certificates that vouch for the authority, if its answer lacks them')
    .option('--json', 'print one JSON document')
    .action((path: string, { response, chain, json }: TimestampOptions) =>
      run((signal) =>
        withEngine(signal, async ({ client, watched }) => {
          const result = await client.job('pack.timestamp', { path, response, chain }, watched);
          const facts = [
            ['Pack', result.pack],
            ['SHA-256', result.sha256],
            ['Sealed before', result.time],
            ['Vouched for by', `${result.authority}, under ${result.root}`],
            ['To check', result.command],
          ];
          await print(json ? jsonDocument(result) : aligned(facts.map((row) => row.map(printable))));
          return exit.clean;
        }),
      ),
    );
}
