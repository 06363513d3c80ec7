import { Command } from 'commander';
import type { IndexCheck } from '../../shared/contract/index-operations.ts';
import { withCase } from '../engine.ts';
import { exit } from '../exit.ts';
import { jsonDocument, print } from '../output.ts';
import type { Run } from '../run.ts';

export function reindexCommand(run: Run): Command {
  return new Command('reindex')
    .description('rebuild the review index, or check it against the entries')
    .argument('<case>', 'path of the case file')
    .option('--check', 'only check whether the index agrees with the entries')
    .option('--json', 'print one JSON document')
    .action((path: string, { check = false, json = false }: { check?: boolean; json?: boolean }) =>
      run((signal) =>
        withCase(signal, path, check ? 'read-only' : 'full', async ({ client, watched }) => {
          const found = await client.job(check ? 'index.check' : 'index.rebuild', {}, watched);
          await print(json ? jsonDocument(found) : sentence(found));
          return found.difference === null ? exit.clean : exit.findings;
        }),
      ),
    );
}

function sentence({ entries, indexed, difference }: IndexCheck): string {
  if (difference !== null) return `${difference}: casebound reindex makes it anew`;
  return `The review index holds ${indexed} of ${entries} entries`;
}
