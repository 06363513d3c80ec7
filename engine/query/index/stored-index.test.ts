import { hash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ColumnName, columns } from '../../../shared/domain/columns.ts';
import { parseQuery } from '../../../shared/query/parse.ts';
import type { WritableDb } from '../../case/database.ts';
import { schema } from '../../case/schema.ts';
import { importPaths } from '../../import/import-paths.ts';
import { unwatched } from '../../task.ts';
import { StopFlag } from '../../threads/signal.ts';
import { answer, countFacets } from '../facets.ts';
import { countRows } from '../field-counts.ts';
import { matching, selectFromRows } from '../matching.ts';
import { countEntries, matchedIds, pageOfEntries } from '../results.ts';
import { sortFromRows } from '../sort.ts';
import { query as queries, word } from '../testing/random-cases.ts';
import { reviewIndex } from './review-index.ts';
import { packed } from './segment/arrays.ts';
import { checkIndex } from './segment/check.ts';
import { rebuildIndex } from './segment/rebuild.ts';
import { storedSegments } from './segment/segment.ts';

const time = fc.constantFrom(
  '2025-11-01T00:00:00.000Z',
  '2025-11-01T23:59:59.9999999Z',
  '2025-11-02T01:00:00+02:00',
  '1969-12-31T23:59:59.999Z',
  '2025-11-01T24:00:00Z',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999-23:59',
  'soon',
);
/** Too long to be a term: such values stand as text. */
const long = fc.constantFrom('a', 'ß').map((letter) => letter.repeat(1100));
const record = fc.record(
  {
    log_id: word,
    request_id: word,
    product: fc.constantFrom('x', 'ab%'),
    timestamp: time,
    logged_at: time,
    image_id: fc.oneof(word, long),
    verdict: fc.oneof(word, long),
    confidence: fc.constantFrom(0, -0, 0.5, 1, -1, 1e-7),
    case_id: word,
    reviewer_note: fc.oneof(word, fc.constantFrom('ÿ µ ß × ÷', 'ΟΔΟΣ', '\u{1f4a5} K 検証')),
  },
  { requiredKeys: ['log_id', 'product'] },
);

/** A case in memory, filled by the real importer. */
async function caseOf(...files: readonly (readonly object[])[]): Promise<WritableDb> {
  const db = new Database(':memory:') as WritableDb;
  db.exec(schema);
  const folder = mkdtempSync(join(tmpdir(), 'casebound-index-'));
  for (const [n, records] of files.entries()) {
    const path = join(folder, `trail-${n}.ndjson`);
    writeFileSync(path, records.map((each) => `${JSON.stringify(each)}\n`).join(''));
    await importPaths(db, { paths: [path], partial: false, actor: 'R' }, unwatched, new StopFlag());
  }
  rmSync(folder, { recursive: true });
  return db;
}

it('answers as the rows do from what imports stored: the same ids, orders and facets', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(record, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 3 }),
      fc.array(queries, { minLength: 1, maxLength: 5 }),
      fc.constantFrom(...columns.map(({ name }) => name)),
      fc.boolean(),
      async (files, texts, column, descending) => {
        const db = await caseOf(...files);
        const index = reviewIndex(db, unwatched);
        const entries = index?.last ?? 0;
        expect(storedSegments(db, entries).reduce((sum, each) => sum + each.entries, 0)).toBe(entries);
        for (const text of ['', ...texts]) {
          const query = parseQuery(text);
          const ids = [...selectFromRows(db, query, unwatched)];
          const found = matching(db, query, unwatched);
          expect(found.kind === 'set' ? [...found.set.ids(unwatched)] : [...found.ids], text).toEqual(ids);
          expect(
            pageOfEntries(db, { query: text, offset: 1, limit: 3 }, unwatched).rows.map(({ id }) => id),
          ).toEqual(ids.slice(1, 4));
          const sort = { column: column as ColumnName, descending };
          const sorted = sortFromRows(db, Float64Array.from(ids), sort, unwatched);
          expect(
            pageOfEntries(db, { query: text, sort, offset: 0, limit: 100 }, unwatched).rows.map(
              ({ id }) => id,
            ),
          ).toEqual([...sorted]);
          expect([...matchedIds(db, { query: text, sort }, unwatched)]).toEqual([...sorted]);
        }
        for (const field of ['verdict', 'image_id', 'source', 'note', 'tenant']) {
          const all = selectFromRows(db, parseQuery(''), unwatched);
          const counted = countRows(db, all, [field], unwatched).get(field);
          if (counted === undefined) throw new Error('not counted');
          expect(countFacets(db, { query: '', fields: [field], top: 3 }, unwatched)[field]).toEqual(
            answer(counted, 3, unwatched),
          );
        }
        const sound = { entries, indexed: entries, difference: null };
        expect(checkIndex(db, unwatched)).toEqual(sound);
        // Nothing was found to differ: what is stored was used.
        expect(index?.isStored).toBe(true);
        expect(rebuildIndex(db, unwatched)).toBe(entries);
        expect(checkIndex(db, unwatched)).toEqual(sound);
        db.close();
      },
    ),
    { numRuns: Number(process.env['CASEBOUND_RUNS'] ?? 30) },
  );
});

