import { Command, Option } from 'commander';
import type { FacetsAnswer, FacetValues } from '../../shared/contract/operations.ts';
import type { SavedView } from '../../shared/contract/view-operations.ts';
import { type ColumnName, columns, findColumn } from '../../shared/domain/columns.ts';
import { nearest } from '../../shared/query/fields.ts';
import { entryCount } from '../../shared/report/counted.ts';
import { isTimeZone } from '../../shared/time/zone.ts';
import { type Command as Engine, withCase } from '../engine.ts';
import { exit } from '../exit.ts';
import { aligned, jsonDocument, print, printable, printableLines, write } from '../output.ts';
import type { Run } from '../run.ts';
import { usageFaults } from '../usage.ts';

const usage = usageFaults('nothing was changed');

type Format = 'ndjson' | 'csv' | 'xlsx' | 'table';

interface QueryOptions {
  readonly format?: Format;
  readonly out?: string;
  readonly limit?: string;
  readonly sort?: string;
  readonly view?: string;
  readonly timeZone?: string;
  readonly record?: boolean;
  readonly json?: boolean;
}

export function queryCommand(run: Run): Command {
  return new Command('query')
    .description('print the entries that match, or all entries if there is no query')
    .argument('<case>', 'path of the case file')
    .argument('[query]', 'such as: verdict:ai_generated confidence:>=0.9', '')
    .addOption(
      new Option(
        '--format <format>',
        'ndjson has the exact original bytes; the default is table on a terminal, otherwise ndjson',
      ).choices(['ndjson', 'csv', 'xlsx', 'table']),
    )
    .option('--out <file>', 'write to a file instead of standard output')
    .option('--limit <n>', 'print at most this many entries')
    .option('--sort <field>', 'a column; -column for descending')
    .option('--view <name>', 'use the query, order and time zone of a saved view; [query] narrows it')
    .option(
      '--time-zone <zone>',
      'time zone for csv, xlsx and table: UTC, local, or a name such as Europe/Berlin; by default, times as the entries state them',
    )
    .option('--record', 'with --out: record it in the custody log')
    .option('--json', 'print one JSON document: the matching entries or, with --out, what was written')
    .action((path: string, query: string, options: QueryOptions) =>
      run((signal) =>
        withCase(signal, path, options.record ? 'review' : 'read-only', async (command) => {
          const { out, json, record } = options;
          if (record && out === undefined)
            throw usage('--record needs --out: custody records only files', 'name the file with --out');
          const format = options.format ?? (process.stdout.isTTY ? 'table' : 'ndjson');
          const view = options.view === undefined ? null : await viewCalled(command, options.view);
          const zone = options.timeZone ?? view?.zone;
          const selection: Selection = {
            query: view === null ? query : both(view.query, query),
            sort: options.sort === undefined ? (view?.sort ?? undefined) : sortOf(options.sort),
            limit: options.limit === undefined ? undefined : countOf(options.limit),
            zone: zone === undefined ? undefined : zoneOf(zone),
          };
          if (out !== undefined) {
            const written = await command.client.job(
              'query.export',
              { ...selection, format, out },
              command.watched,
            );
            await print(
              json
                ? jsonDocument(written)
                : `Wrote ${entryCount(written.entries)} to ${printable(written.out)}`,
            );
          } else if (json) {
            await printDocument(command, selection);
          } else {
            await printEntries(command, selection, format);
          }
          return exit.clean;
        }),
      ),
    );
}

interface Selection {
  readonly query: string;
  readonly sort: { readonly column: ColumnName; readonly descending: boolean } | undefined;
  readonly limit: number | undefined;
  readonly zone: string | undefined;
}

async function viewCalled({ client, signal }: Engine, name: string): Promise<SavedView> {
  const view = (await client.call('view.list', {}, { signal })).find((each) => each.name === name);
  if (view !== undefined) return view;
  throw usage(`there is no saved view ${JSON.stringify(name)}`, 'casebound views lists those that are there');
}

function both(first: string, second: string): string {
  return [first, second]
    .filter((each) => each.trim() !== '')
    .map((each, _, { length }) => (length > 1 ? `(${each})` : each))
    .join(' ');
}

function zoneOf(name: string): string {
  if (name === 'local') return Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (isTimeZone(name)) return name;
  throw usage(
    `${JSON.stringify(name)} is not a time zone`,
    'give UTC, local, or a name such as Europe/Berlin',
  );
}

async function printEntries({ client, signal }: Engine, selection: Selection, format: Format): Promise<void> {
  if (format === 'xlsx') throw usage('an XLSX file cannot go to standard output', 'name a file with --out');
  const decoder = new TextDecoder();
  for await (const piece of client.stream('query.stream', { ...selection, format }, { signal })) {
    const bytes = Buffer.from(piece, 'base64');
    // The exact bytes are for files and other programs; a terminal would act on what stands in them.
    await write(
      process.stdout,
      process.stdout.isTTY ? printableLines(decoder.decode(bytes, { stream: true })) : bytes,
    );
  }
}

/** Rows asked for at once. */
const pageLength = 2000;

/** One document, printed as its rows come: a result may be larger than memory. */
async function printDocument({ client, signal }: Engine, selection: Selection): Promise<void> {
  const { query, sort, limit = Number.POSITIVE_INFINITY } = selection;
  const { matched, total } = await client.call('query.count', { query }, { signal });
  const wanted = Math.min(matched, limit);
  await print(`{"matched":${matched},"total":${total},"entries":[`);
  for (let offset = 0; offset < wanted; offset += pageLength) {
    const page = { query, sort, offset, limit: Math.min(pageLength, wanted - offset) };
    const { rows } = await client.call('query.page', page, { signal });
    const lines = rows.map(({ values, ...row }) => jsonDocument({ ...row, ...values }, 0));
    await write(process.stdout, `${lines.join(',\n')}${offset + pageLength < wanted ? ',' : ''}\n`);
  }
  await print(']}');
}

export function facetsCommand(run: Run): Command {
  return new Command('facets')
    .description('count the matching entries by value')
    .argument('<case>', 'path of the case file')
    .argument('[query]', 'as in casebound query', '')
    .option(
      '--field <name>',
      'a field to count by; may be repeated',
      (name: string, names: string[]) => [...names, name],
      [],
    )
    .option('--top <n>', 'list at most this many values of each field', '10000')
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
  throw usage(`${JSON.stringify(text)} is not a count`, 'give a whole number of at most 15 digits');
}

export function sortOf(text: string): { column: ColumnName; descending: boolean } {
  const descending = text.startsWith('-');
  const name = descending ? text.slice(1) : text;
  const column = findColumn(name === 'id' ? 'entry_id' : name);
  if (column) return { column: column.name as ColumnName, descending };
  const known = nearest(
    name,
    columns.map((each) => each.name),
  );
  throw usage(
    `there is no column ${JSON.stringify(name)} to sort by${known === null ? '' : `; did you mean ${known}?`}`,
    'see docs/query-language.md for the columns',
  );
}
