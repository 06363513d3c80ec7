import { Command } from 'commander';
import { withCase } from '../engine.ts';
import { exit } from '../exit.ts';
import { jsonDocument, print } from '../output.ts';
import type { Run } from '../run.ts';

interface Options {
  readonly reason?: string;
  readonly json?: boolean;
}

export const closeCommand = (run: Run) => command(run, 'close', true);
export const reopenCommand = (run: Run) => command(run, 'reopen', false);

const words = {
  close: {
    does: 'close a case: nothing can be imported or annotated until it is reopened',
    done: 'Closed: nothing can be imported or annotated until it is reopened',
  },
  reopen: { does: 'reopen a closed case', done: 'Reopened' },
} as const;

function command(run: Run, name: 'close' | 'reopen', closed: boolean): Command {
  return new Command(name)
    .description(words[name].does)
    .argument('<case>', 'path of the case file')
    .option('--reason <text>', 'the reason; kept in the custody log')
    .option('--json', 'print one JSON document')
    .action((path: string, { reason, json }: Options) =>
      run((signal) =>
        withCase(signal, path, 'full', async ({ client }) => {
          const info = await client.call('case.setClosed', { closed, reason });
          await print(json ? jsonDocument({ closed: info.closed }) : words[name].done);
          return exit.clean;
        }),
      ),
    );
}
