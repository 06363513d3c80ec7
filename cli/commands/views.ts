import { Command } from 'commander';
import type { SavedView } from '../../shared/contract/view-operations.ts';
import { withCase } from '../engine.ts';
import { exit } from '../exit.ts';
import { aligned, jsonDocument, print, printable } from '../output.ts';
import type { Run } from '../run.ts';
import { usageFaults } from '../usage.ts';
import { sortOf } from './query.ts';

const fault = usageFaults('nothing was changed');
const usage = (message: string) => fault(message, 'see casebound views --help');

interface ViewsOptions {
  readonly save?: string;
  readonly query?: string;
  readonly sort?: string;
  readonly timeZone?: string;
  readonly author?: string;
  readonly replace?: boolean;
  readonly remove?: string;
  readonly json?: boolean;
}

export function viewsCommand(run: Run): Command {
  return new Command('views')
    .description('list, save and remove saved views')
    .argument('<case>', 'path of the case file')
    .option('--save <name>', 'save a view under this name')
    .option('--query <query>', 'with --save: which entries', '')
    .option('--sort <field>', 'with --save: a column; -column for descending')
    .option('--time-zone <zone>', 'with --save: UTC, local, or a name such as Europe/Berlin', 'UTC')
    .option('--author <name>', 'with --save: who saves it')
    .option('--replace', 'with --save: replace a view with this name')
    .option('--remove <name>', 'remove the view with this name')
    .option('--json', 'print one JSON document')
    .action((path: string, options: ViewsOptions) =>
      run((signal) => {
        const { save, remove, author, json } = options;
        if (save !== undefined && author === undefined) throw usage('--save needs --author');
        const changes = save !== undefined || remove !== undefined;
        return withCase(signal, path, changes ? 'review' : 'read-only', async ({ client }) => {
          if (remove !== undefined) await client.call('view.remove', { name: remove });
          if (save !== undefined && author !== undefined) {
            const sort = options.sort === undefined ? null : sortOf(options.sort);
            const view = { name: save, query: options.query, sort, zone: options.timeZone };
            await client.call('view.save', { view, author, replace: options.replace });
          }
          const views = await client.call('view.list', {});
          await print(json ? jsonDocument({ views }) : viewsText(views));
          return exit.clean;
        });
      }),
    );
}

function viewsText(views: readonly SavedView[]): string {
  if (views.length === 0) return 'No saved views.';
  return aligned(
    views.map(({ name, query, sort, zone }) => [
      printable(name),
      zone,
      sort === null ? '' : `${sort.descending ? '-' : ''}${sort.column}`,
      query === '' ? '(all entries)' : printable(query),
    ]),
  );
}
