import { Command } from 'commander';
import type { LayoutAnswer } from '../../shared/annotation/answers.ts';
import { codingLayoutSchema } from '../../shared/annotation/layout.ts';
import { plainly } from '../../shared/schema/fault-words.ts';
import { withCase } from '../engine.ts';
import { exit } from '../exit.ts';
import { givenJson } from '../given-file.ts';
import { aligned, jsonDocument, print, printable } from '../output.ts';
import type { Run } from '../run.ts';
import { usageFaults } from '../usage.ts';

const invalid = usageFaults('nothing was changed');

interface LayoutOptions {
  readonly set?: string;
  readonly author?: string;
  readonly json?: boolean;
}

export function layoutCommand(run: Run): Command {
  return new Command('layout')
    .description('show or set the coding layout of a case: fields, values, tags, keys')
    .argument('<case>', 'path of the case file')
    .option('--set <file>', 'a JSON file with the layout, as printed by --json')
    .option('--author <name>', 'who sets it')
    .option('--json', 'print the layout as one JSON document')
    .action((path: string, { set, author, json }: LayoutOptions) =>
      run((signal) => {
        if ((set === undefined) !== (author === undefined))
          throw invalid('--set and --author go together', 'see casebound layout --help');
        const mode = set === undefined ? 'read-only' : 'review';
        return withCase(signal, path, mode, async ({ client }) => {
          if (set !== undefined && author !== undefined)
            await client.call('layout.set', { layout: layoutIn(set), author });
          const answer = await client.call('layout.get', {});
          await print(json ? jsonDocument(answer.layout) : layoutText(answer));
          return exit.clean;
        });
      }),
    );
}

function layoutIn(path: string) {
  const parsed = codingLayoutSchema.safeParse(givenJson(path, 'nothing was changed'), plainly);
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  const place = first?.path.join('.') ?? '';
  throw invalid(
    `${path} is no coding layout${place === '' ? '' : `, at ${place}`}: ${first?.message}`,
    'casebound layout --json prints one to begin with',
  );
}

function layoutText({ layout, set }: LayoutAnswer): string {
  const key = (each: { readonly key?: string | undefined }) =>
    each.key === undefined ? '' : ` [${each.key}]`;
  const rows = [
    ...layout.fields.map(({ name, values, required }) => [
      printable(name),
      required ? 'required' : '',
      values.length === 0 ? '(any text)' : values.map((each) => printable(each.value) + key(each)).join(', '),
    ]),
    ...layout.tags.map((tag) => [printable(tag.name), 'tag', tag.color + key(tag)]),
  ];
  const from =
    set === null
      ? 'Proposed: none was set, and any code is taken.'
      : `Set by ${printable(set.author)}, ${set.time}, event ${set.event}.`;
  return rows.length === 0 ? from : `${from}\n\n${aligned(rows)}`;
}
