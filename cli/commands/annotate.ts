import { Command } from 'commander';
import type { Mark } from '../../shared/annotation/mark.ts';
import { AppError } from '../../shared/errors.ts';
import { withCase } from '../engine.ts';
import { exit } from '../exit.ts';
import type { Run } from '../main.ts';
import { jsonDocument, print } from '../output.ts';

interface AnnotateOptions {
  readonly entry?: string;
  readonly query?: string;
  readonly tag?: string;
  readonly untag?: string;
  readonly note?: string;
  readonly code?: string;
  readonly undo?: boolean;
  readonly author: string;
  readonly json?: boolean;
}

export function annotateCommand(run: Run): Command {
  return new Command('annotate')
    .description('say something of entries, of one or of all that match')
    .argument('<case>', 'path of the case file')
    .option('--entry <id>', 'the entry of this id')
    .option('--query <query>', 'every entry that matches')
    .option('--tag <tag>', 'put an issue tag on')
    .option('--untag <tag>', 'take an issue tag off')
    .option('--note <text>', 'write a note')
    .option('--code <field=value>', 'set a coding field')
    .option('--undo', 'reverse the last annotation, by a new one')
    .requiredOption('--author <name>', 'who says it')
    .option('--json', 'print one JSON document')
    .action((path: string, options: AnnotateOptions) =>
      run((signal) =>
        withCase(signal, path, 'review', async ({ client }) => {
          const { author, json } = options;
          if (options.undo) {
            const { event } = await client.call('annotation.undo', { author });
            await print(json ? jsonDocument({ events: [event] }) : 'Undone, by a new event');
            return exit.clean;
          }
          const events = [];
          const on = targetsOf(options);
          for (const mark of marksOf(options)) {
            const { event, entries } = await client.call('annotation.add', { on, mark, author });
            events.push(event);
            if (!json)
              await print(`Annotated ${entries} ${entries === 1 ? 'entry' : 'entries'} (event ${event.seq})`);
          }
          if (json) await print(jsonDocument({ events }));
          return exit.clean;
        }),
      ),
    );
}

function targetsOf({ entry, query }: AnnotateOptions): { entryId: string } | { query: string } {
  if (entry !== undefined && query === undefined) return { entryId: entry };
  if (query !== undefined && entry === undefined) return { query };
  throw usage('say which entries: either --entry or --query');
}

function marksOf({ tag, untag, note, code }: AnnotateOptions): Mark[] {
  const marks: Mark[] = [];
  if (tag !== undefined) marks.push({ tag });
  if (untag !== undefined) marks.push({ untag });
  if (note !== undefined) marks.push({ note });
  if (code !== undefined) {
    const at = code.indexOf('=');
    if (at < 1) throw usage('--code takes FIELD=VALUE');
    marks.push({ code: { field: code.slice(0, at), value: code.slice(at + 1) } });
  }
  if (marks.length === 0) throw usage('say what: --tag, --untag, --note or --code');
  return marks;
}

function usage(message: string): AppError {
  return new AppError({
    code: 'INVALID_INPUT',
    message,
    safe: 'nothing was changed',
    next: 'see casebound annotate --help',
  });
}
