import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type ColumnName, columns } from '../../../shared/domain/columns.ts';
import { parseQuery } from '../../../shared/query/parse.ts';
import { addAnnotation } from '../../annotation/annotate.ts';
import { unwatched } from '../../task.ts';
import { answer, countFacets } from '../facets.ts';
import { countRows } from '../field-counts.ts';
import { selectFromRows } from '../matching.ts';
import { matchedIds } from '../results.ts';
import { sortFromRows } from '../sort.ts';
import { makeCase, recordVerification } from '../testing/memory-case.ts';
import { query as queries, values } from '../testing/random-cases.ts';
import { isIndexed } from './columns.ts';
import { reviewIndex } from './review-index.ts';

const entry = fc.record({
  values,
  literal: fc.boolean(),
  source: fc.constantFrom(1, 2),
  tag: fc.boolean(),
});
const column = fc.constantFrom(...columns.map(({ name }) => name));

it('answers as the rows do: the same ids, orders and facets, before and after entries are added', () => {
  let answered = 0;
  fc.assert(
    fc.property(
      fc.array(entry, { minLength: 1, maxLength: 12 }),
      fc.array(queries, { minLength: 1, maxLength: 6 }),
      column,
      fc.boolean(),
      (drawn, texts, sortedBy, descending) => {
        const db = makeCase(drawn);
        drawn.forEach(({ tag }, i) => {
          if (tag) addAnnotation(db, { on: { entries: [i + 1] }, mark: { tag: 'A' }, author: 'R' });
        });
        recordVerification(db, { sources: { 1: 'fail' }, broken: [1] });
        const sort = { column: sortedBy as ColumnName, descending };
        const compare = () => {
          reviewIndex(db, unwatched)?.load(columns.map(({ name }) => name).filter(isIndexed));
          for (const query of ['', ...texts]) {
            const ids = selectFromRows(db, parseQuery(query), unwatched);
            expect([...matchedIds(db, { query }, unwatched)], query).toEqual([...ids]);
            expect([...matchedIds(db, { query, sort }, unwatched)]).toEqual([
              ...sortFromRows(db, ids, sort, unwatched),
            ]);
            const fields = ['verdict', 'case_id', 'ip', 'tenant', 'source', 'tag', 'integrity'];
            for (const field of fields) {
              // Narrowed by nothing at its top level, so that a facet is over the same entries as the query.
              const alone = `(${query === '' ? 'time:* OR -time:*' : query}) OR -entry_id:* entry_id:*`;
              const counted = countRows(db, ids, [field], unwatched).get(field);
              if (counted === undefined) throw new Error('not counted');
              expect(countFacets(db, { query: alone, fields: [field], top: 3 }, unwatched)[field]).toEqual(
                answer(counted, 3, unwatched),
              );
              answered++;
            }
          }
        };
        compare();
        db.exec(`INSERT INTO entry_row (source, ordinal, line, offset, length, content, verdict, confidence, time, time_ns)
          SELECT source, ordinal + 100, line + 100, offset, length, randomblob(32), 'added', 0.25, time, time_ns FROM entry_row`);
        compare();
        db.close();
      },
    ),
    { numRuns: 20 },
  );
  expect(answered).toBeGreaterThan(0);
});

it('leaves to the rows what no import stores', () => {
  const db = makeCase([{ values: { verdict: 'a', confidence: 1 } }, { values: { verdict: 'b' } }]);
  db.exec("UPDATE entry_row SET verdict = 99 WHERE id = 1; UPDATE entry_row SET action = x'00' WHERE id = 2");
  expect(reviewIndex(db, unwatched)?.coded('verdict')).toBe(null);
  expect(reviewIndex(db, unwatched)?.coded('action')).toBe(null);
  expect(reviewIndex(db, unwatched)?.load(['confidence'])).toBe(true);
  expect(reviewIndex(db, unwatched)?.load(['verdict', 'confidence'])).toBe(false);
  expect([...matchedIds(db, { query: 'verdict:*' }, unwatched)]).toEqual([1, 2]);
  expect([...matchedIds(db, { query: '-verdict:b' }, unwatched)]).toEqual([1]);
  expect([...matchedIds(db, { query: 'confidence:1' }, unwatched)]).toEqual([1]);
});

it('is not there for entries that are numbered with gaps', () => {
  const db = makeCase([{ values: {} }, { values: { verdict: 'b' } }, { values: {} }]);
  db.exec('DELETE FROM entry_row WHERE id = 2');
  expect(reviewIndex(db, unwatched)).toBe(null);
  expect([...matchedIds(db, { query: '-verdict:b' }, unwatched)]).toEqual([1, 3]);
});

it('holds more values of a column than 16 bits number', () => {
  const db = makeCase([{ values: {} }]);
  db.exec(`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 70000)
    INSERT INTO entry_row (source, ordinal, line, offset, length, content, image_id)
    SELECT 1, i, i, 0, 1, zeroblob(32), 'img ' || i FROM n`);
  reviewIndex(db, unwatched)?.load(['image_id']);
  expect([...matchedIds(db, { query: 'image_id:"img 1","img 65536","img 70000"' }, unwatched)]).toEqual([
    2, 65_537, 70_001,
  ]);
  const sort = { column: 'image_id', descending: true } as const;
  expect([...matchedIds(db, { query: '', sort }, unwatched).subarray(0, 2)]).toEqual([10_000, 9_999]);
});
