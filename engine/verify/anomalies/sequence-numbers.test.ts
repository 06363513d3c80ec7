import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printProgress, trailProgressSchema } from '../state/trail-progress.ts';
import {
  chained,
  failing,
  importFiles,
  makeEntry,
  ndjson,
  statusOf,
  temporaryFolder,
  verified,
  verifiedExport,
  write,
} from '../testing/chained-case.ts';
import { SequenceNumbers } from './sequence-numbers.ts';

const place = () => ({ entryId: null, ordinal: 0, line: 1, byteOffset: 0, time: Number.NaN });

function followed(numbers: readonly number[]): SequenceNumbers {
  const sequence = new SequenceNumbers(['seq']);
  for (const number of numbers) sequence.add(number, place);
  return sequence;
}

describe('running numbers', () => {
  it('leave out what a sorted list of them leaves out, in whatever order they come', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -20, max: 60 }), { minLength: 1 }), (numbers) => {
        const sorted = [...new Set(numbers)].sort((a, b) => a - b);
        const gaps = sorted.flatMap((after, n) => {
          const before = sorted[n - 1];
          return before === undefined || before === after - 1 ? [] : [{ before, after }];
        });
        const sequence = followed(numbers);
        expect([...sequence.gaps()].map(({ before, after }) => ({ before, after }))).toEqual(gaps);
        expect(sequence.found).toMatchObject({
          first: sorted[0],
          last: sorted.at(-1),
          gaps: gaps.length,
          repeated: numbers.length - sorted.length,
        });
      }),
    );
  });

  it.each([
    [[1, 2, 3, 4], 0, false],
    [[4, 3, 2, 1], 0, true],
    [[1, 2, 5, 6], 0, false],
    [[1, 2, 3, 4, 6, 5, 7, 8], 3, false],
  ])('%j stand out of order at %i places', (numbers, moved, newestFirst) => {
    expect(followed(numbers).found).toMatchObject({ moved, newestFirst });
  });

  it('are none where an entry has none', () => {
    expect(followed([1, 2, Number.NaN, 4]).found).toBeNull();
  });
});

const numbered = (count: number, name = 'seq') =>
  Array.from({ length: count }, (_, n) => ({ ...makeEntry(n), [name]: n + 1 }));

/** As a bare export and as a case: `sequence` must be told alike. */
async function told(content: string) {
  const folder = temporaryFolder();
  const path = write(folder, 'trail.ndjson', content);
  const asExport = await verifiedExport(path);
  const file = `${folder}/c.casebound`;
  await importFiles(file, [path]);
  const asCase = await verified(file);
  const sequence = (report: typeof asCase) =>
    report.axes.find(({ axis, subject }) => axis === 'sequence' && subject === 'source 1');
  expect(sequence(asCase)).toEqual(sequence(asExport));
  return asCase;
}

it('numbers that are followed to any place, and from there on, say what they say followed at once', () => {
  const step = fc.oneof({ weight: 6, arbitrary: fc.constant(1) }, fc.integer({ min: -3, max: 4 }));
  const at = (n: number) => ({
    entryId: `log_${n}`,
    ordinal: n,
    line: n + 1,
    byteOffset: n * 10,
    time: Number.NaN,
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), fc.nat(60), fc.nat(400), (steps, cut, unnumbered) => {
      const numbers = steps.map((_, n) => steps.slice(0, n).reduce((sum, by) => sum + by, 1));
      if (unnumbered < numbers.length) numbers[unnumbered] = Number.NaN;
      const whole = new SequenceNumbers(['seq']);
      let parts = new SequenceNumbers(['seq']);
      for (const [n, each] of numbers.entries()) {
        if (n === cut) {
          const kept = JSON.parse(printProgress({ numbers: parts.progress() })) as unknown;
          parts = new SequenceNumbers(['seq']);
          const progress = trailProgressSchema.pick({ numbers: true }).parse(kept).numbers;
          if (progress !== null) parts.resume(progress);
        }
        for (const followed of [whole, parts]) followed.add(each, () => at(n));
      }
      expect(parts.found).toEqual(whole.found);
      expect([...parts.gaps()]).toEqual([...whole.gaps()]);
    }),
    { numRuns: 300 },
  );
});

