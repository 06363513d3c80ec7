import { Command } from 'commander';
import type { AnnotationEvent } from '../../shared/annotation/answers.ts';
import type { AnnotationConflict, AnnotationImport, ConflictSide } from '../../shared/annotation/exchange.ts';
import { markSchema } from '../../shared/annotation/mark.ts';
import { AppError } from '../../shared/errors.ts';
import { counted, entryCount } from '../../shared/report/counted.ts';
import { toldValue } from '../../shared/report/told-value.ts';
import { withCase } from '../engine.ts';
import { exit } from '../exit.ts';
import { aligned, jsonDocument, print, printable } from '../output.ts';
import type { Run } from '../run.ts';

interface Options {
  readonly json?: boolean;
  readonly readOnly?: boolean;
  readonly dryRun?: boolean;
  readonly entry?: string;
}

/** `annotations` moves annotations between copies of a case, and lists them. */
export function annotationsCommand(run: Run): Command {
  const command = new Command('annotations').description(
    'move annotations between copies of a case, and list them',
  );
  command
    .command('export')
    .description('write all annotations to a file, for another copy of the case')
    .argument('<case>', 'path of the case file')
    .argument('<file>', 'where to write it; nothing is overwritten')
    .option('--read-only', 'leave the case file untouched: custody does not record it')
    .option('--json', 'print one JSON document')
    .action((path: string, out: string, { readOnly, json }: Options) =>
      run((signal) =>
        withCase(signal, path, readOnly ? 'read-only' : 'review', async ({ client, watched }) => {
          const written = await client.job('annotation.export', { out }, watched);
          await print(
            json
              ? jsonDocument(written)
              : `Wrote ${counted(written.events, 'event')} on ${entryCount(written.entries)} to ${printable(written.out)}\nSHA-256  ${written.sha256}`,
          );
          return exit.clean;
        }),
      ),
    );
  command
    .command('import')
    .description('merge the annotations of another copy of the case into this one')
    .argument('<case>', 'path of the case file')
    .argument('<file>', 'a file written by annotations export')
    .option('--dry-run', 'say what would be merged, and change nothing')
    .option('--json', 'print one JSON document')
    .action((path: string, file: string, { dryRun, json }: Options) =>
      run((signal) =>
        withCase(signal, path, dryRun ? 'read-only' : 'review', async ({ client, watched }) => {
          const name = dryRun ? 'annotation.preview' : 'annotation.import';
          const merged = await client.job(name, { path: file }, watched);
          await print(json ? jsonDocument(merged) : mergedText(merged));
          return merged.conflictsTotal > 0 ? exit.findings : exit.clean;
        }),
      ),
    );
  command
    .command('history')
    .description('list annotation events, oldest first: all, or those on one entry')
    .argument('<case>', 'path of the case file')
    .option('--entry <id>', 'the entry with this id')
    .option('--json', 'print one JSON document')
    .action((path: string, { entry, json }: Options) =>
      run((signal) =>
        withCase(signal, path, 'read-only', async ({ client }) => {
          const numbers = entry === undefined ? [undefined] : await numbersOf(entry);
          const events: AnnotationEvent[] = [];
          for (const number of numbers) {
            let before: number | undefined;
            for (;;) {
              const page = { entry: number, before, limit: 1000 };
              const answer = await client.call('annotation.history', page, { signal });
              events.push(...answer.events);
              before = answer.events.at(-1)?.seq;
              if (answer.events.length < 1000) break;
            }
          }
          const each = new Map(events.map((event) => [event.seq, event]));
          const sorted = [...each.values()].sort((a, b) => a.seq - b.seq);
          await print(json ? jsonDocument({ events: sorted }) : historyText(sorted));
          return exit.clean;

          async function numbersOf(id: string): Promise<number[]> {
            const query = `entry_id:${JSON.stringify(id)}`;
            const { rows } = await client.call('query.page', { query, limit: 2000 }, { signal });
            if (rows.length > 0) return rows.map((row) => row.id);
            throw new AppError({
              code: 'INVALID_INPUT',
              message: `no entry carries the id ${JSON.stringify(id)}`,
              safe: 'nothing was changed',
              next: 'search for it with casebound query',
            });
          }
        }),
      ),
    );
  return command;
}

function historyText(events: readonly AnnotationEvent[]): string {
  if (events.length === 0) return 'No annotations.';
  return aligned(
    events.map((event) => [
      `#${event.seq}`,
      event.time,
      printable(event.actor),
      `${event.entries} ${event.entries === 1 ? 'entry' : 'entries'}`,
      event.reversedBy === null ? 'holds' : `taken back by #${event.reversedBy}`,
      said(event),
    ]),
  );
}

/** Characters of a note on one line. */
const longest = 200;

function said({ action, details }: AnnotationEvent): string {
  const { data: mark } = markSchema.safeParse(details['mark']);
  if (mark === undefined)
    return 'reverses' in details ? `undo of #${toldValue(details['reverses'])}` : action;
  if ('code' in mark) return printable(`code ${mark.code.field}=${mark.code.value}`);
  const [text] = Object.values(mark);
  const line = String(text);
  return printable(`${action} ${line.length > longest ? `${line.slice(0, longest)}…` : line}`);
}

/** Conflicts printed; `--json` lists more. */
const mostPrinted = 100;

function mergedText(merged: AnnotationImport): string {
  const lines = [
    aligned([
      [
        'Of the case',
        printable(merged.case.title) + (merged.sameCase ? '' : ' (another case than this one)'),
      ],
      ['Events', `${merged.events} in the file`],
      ['Added', String(merged.added)],
      ['Here before', String(merged.duplicates)],
      ...merged.authors.map(({ author, events, first, last }) => [
        'By',
        printable(`${author}: ${events}, ${first === last ? first : `${first} to ${last}`}`),
      ]),
      [
        'Entries',
        merged.missing === 0
          ? String(merged.entries)
          : `${merged.entries}, ${merged.missing} of them not in this case: once imported they are marked`,
      ],
      ['Conflicts', String(merged.conflictsTotal)],
    ]),
  ];
  for (const conflict of merged.conflicts.slice(0, mostPrinted)) lines.push('', conflictText(conflict));
  const more = merged.conflictsTotal - Math.min(merged.conflicts.length, mostPrinted);
  if (more > 0) lines.push('', `... ${more} more: --json lists up to 10000`);
  return lines.join('\n');
}

function conflictText({ about, name, here, there, prevails, entries, examples }: AnnotationConflict): string {
  const what = { code: 'code', tag: 'tag', reviewed: 'reviewed', layout: 'coding layout' }[about];
  const on =
    about === 'layout'
      ? ''
      : ` on ${entries} ${entries === 1 ? 'entry' : 'entries'} (${examples.join(', ')})`;
  const side = ({ value, author, time, event }: ConflictSide, holds: boolean) =>
    printable(
      `  ${about === 'layout' ? 'set' : value === '' ? '(taken off)' : JSON.stringify(value)} by ${author}, ${time}, #${event}${holds ? ': later, holds' : ''}`,
    );
  return [
    printable(`${what}${name === '' ? '' : ` ${JSON.stringify(name)}`}${on}`),
    side(here, prevails === 'here'),
    side(there, prevails === 'there'),
  ].join('\n');
}
