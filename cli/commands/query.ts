import { Command, Option } from 'commander';
import type { FacetsAnswer, FacetValues } from '../../shared/contract/operations.ts';
import { type ColumnName, findColumn } from '../../shared/domain/columns.ts';
import { AppError } from '../../shared/errors.ts';
import { withCase } from '../engine.ts';
import { exit } from '../exit.ts';
import type { Run } from '../main.ts';
import { aligned, jsonDocument, print, printable, write } from '../output.ts';

type Format = 'ndjson' | 'csv' | 'xlsx' | 'table';

interface QueryOptions {
  readonly format: Format;
  readonly out?: string;
  readonly limit?: string;
  readonly sort?: string;
  readonly json?: boolean;
}

export function queryCommand(run: Run): Command {
  return new Command('query')
    .description('print the entries that match, all of them where there is no query')
    .argument('<case>', 'path of the case file')
    .argument('[query]', 'such as: verdict:ai_generated confidence:>=0.9', '')
    .addOption(
      new Option('--format <format>', 'ndjson gives the exact original bytes')
        .choices(['ndjson', 'csv', 'xlsx', 'table'])
        .default('table'),
    )
    .option('--out <file>', 'write to a file instead of standard output')
    .option('--limit <n>', 'at most so many entries')
    .option('--sort <field>', 'a column; -column for descending')
    .option('--json', 'print the count of a file that was written as one JSON document')
    .action(
      (path: string, query: string, { format, out, limit: limitText, sort: sortText, json }: QueryOptions) =>
        run((signal) =>
          withCase(signal, path, 'read-only', async ({ client, watched }) => {
            const limit = limitText === undefined ? undefined : countOf(limitText);
            const sort = sortText === undefined ? undefined : sortOf(sortText);
            if (out !== undefined) {
              const written = await client.job('query.export', { query, sort, limit, format, out }, watched);
              await print(
                json
                  ? jsonDocument(written)
                  : `Wrote ${written.entries} entries to ${printable(written.out)}`,
              );
              return exit.clean;
            }
            if (format === 'xlsx')
              throw usage('an XLSX file cannot go to standard output', 'name a file with --out');
            for await (const piece of client.stream(
              'query.stream',
              { query, sort, limit, format },
              { signal },
            )) {
              await write(process.stdout, Buffer.from(piece, 'base64'));
            }
            return exit.clean;
          }),
        ),
    );
}

export function facetsCommand(run: Run): Command {
  return new Command('facets')
    .description('count the entries that match by value')
    .argument('<case>', 'path of the case file')
    .argument('[query]', 'as in casebound query', '')
    .option(
      '--field <name>',
      'a field to count by; may be given again',
      (name: string, names: string[]) => [...names, name],
      [],
    )
    .option('--top <n>', 'at most so many values of each field', '10000')
    .option('--json', 'print one JSON document')
    .action(
      (path: string, query: string, { field, top, json }: { field: string[]; top: string; json?: boolean }) =>
        run((signal) =>
          withCase(signal, path, 'read-only', async ({ client }) => {
            const fields = field.length > 0 ? field : undefined;
            const answer = await client.call(
              'query.facets',
              { query, fields, top: countOf(top) },
              { signal },
            );
            await print(json ? jsonDocument(answer) : facetsText(answer));
            return exit.clean;
          }),
        ),
    );
}

function facetsText(answer: FacetsAnswer): string {
  return Object.entries(answer)
    .map(([field, values]) => `${field}\n${aligned(facetRows(values))}`)
    .join('\n\n');
}

function facetRows({ values, missing, distinct }: FacetValues): string[][] {
  const rows = values.map(({ value, count }) => [`  ${String(count).padStart(9)}`, printable(value)]);
  if (distinct > values.length)
    rows.push(['', `... ${distinct - values.length} more values: --top lists them`]);
  if (missing > 0) rows.push([`  ${String(missing).padStart(9)}`, '(no value)']);
  return rows;
}

function countOf(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw usage(`${JSON.stringify(text)} is not a count`, 'give a whole number');
}

function sortOf(text: string): { column: ColumnName; descending: boolean } {
  const descending = text.startsWith('-');
  const name = descending ? text.slice(1) : text;
  const column = findColumn(name === 'id' ? 'entry_id' : name);
  if (column) return { column: column.name as ColumnName, descending };
  throw usage(
    `there is no column ${JSON.stringify(name)} to sort by`,
    'see docs/query-language.md for the columns',
  );
}

function usage(message: string, next: string): AppError {
  return new AppError({ code: 'INVALID_INPUT', message, safe: 'nothing was changed', next });
}