describe('a trail with running numbers', () => {
  it('without hashes passes whole, and never with a gap', async () => {
    const entries = numbered(30);
    expect(statusOf(await told(ndjson(entries)), 'sequence')).toBe('pass');
    const report = await told(ndjson(entries.toSpliced(10, 2)));
    expect(failing(report)).toEqual([]);
    expect(statusOf(report, 'sequence')).toBe('unverifiable');
    expect(report.findings.filter(({ code }) => code === 'SEQUENCE_GAP')).toMatchObject([
      { ordinal: 10, line: 11, expected: '11', actual: '13' },
    ]);
  });

  it('shows what was removed from a chain whose hashes were all made anew', async () => {
    const whole = numbered(30, 'log_index');
    expect(statusOf(await told(ndjson(chained(whole))), 'sequence')).toBe('pass');
    const report = await told(ndjson(chained(whole.toSpliced(12, 1))));
    for (const axis of ['content', 'linkage']) expect(statusOf(report, axis)).toBe('pass');
    expect(statusOf(report, 'sequence')).toBe('unverifiable');
    expect(report.findings.map(({ code }) => code)).toContain('SEQUENCE_GAP');
  });

  it('as a table, in objects of the entries, and newest first is told too', async () => {
    const rows = Array.from({ length: 9 }, (_, n) => `log_${n},2025-11-01T00:00:0${n}Z,${n + 1}`);
    const table = (lines: readonly string[]) => `log_id,timestamp,sequence\n${lines.join('\n')}\n`;
    expect(statusOf(await told(table(rows)), 'sequence')).toBe('pass');
    expect(statusOf(await told(table(rows.toSpliced(4, 1))), 'sequence')).toBe('unverifiable');
    const inner = numbered(9).map(({ seq, ...entry }) => ({ ...entry, chain: { seq: `${seq}` } }));
    expect(statusOf(await told(ndjson(inner)), 'sequence')).toBe('pass');
    const reversed = await told(ndjson(inner.toReversed()));
    expect(reversed.axes.find(({ axis }) => axis === 'sequence')?.reason).toMatch(/newest first/);
  });

  it('is not numbered by what does not run, or by what an entry lacks', async () => {
    const scattered = numbered(9).map((entry, n) => ({ ...entry, seq: (n * 7) % 11 }));
    expect(statusOf(await told(ndjson(scattered)), 'sequence')).toBe('absent');
    const [first, ...rest] = numbered(9);
    expect(statusOf(await told(ndjson([{ ...first, seq: null }, ...rest])), 'sequence')).toBe('absent');
  });

  it('whose entry has no number of its own is not numbered by one of an object in it', async () => {
    const entries = numbered(240).map((entry, n) => ({ ...entry, other: n === 230 ? { seq: 231 } : {} }));
    const { seq: _, ...without } = entries[230] as (typeof entries)[number] & { seq: number };
    expect(statusOf(await told(ndjson(entries.with(230, without as never))), 'sequence')).toBe('absent');
  });

  it('tells what they leave out where a record stands twice, too', async () => {
    for (const entries of [numbered(30), chained(numbered(30))]) {
      const report = await told(ndjson([...entries.toSpliced(10, 2), entries[3] as object]));
      expect(report.findings.filter(({ code }) => code === 'SEQUENCE_GAP')).toMatchObject([
        { ordinal: 10, expected: '11', actual: '13' },
      ]);
      const { reason } = report.axes.find(({ axis }) => axis === 'sequence') ?? {};
      expect(reason).toMatch(/a second time in this source; their numbers .* leave out others at 1 place/);
    }
  });

  it('is read with care where the name stands in other places too', async () => {
    const odd = numbered(9).map((entry, n) => ({ other: { seq: 5 }, ...entry, text: `"seq":${n}` }));
    expect(statusOf(await told(ndjson(odd)), 'sequence')).toBe('pass');
    expect(statusOf(await told(ndjson(odd.toSpliced(3, 1))), 'sequence')).toBe('unverifiable');
  });
});