describe('a stored index that is not what its entries say', () => {
  const verdicts = ['a', 'b', 'a', 'c', 'a'];
  const records = verdicts.map((verdict, n) => ({
    log_id: `log_${n}`,
    product: 'x',
    verdict,
    timestamp: '2025-11-01T00:00:00Z',
    reviewer_note: `note ${n}`,
  }));
  let whole: WritableDb;
  beforeAll(async () => {
    whole = await caseOf(records);
  });
  afterAll(() => whole.close());

  const stored = (column: string) =>
    `segment = 1 AND "column" = '${column}' AND part = '${column === 'note' ? 'text' : 'codes'}'`;
  /** Arrays and manifest agree with one another; only the entries are others. */
  const replaced = (column: string, array: Uint8Array) => {
    const data = packed(array);
    const part = column === 'note' ? 'text' : 'codes';
    return {
      sql: `UPDATE review_array SET data = x'${data.toString('hex')}' WHERE ${stored(column)};
        UPDATE review_segment SET manifest = json_set(manifest, '$.${column}.${part}', '${hash('sha256', data)}')`,
    };
  };
  const notes = (texts: readonly string[]) =>
    Buffer.from(texts.map((text) => `${text}\u0000`).join(''), 'latin1').map((byte) =>
      byte === 0 ? 0xff : byte,
    );

  it.each([
    ['an array is missing', `DELETE FROM review_array WHERE ${stored('verdict')}`],
    ['an array was changed', `UPDATE review_array SET data = x'00' WHERE ${stored('verdict')}`],
    ['an array was changed, and its hash', replaced('verdict', Uint8Array.of(1, 2, 3)).sql],
    ['it has codes that no term has', replaced('verdict', Uint8Array.of(1, 2, 1, 9, 1)).sql],
    ['it is of other entries', replaced('verdict', Uint8Array.of(2, 1, 2, 3, 2)).sql],
    ['its text is of fewer entries', replaced('note', notes(['note 0', 'note 1'])).sql],
    ['its text is of other entries', replaced('note', notes(['x', 'x', 'x', 'x', 'note 4'])).sql],
    ['its manifest does not read', "UPDATE review_segment SET manifest = '{'"],
    [
      'its manifest names another array',
      `UPDATE review_segment SET manifest = '{"action":{"codes":"${'0'.repeat(64)}"}}'`,
    ],
    ['a segment is missing', 'DELETE FROM review_segment'],
    ['a segment is longer than the case', 'UPDATE review_segment SET entries = 7'],
  ])('is not used where %s', async (_, sql) => {
    whole.exec(`SAVEPOINT spoiled; ${sql}`);
    // Another connection's memory of the case is none of this one's: as a case that was just opened.
    const db = new Proxy(whole, {
      get: (target, name) => {
        const value = Reflect.get(target, name, target) as unknown;
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    expect(countEntries(db, 'verdict:a', unwatched).matched).toBe(3);
    expect(countEntries(db, '"note 3" -action:*', unwatched).matched).toBe(1);
    expect(countFacets(db, { query: '', fields: ['verdict', 'action'], top: 1 }, unwatched)).toMatchObject({
      verdict: { values: [{ value: 'a', count: 3 }], distinct: 3 },
      action: { missing: 5 },
    });
    const { indexed, difference } = checkIndex(whole, unwatched);
    expect(indexed === 0 || difference !== null).toBe(true);
    whole.exec('ROLLBACK TO spoiled; RELEASE spoiled');
  });

  it('is not used where a row that is shown says something else, whenever that came to be', () => {
    const page = () => pageOfEntries(whole, { query: 'verdict:a', offset: 0, limit: 10 }, unwatched).rows;
    expect(page().map(({ id }) => id)).toEqual([1, 3, 5]);
    whole.exec(
      'SAVEPOINT changed; UPDATE entry_row SET verdict = (SELECT verdict FROM entry_row WHERE id = 2) WHERE id = 3',
    );
    expect(page().map(({ id }) => id)).toEqual([1, 5]);
    expect(reviewIndex(whole, unwatched)?.isStored).toBe(false);
    whole.exec('ROLLBACK TO changed; RELEASE changed');
  });
});

it('is never used for what leaves the case or is put on record', async () => {
  const db = await caseOf([
    { log_id: '1', product: 'x', verdict: 'a' },
    { log_id: '2', product: 'x', verdict: 'b' },
    { log_id: '3', product: 'x', verdict: 'a' },
    { log_id: '4', product: 'x', verdict: 'b' },
    { log_id: '5', product: 'x', verdict: 'a' },
  ]);
  // The samples that are looked at when it is loaded are the first and the last entry, and one by chance.
  const data = packed(Uint8Array.of(1, 2, 2, 2, 1));
  db.prepare(`UPDATE review_array SET data = ? WHERE "column" = 'verdict'`).run(data);
  db.prepare(`UPDATE review_segment SET manifest = json_set(manifest, '$.verdict.codes', ?)`).run(
    hash('sha256', data),
  );
  expect(checkIndex(db, unwatched).difference).toContain('another verdict of entry 3');
  for (let asked = 0; asked < 3; asked++) {
    expect([...matchedIds(db, { query: 'verdict:a' }, unwatched)]).toEqual([1, 3, 5]);
  }
  // Two scans of the rows are one too many for the index: it says only which entries they are to look at, on a screen.
  const query = 'verdict:a (raw:log OR action:none) (raw:"product" OR action:none)';
  const sort = { column: 'entry_id', descending: true } as const;
  countEntries(db, query, unwatched);
  pageOfEntries(db, { query, sort, offset: 0, limit: 1 }, unwatched);
  expect([...matchedIds(db, { query }, unwatched)]).toEqual([1, 3, 5]);
  expect([...matchedIds(db, { query, sort }, unwatched)]).toEqual([5, 3, 1]);
  db.close();
});
