import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { EntryRow } from '../../../shared/domain/case.ts';
import { columns } from '../../../shared/domain/columns.ts';
import { readRow } from '../../../shared/table/read-row.ts';
import { addAnnotation } from '../../annotation/annotate.ts';
import type { ReadableDb } from '../../case/database.ts';
import { statedTime } from '../../import/time/time.ts';
import { unwatched } from '../../task.ts';
import { pageOfEntries } from '../results.ts';
import type { Sort } from '../sort.ts';
import { type MadeEntry, makeCase } from '../testing/memory-case.ts';
import { query, values } from '../testing/random-cases.ts';
import { exportEntries, exportRows } from './export.ts';

const folder = mkdtempSync(join(tmpdir(), 'casebound-shown-'));
afterAll(() => rmSync(folder, { recursive: true }));

const hostile = fc.constantFrom(
  '=1+1',
  '-2',
  '007',
  'a,"b"',
  '_x0041_',
  '\u0000\u001b',
  '1e5',
  'TRUE',
  ' x ',
);
const entries = fc.array(
  fc.record({ values: fc.tuple(values, fc.option(hostile)).map(withModel), source: fc.constantFrom(1, 2) }),
  { minLength: 1, maxLength: 25 },
);
const sort: fc.Arbitrary<Sort | undefined> = fc.option(
  fc.record({
    column: fc.constantFrom(...columns.map(({ name }) => name)),
    descending: fc.boolean(),
  }),
  { nil: undefined },
);
interface Question {
  readonly entries: readonly MadeEntry[];
  readonly query: string;
  readonly sort: Sort | undefined;
  /** Which entry has a tag. */
  readonly marked: number;
}
const question: fc.Arbitrary<Question> = fc.record({ entries, query, sort, marked: fc.nat({ max: 24 }) });

function withModel([own, model]: [Partial<EntryRow['values']>, string | null]) {
  return model === null ? own : { ...own, model_version: model };
}

interface Asked {
  readonly db: ReadableDb;
  readonly selection: { readonly query: string; readonly sort: Sort | undefined };
  /** What the screen shows, page by page. */
  readonly shown: readonly EntryRow[];
}

function asked({ entries: made, query: text, sort: order, marked }: Question): Asked {
  const db = makeCase(made);
  addAnnotation(db, {
    on: { entries: [Math.min(marked + 1, made.length)] },
    mark: { tag: 'ab%' },
    author: 'Ada',
  });
  const selection = { query: text, sort: order };
  const shown: EntryRow[] = [];
  for (let offset = 0; offset === shown.length; offset += 7)
    shown.push(...pageOfEntries(db, { ...selection, offset, limit: 7 }, unwatched).rows);
  return { db, selection, shown };
}

const zones = [
  { zone: 'UTC', offset: /Z$/ },
  { zone: 'Asia/Kolkata', offset: /\+05:30$/ },
  { zone: 'America/New_York', offset: /-0[45]:00$/ },
];

const exported = ({ db, selection }: Asked, format: 'ndjson' | 'csv', zone?: string) =>
  Buffer.concat([...exportRows(db, { ...selection, format, zone }, unwatched)]).toString();

/** No value here holds a line end. */
const cellsOf = (csv: string) =>
  csv
    .split('\r\n')
    .slice(1, -1)
    .map((line) => readRow(line, ','));
const textOf = (value: string | number | null) => {
  if (value === null) return '';
  return typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
};

describe('what is exported is what is shown, the same entries in the same order', () => {
  it('as CSV, every column of it', () => {
    fc.assert(
      fc.property(question, (each) => {
        const here = asked(each);
        const expected = here.shown.map((row) => columns.map(({ name }) => textOf(row.values[name])));
        expect(cellsOf(exported(here, 'csv'))).toEqual(expected);
      }),
      { numRuns: 80 },
    );
  });

  it('as NDJSON, the bytes of each', () => {
    fc.assert(
      fc.property(question, (each) => {
        const here = asked(each);
        const lines = exported(here, 'ndjson').split('\n').slice(0, -1);
        // The made entries say which they are: `n` is their number less one.
        expect(lines.map((line) => JSON.parse(line).n + 1)).toEqual(here.shown.map(({ id }) => id));
      }),
      { numRuns: 50 },
    );
  });

  it('as a workbook, numbers as numbers and all else as text', async () => {
    await fc.assert(
      fc.asyncProperty(question, async (each) => {
        const here = asked(each);
        const out = join(folder, 'shown.xlsx');
        const { selection, db, shown } = here;
        const written = await exportEntries(db, { ...selection, format: 'xlsx', out }, unwatched);
        expect(written.entries).toBe(shown.length);
        const workbook = new ExcelJS.Workbook();
        await workbook.xlsx.readFile(out);
        const rows: unknown[][] = [];
        workbook.getWorksheet('Entries')?.eachRow({ includeEmpty: true }, (row, number) => {
          if (number > 1) rows.push(columns.map((_, i) => row.getCell(i + 1).value));
        });
        // A spreadsheet has no empty text: such a cell is empty.
        const cell = (value: string | number | null) => (value === '' ? null : value);
        const expected = shown.map((row) => columns.map(({ name }) => cell(row.values[name])));
        expect(rows.map((row) => row.map(decoded))).toEqual(expected);
      }),
      { numRuns: 15 },
    );
  });

  it('with times in another zone, the same moments', () => {
    fc.assert(
      fc.property(question, fc.constantFrom(...zones), (each, { zone, offset }) => {
        const here = asked(each);
        const times = columns.flatMap(({ kind }, i) => (kind === 'time' ? [i] : []));
        const cells = cellsOf(exported(here, 'csv', zone));
        expect(cells).toHaveLength(here.shown.length);
        for (const [n, row] of here.shown.entries()) {
          for (const i of times) {
            const stated = row.values[columns[i]?.name as 'time'];
            // A year of more than four digits begins with a sign, which a spreadsheet would take for a formula.
            const told = cells[n]?.[i]?.replace(/^'(?=\+)/, '') as string;
            const moment = stated === null ? null : statedTime(stated).ms;
            if (moment === null) expect(told).toBe(stated ?? '');
            // Before there were zones, clocks showed the mean time of their place, with seconds in its offset.
            else if (moment > Date.UTC(1900)) {
              expect(Date.parse(told)).toBe(moment);
              expect(told).toMatch(offset);
              // Of a leap second, and of seconds since 1970, the text has other digits than the moment.
              if (stated !== null && Date.parse(stated) === moment)
                expect(told).toContain(/\.\d+/.exec(stated)?.[0].replace(/(\.\d{3}\d*?)0+$/, '$1') ?? '.000');
            }
          }
        }
      }),
      { numRuns: 50 },
    );
  });
});

function decoded(value: unknown): unknown {
  const { richText } = (value ?? {}) as Partial<ExcelJS.CellRichTextValue>;
  return richText === undefined ? value : richText.map(({ text }) => text).join('');
}
