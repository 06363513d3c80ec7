import { expect, it } from 'vitest';
import { strings } from './strings.ts';

/** Every text under a name that ends in `title`, with where it stands. */
function titlesIn(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([name, value]) => {
    const place = `${path}.${name}`;
    if (typeof value === 'object' && value !== null) return titlesIn(value, place);
    return typeof value === 'string' && /title/i.test(place) ? [[place, value] as [string, string]] : [];
  });
}

it('ends no title as a button that asks for more', () => {
  const titles = titlesIn(strings);
  expect(titles.length).toBeGreaterThan(20);
  expect(titles.filter(([, title]) => title.endsWith('…'))).toEqual([]);
});

it('estimates the time left, until there is none', () => {
  const at = (done: number) => strings.progress.left({ phase: '', done, total: 100, unit: 'bytes' }, 10_000);
  expect([at(0), at(50), at(100)]).toEqual(['', 'about 10 s left', '']);
});

it('groups the digits of numbers that are seldom large', () => {
  expect(strings.frame.elapsed(12_345.6)).toBe('exact, 12,346 ms');
  expect(strings.histogram.gap(2000 * 24 * 3_600_000)).toBe('no entries for 2,000 d');
  expect(strings.histogram.clock(Array.from({ length: 1500 }, () => 'a step'))).toContain(
    '1,500 observations',
  );
});
