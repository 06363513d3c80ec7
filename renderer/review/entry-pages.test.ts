import { describe, expect, test } from 'vitest';
import type { EntryRow } from '../../shared/domain/case.ts';
import { type ColumnValues, columns } from '../../shared/domain/columns.ts';
import { AppError, cancelled } from '../../shared/errors.ts';
import { EntryPages, type EntrySource, pageLength } from './entry-pages.ts';

const noValues = Object.fromEntries(columns.map(({ name }) => [name, null])) as ColumnValues;
const entry = (id: number): EntryRow => ({
  id,
  source: 1,
  ordinal: id,
  integrity: 'unchecked',
  conflict: false,
  tags: [],
  notes: 0,
  codes: {},
  reviewed: false,
  values: noValues,
});

/** A trail of `total` entries; answers come when `settle` is called, so that a test says in which order. */
function trail(total: number) {
  const asked: number[] = [];
  const waiting: (() => void)[] = [];
  const source: EntrySource = {
    page: ({ offset = 0, limit = 0 }, signal) => {
      asked.push(offset / pageLength);
      return new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(cancelled('nothing was changed')), { once: true });
        const length = Math.max(0, Math.min(limit, total - offset));
        const rows = Array.from({ length }, (_, place) => entry(offset + place));
        waiting.push(() => resolve({ rows, matched: total, total }));
      });
    },
    count: async () => ({ matched: total, total, elapsedMs: 1 }),
  };
  const settle = async () => {
    for (const answer of waiting.splice(0)) answer();
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { source, asked, settle };
}

const question = { query: '', sort: undefined };

describe('pages of entries', () => {
  test('only what is looked at is fetched, each page once', async () => {
    const { source, asked, settle } = trail(1_000_000);
    const pages = new EntryPages(source, question);
    pages.start(500_000);
    pages.want(500_000, 500_030);
    await settle();
    pages.want(500_001, 500_031);
    expect(asked).toEqual([500_000 / pageLength]);
    expect(pages.row(500_003)?.id).toBe(500_003);
    expect(pages.row(0)).toBeUndefined();
    expect(pages.counts).toEqual({ matched: 1_000_000, total: 1_000_000, elapsedMs: 1 });
  });

  test('a view across two pages fetches both', async () => {
    const { source, asked, settle } = trail(1000);
    const pages = new EntryPages(source, question);
    pages.want(pageLength - 10, pageLength + 10);
    await settle();
    expect(asked).toEqual([0, 1]);
    expect(pages.row(pageLength - 1)?.id).toBe(pageLength - 1);
    expect(pages.row(pageLength)?.id).toBe(pageLength);
  });

  test('what was scrolled past is given up, and fetched when it is looked at again', async () => {
    const { source, asked, settle } = trail(1_000_000);
    const pages = new EntryPages(source, question);
    pages.want(0, 30);
    pages.want(900_000, 900_030);
    await settle();
    expect(pages.row(0)).toBeUndefined();
    expect(pages.error).toBeNull();
    pages.want(0, 30);
    await settle();
    expect(asked).toEqual([0, 900_000 / pageLength, 0]);
    expect(pages.row(0)?.id).toBe(0);
  });

  test('memory stays bounded however far one scrolls', async () => {
    const { source, settle } = trail(1_000_000);
    const pages = new EntryPages(source, question);
    for (let page = 0; page < 100; page++) {
      pages.want(page * pageLength, page * pageLength + 1);
      await settle();
    }
    const kept = Array.from({ length: 100 }, (_, page) => pages.row(page * pageLength)).filter(Boolean);
    expect(kept).toHaveLength(80);
    expect(pages.row(99 * pageLength)).toBeDefined();
  });

  test('a remembered row beyond the last shows the last', async () => {
    const { source, settle } = trail(250);
    const pages = new EntryPages(source, question);
    pages.start(5000);
    await settle();
    expect(pages.ready(5000)).toBe(false);
    await settle();
    expect(pages.ready(5000)).toBe(true);
    expect(pages.row(249)?.id).toBe(249);
  });

  test('a failure is told to whoever listens', async () => {
    const failure = new AppError({ code: 'CASE_CORRUPT', message: 'damaged', next: 'verify the case' });
    const refuse = () => Promise.reject(failure);
    const pages = new EntryPages({ page: refuse, count: refuse }, question);
    let told = 0;
    pages.subscribe(() => {
      told += 1;
    });
    pages.start();
    await new Promise((resolve) => setTimeout(resolve));
    expect(pages.error).toBe(failure);
    expect(pages.ready(0)).toBe(true);
    expect(told).toBe(2);
  });

  test('after the question was dropped nothing changes any more', async () => {
    const { source, settle } = trail(1000);
    const pages = new EntryPages(source, question);
    pages.start();
    pages.dispose();
    await settle();
    expect(pages.revision).toBe(0);
    expect(pages.row(0)).toBeUndefined();
  });
});
