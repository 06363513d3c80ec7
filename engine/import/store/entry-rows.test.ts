import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columns } from '../../../shared/domain/columns.ts';
import type { WritableDb } from '../../case/database.ts';
import { schema } from '../../case/schema.ts';
import { type Batch, batchLength } from '../batch/batch.ts';
import { BatchBuilder } from '../batch/batch-builder.ts';
import { EntryRows } from './entry-rows.ts';
import { rowsAtOnce } from './run-extents.ts';

/** The rows that the batches leave, as SQLite stores them; `each` writes every one by itself, which is the oracle. */
function rowsOf(batches: readonly Batch[], conflicting: ReadonlySet<number>, each: boolean): unknown[] {
  const db = new Database(':memory:') as WritableDb;
  db.exec(schema);
  db.pragma('foreign_keys = OFF');
  const rows = new EntryRows(db, 7);
  let id = 1;
  for (const batch of batches) {
    rows.begin(batch);
    for (let i = 0; i < batch.count; i++, id++) {
      rows.add(i, id, conflicting.has(id) ? 1 : 0);
      if (each) rows.flush();
    }
    rows.flush();
  }
  const names = db.prepare<[], string>("SELECT name FROM pragma_table_info('entry_row')").pluck().all();
  const all = names.map((name) => `${name}, typeof(${name}) AS type_of_${name}`).join(', ');
  const stored = db.prepare(`SELECT ${all} FROM entry_row ORDER BY id`).all();
  db.close();
  return stored;
}

const text = fc.oneof(
  { weight: 40, arbitrary: fc.constantFrom('a', '', 'é😀', 'nul\0in it', '7') },
  { weight: 1, arbitrary: fc.constant('x'.repeat(70_000)) },
  { weight: 20, arbitrary: fc.string({ unit: 'binary' }).map((each) => each.toWellFormed()) },
);
const value = fc.oneof(
  { weight: 3, arbitrary: text },
  fc.constantFrom('2025-11-04T14:22:31.847Z', '2025-11-04T14:22:31.123456789+01:00', 'yesterday'),
);
/** Whether a column has a value in every record, in some, or in none. */
const fill = fc.constantFrom(0, 0.5, 0.9, 1, 1);
const step = fc.oneof(
  { weight: 30, arbitrary: fc.nat({ max: 900 }) },
  fc.constantFrom(1 << 28, 2 ** 30, 2 ** 40, -40),
);

const batch = fc.record({
  count: fc.integer({ min: 0, max: 3 * rowsAtOnce }),
  fills: fc.array(fill, { minLength: columns.length, maxLength: columns.length }),
  values: fc.array(value, { minLength: 1, maxLength: 9 }),
  steps: fc.array(step, { minLength: 1, maxLength: 70 }),
  random: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 11, maxLength: 97 }),
});

function built(
  drafts: readonly (typeof batch extends fc.Arbitrary<infer T> ? T : never)[],
  limit: number,
): Batch[] {
  const builder = new BatchBuilder({}, { limit: limit });
  let offset = 0;
  let turn = 0;
  return drafts.map(({ count, fills, values, steps, random }) => {
    for (let i = 0; i < count && !builder.full; i++) {
      const bytes = Buffer.from(`record ${offset} ${i}`);
      builder.begin({ bytes, offset, length: 1 + (i % 5), line: 1 + offset, fault: null });
      offset += 6 + (steps[i % steps.length] as number);
      columns.forEach(({ kind }, column) => {
        const chance = random[turn++ % random.length] as number;
        if (chance >= (fills[column] as number)) return;
        if (kind === 'number') builder.number(column, chance);
        else builder.text(column, values[turn % values.length] as string);
      });
    }
    return builder.take();
  });
}

describe('rows that are written together', () => {
  it('are those that are written one by one', () => {
    fc.assert(
      fc.property(
        fc.array(batch, { minLength: 1, maxLength: 2 }),
        fc.constantFrom(2, 1000),
        fc.array(fc.integer({ min: 2, max: 5 * rowsAtOnce }), { maxLength: 2 }),
        (drafts, limit, conflicting) => {
          const rows = (each: boolean) => rowsOf(built(drafts, limit), new Set(conflicting), each);
          expect(rows(false)).toEqual(rows(true));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('hold every code and text of a whole batch', () => {
    const whole = () => {
      const builder = new BatchBuilder({});
      builder.take();
      for (let i = 0; i < batchLength; i++) {
        builder.begin({ bytes: Buffer.from(`${i}`), offset: i * 500, length: 499, line: i + 1, fault: null });
        columns.forEach(({ kind }, column) => {
          if (kind === 'number') builder.number(column, i / 7);
          else
            builder.text(column, kind === 'time' ? new Date(i * 1e9).toISOString() : `value ${i * column}`);
        });
      }
      return [builder.take()];
    };
    const rows = rowsOf(whole(), new Set(), false);
    expect(rows).toHaveLength(batchLength);
    expect(rows).toEqual(rowsOf(whole(), new Set(), true));
  });
});
