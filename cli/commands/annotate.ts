import { Command } from 'commander';
import type { Mark } from '../../shared/annotation/mark.ts';
import { withCase } from '../engine.ts';
import { exit } from '../exit.ts';
import { givenText } from '../given-file.ts';
import { jsonDocument, print } from '../output.ts';
import type { Run } from '../run.ts';
import { usageFaults } from '../usage.ts';

const fault = usageFaults('nothing was changed');
const usage = (message: string) => fault(message, 'see casebound annotate --help');

interface AnnotateOptions {
  readonly entry?: string;
  readonly query?: string;
  readonly tag: readonly string[];
  readonly untag: readonly string[];
  readonly note?: string;
  readonly noteFile?: string;
  readonly code: readonly string[];
  readonly reviewed?: boolean;
  readonly undo?: true | string;
  readonly author: string;
  readonly json?: boolean;
}

const several = (value: string, before: readonly string[]) => [...before, value];

export function annotateCommand(run: Run): Command {
  return new Command('annotate')
    .description('annotate entries: one, or all that match a query')
    .argument('<case>', 'path of the case file')
    .option('--entry <id>', 'the entry with this id')
    .option('--query <query>', 'every entry that matches')
    .option('--tag <tag>', 'add an issue tag; may be repeated', several, [])
    .option('--untag <tag>', 'remove an issue tag; may be repeated', several, [])
    .option('--note <text>', 'add a note')
    .option('--note-file <file>', 'add the text of a file as a note')
    .option(
      '--code <field=value>',
      'set a coding field, or clear it with FIELD=; may be repeated',
      several,
      [],
    )
    .option('--reviewed', 'mark as reviewed')
    .option('--no-reviewed', 'mark as not reviewed')
    .option(
      '--undo [event]',
      'undo the last annotation, or the event with this number; a new event records it',
    )
    .requiredOption('--author <name>', 'who annotates')
    .option('--json', 'print one JSON document')
    .action((path: string, options: AnnotateOptions) =>
      run((signal) =>
        withCase(signal, path, 'review', async ({ client }) => {
          const { author, json, undo } = options;
          if (undo !== undefined) {
            const event = undo === true ? undefined : numberOf(undo);
            const undone = await client.call('annotation.undo', { author, event }, { signal });
            await print(json ? jsonDocument({ events: [undone.event] }) : 'Undone, by a new event');
            return exit.clean;
          }
          const said = { on: targetsOf(options), marks: marksOf(options), author };
          const { events, entries } = await client.call('annotation.addAll', said, { signal });
          if (json) await print(jsonDocument({ events, entries }));
          for (const { seq } of json ? [] : events)
            await print(`Annotated ${entries} ${entries === 1 ? 'entry' : 'entries'} (event ${seq})`);
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

function marksOf({ tag, untag, note, noteFile, code, reviewed }: AnnotateOptions): Mark[] {
  const marks: Mark[] = [
    ...tag.map((each) => ({ tag: each })),
    ...untag.map((each) => ({ untag: each })),
    ...(note === undefined ? [] : [{ note }]),
    ...(noteFile === undefined ? [] : [{ note: textOf(noteFile) }]),
    ...code.map(codeOf),
    ...(reviewed === undefined ? [] : [{ reviewed }]),
  ];
  if (marks.length > 0) return marks;
  throw usage('say what: --tag, --untag, --note, --note-file, --code, --reviewed or --no-reviewed');
}

function codeOf(text: string): Mark {
  const at = text.indexOf('=');
  if (at < 1) throw usage('--code takes FIELD=VALUE');
  return { code: { field: text.slice(0, at), value: text.slice(at + 1) } };
}

/** A note is text: its last line end is the file's, not the note's. */
function textOf(path: string): string {
  return givenText(path, 'nothing was changed').replace(/\r?\n$/, '');
}

function numberOf(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw usage(`${JSON.stringify(text)} is not the number of an annotation event`);
}
