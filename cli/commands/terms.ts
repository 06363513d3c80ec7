import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { unwritable } from '../../engine/files/path-faults.ts';
import type { TermsReport } from '../../shared/contract/language-operations.ts';
import { AppError } from '../../shared/errors.ts';
import { termsCsv } from '../../shared/table/terms-csv.ts';
import { withCase } from '../engine.ts';
import { exit } from '../exit.ts';
import { givenText } from '../given-file.ts';
import { aligned, jsonDocument, print, printable } from '../output.ts';
import type { Run } from '../run.ts';

/** Bytes of the largest list that is read. */
const longest = 1 << 22;

interface TermsOptions {
  readonly query: string;
  readonly out?: string;
  readonly json?: boolean;
}

export function termsCommand(run: Run): Command {
  return new Command('terms')
    .description('count what each term in a list finds, alone and in relation to the others')
    .argument('<case>', 'path of the case file')
    .argument('<file>', 'a file with one query on each line')
    .option('--query <query>', 'count only among the entries that match', '')
    .option('--out <file>', 'write the report as CSV')
    .option('--json', 'print one JSON document')
    .action((path: string, file: string, { query, out, json }: TermsOptions) =>
      run((signal) =>
        withCase(signal, path, 'read-only', async ({ client, watched }) => {
          const report = await client.job('query.terms', { query, terms: termsIn(file) }, watched);
          if (out !== undefined) writeReport(out, report);
          await print(
            json ? jsonDocument(report) : out === undefined ? textOf(report) : `Wrote ${printable(out)}`,
          );
          return report.terms.some(({ fault }) => fault !== null) ? exit.findings : exit.clean;
        }),
      ),
    );
}

/** One term to a line; empty lines are ignored. */
function termsIn(file: string): string[] {
  const terms = givenText(file, 'nothing was searched', longest)
    .split(/\r\n|\n|\r/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (terms.length > 0) return terms;
  throw new AppError({
    code: 'INVALID_INPUT',
    message: `${file} has no search term`,
    safe: 'nothing was searched',
    next: 'write one query on each line',
  });
}

function writeReport(out: string, report: TermsReport): void {
  try {
    writeFileSync(out, termsCsv(report), { flag: 'wx' });
  } catch (error) {
    throw unwritable(out, error);
  }
}

function textOf({ terms, entries, total }: TermsReport): string {
  const rows = terms.map(({ term, hits, unique, entries: found, fault }) => [
    ...[hits, unique, found].map((count) => (fault === null ? String(count).padStart(9) : '        -')),
    fault === null ? printable(term) : `${printable(term)}: ${printable(fault)}`,
  ]);
  const heading = ['hits', 'unique', 'entries'].map((each) => each.padStart(9));
  return `${aligned([[...heading, 'term'], ...rows])}\n\n${entries} of ${total} entries are found by a term`;
}
