import { describe, expect, it } from 'vitest';
import { ToldAnnotations } from './told-annotations.ts';

const [one, two] = ['11'.repeat(32), '22'.repeat(32)];
const annotate = (details: Record<string, unknown>) => ({ action: 'annotate', details });

describe('what custody tells of annotations', () => {
  const told = new ToldAnnotations([
    { action: 'import', details: { annotation: 9, hash: one } },
    annotate({ annotation: 1, hash: one }),
    annotate({ annotation: 2, hash: two }),
    annotate({ action: 'import', first: 3, annotation: 6, hash: one }),
    annotate({ action: 'import', events: 0 }),
    annotate({ annotation: 20, hash: one }),
    annotate({ annotation: 20, hash: two }),
    annotate({ annotation: 20, hash: two }),
    annotate({ annotation: 21, hash: 7 }),
    annotate({ annotation: '22', hash: one }),
    annotate({ annotation: 1.5, hash: one }),
    annotate({ first: 30, annotation: 40, hash: one }),
    annotate({ first: 32, annotation: 35, hash: one }),
    annotate({ first: 50, annotation: 52, hash: one, hashes: [one, two, one] }),
    annotate({ first: 60, annotation: 62, hash: one, hashes: [one, two, two] }),
    annotate({ first: 70, annotation: 72, hash: one, hashes: [one, 7] }),
  ]);

  it.each<[string, number, string, boolean]>([
    ['the one that is told', 1, one, true],
    ['another than is told', 1, two, false],
    ['one that came with others', 4, two, true],
    ['the last of those', 6, one, true],
    ['another than the last of those', 6, two, false],
    ['one after those', 7, one, false],
    ['one that nothing is told of', 9, one, false],
    ['one of which two hashes are told', 20, two, false],
    ['one of which no hash is told', 21, one, false],
    ['one that is told by no number', 22, one, false],
    ['one of a range that holds another', 38, one, true],
    ['the last of the inner one', 35, two, false],
    ['one behind it', 36, two, true],
    ['one of several whose hashes are told', 51, two, true],
    ['another than is told of those', 51, one, false],
    ['the last, of which two hashes are told', 62, one, false],
    ['one that stands for no hash among those', 71, one, false],
  ])('%s: %i %s is admitted: %s', (_, seq, hash, admitted) => {
    expect(told.admits(seq, hash)).toBe(admitted);
  });
});
