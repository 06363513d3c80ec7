import fc from 'fast-check';
import { expect, it } from 'vitest';
import { unwatched } from '../../task.ts';
import { Blockwise } from '../histogram/blockwise.ts';
import { Bucketing } from '../histogram/bucketing.ts';
import { makeCase } from '../testing/memory-case.ts';
import { CodedValues } from './coded-values.ts';
import { slotCounts } from './counts.ts';
import { EntrySet } from './entry-set.ts';
import { TimeValues } from './time-values.ts';
import { slotSet, timeSet } from './value-sets.ts';

/** Entries enough for a few blocks, the last one not full. */
const entries = 9_001;

/** A time as its cells: in order, in none, or now and then not there or not understood. */
type Cells = readonly [ms: number | null, ns: number | null, hasText: number];
const inOrder = (n: number): Cells => [n * 10, null, 0];
const inNone = (n: number): Cells => [(n * 7919) % 50_021, n % 3 === 0 ? 500_000 : null, 0];
const withGaps = (n: number): Cells => (n % 97 === 0 ? [null, null, n % 2] : [n * 10, null, 0]);
const allTheSame = (): Cells => [40_000, null, 0];
const missing = (): Cells => [null, null, 0];
const farOff = (n: number): Cells => [n % 1_000 === 0 ? 9e15 : n, null, 0];
const stretch = fc.constantFrom(inOrder, inNone, withGaps, allTheSame, missing, farOff);
/** What a block is like, from one to the next. */
const stretches = fc.array(stretch, { minLength: 1, maxLength: 5 });

function timesOf(kinds: readonly ((n: number) => Cells)[]): { times: TimeValues; cells: Cells[] } {
  const times = new TimeValues('time');
  times.reserve(entries);
  const cells = Array.from({ length: entries }, (_, n) =>
    (kinds[Math.floor(n / 2_500) % kinds.length] ?? inOrder)(n),
  );
  for (const each of cells) times.take(each, 0);
  return { times, cells };
}

const db = makeCase([]);

/** @param values how many different ones, and one entry in so many without */
function columnOf(values: number, without: number): { column: CodedValues; texts: (string | null)[] } {
  const column = new CodedValues(db, 'verdict');
  column.reserve(entries, unwatched);
  const texts = Array.from({ length: entries }, (_, n) =>
    n % without === 0 ? null : `v${(n * 31 + (n >>> 5)) % values}`,
  );
  for (const text of texts) column.take([text], 0);
  return { column, texts };
}

/** Sets of all, of none, of runs and of entries here and there. */
const set = fc
  .tuple(fc.constantFrom(1, 2, 3, 50, 5_000), fc.constantFrom(1, 64, 2_048, 3_000), fc.nat({ max: 4 }))
  .map(([oneIn, runs, offset]) =>
    EntrySet.of(
      Array.from({ length: entries }, (_, n) => n + 1).filter(
        (id) => offset < 4 && (Math.floor(id / runs) + offset) % oneIn === 0,
      ),
      entries,
    ),
  );

const moment = fc.record({
  ms: fc.oneof(fc.integer({ min: -5, max: 90_010 }), fc.constantFrom(40_000, 8.64e15)),
  ns: fc.constantFrom(0, 500_000),
});

it('finds the entries between two moments, whether or not blocks of them are in order', () => {
  fc.assert(
    fc.property(stretches, moment, moment, (kinds, from, to) => {
      const { times, cells } = timesOf(kinds);
      const found = timeSet(
        times,
        { op: 'range', from: { text: '', first: from, next: from }, to: { text: '', first: to, next: to } },
        entries,
      );
      const key = (ms: number, ns: number) => BigInt(ms) * 1_000_000n + BigInt(ns);
      const expected = cells.flatMap(([ms, ns], n) => {
        if (ms === null) return [];
        const at = key(ms, ns ?? 0);
        return at >= key(from.ms, from.ns) && at < key(to.ms, to.ns) ? [n + 1] : [];
      });
      expect([...found.ids(unwatched)]).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});

it('stacks entries by bucket and label as one by one', () => {
  fc.assert(
    fc.property(
      stretches,
      set,
      fc.constantFrom(3, 40),
      fc.constantFrom(2, 7),
      fc.constantFrom(1, 9, 300),
      (kinds, among, values, without, buckets) => {
        const { times, cells } = timesOf(kinds);
        const { column } = columnOf(values, without);
        const spread = new Blockwise(among, times, unwatched);
        const moments = cells
          .map(([ms], n) => ({ ms, place: n }))
          .filter((each): each is { ms: number; place: number } =>
            among.has(each.place + 1) ? each.ms !== null && each.ms <= 8.64e15 : false,
          );
        const period = spread.period();
        const known = moments.map(({ ms }) => ms);
        if (period === null || known.length === 0) {
          expect([period, known]).toEqual([null, []]);
          return;
        }
        const least = known.reduce((a, b) => Math.min(a, b));
        const greatest = known.reduce((a, b) => Math.max(a, b));
        expect(period).toEqual({ from: least, to: greatest });
        const length = (greatest - least + 1) / buckets;
        const bucketing = new Bucketing(
          Float64Array.from({ length: buckets + 1 }, (_, n) =>
            n === buckets ? greatest + 1 : least + n * length,
          ),
        );
        for (const by of [column, null]) {
          const expected = new Uint32Array(buckets * (by?.table.length ?? 1));
          for (const { ms, place } of moments) {
            const label = by === null ? 0 : (by.slots[place] as number);
            (expected[label * buckets + bucketing.bucketOf(ms)] as number)++;
          }
          expect(spread.stacks(bucketing, by)).toEqual(expected);
        }
      },
    ),
    { numRuns: 60 },
  );
});

it('tells entries apart and counts them by value alike, of columns of few values and of many', () => {
  fc.assert(
    fc.property(
      set,
      fc.constantFrom(1, 3, 16, 17, 400),
      fc.constantFrom(2, 7, 10_000),
      (among, values, without) => {
        const { column, texts } = columnOf(values, without);
        const counted = slotCounts(among, [column, column], unwatched);
        const expected = new Uint32Array(column.table.length);
        texts.forEach((text, n) => {
          if (among.has(n + 1)) (expected[text === null ? 0 : column.slotOf(text)] as number)++;
        });
        expect(counted).toEqual([expected, expected]);
        const wanted = new Set(['v0', 'v2', 'v16']);
        const slots = new Uint8Array(column.table.length);
        for (const text of wanted) slots[column.slotOf(text)] = 1;
        slots[0] = 0;
        expect([...slotSet(column, slots, entries).ids(unwatched)]).toEqual(
          texts.flatMap((text, n) => (text !== null && wanted.has(text) ? [n + 1] : [])),
        );
      },
    ),
    { numRuns: 60 },
  );
});
