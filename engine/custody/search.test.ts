import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openReadable, openWritable } from '../case/open.ts';
import {
  importFiles,
  ndjson,
  tamper,
  temporaryFolder,
  trail,
  write,
} from '../verify/testing/chained-case.ts';
import { appendCustody } from './log.ts';
import { custodyState, searchCustody } from './search.ts';

const all = { newestFirst: false, offset: 0, limit: 100 };

async function withLog<T>(look: (path: string) => T): Promise<T> {
  const folder = temporaryFolder();
  const path = join(folder, 'a.casebound');
  await importFiles(path, [write(folder, 'Trail.ndjson', ndjson(trail(3)))]);
  const db = openWritable(path);
  for (const [actor, what] of [
    ['Ann', 'query'],
    ['Bob', 'query'],
    ['Bob', 'source'],
  ] as const)
    db.transaction(() => appendCustody(db, actor, 'export', { what })).immediate();
  db.close();
  return look(path);
}

function search(path: string, wish: Partial<Parameters<typeof searchCustody>[1]>) {
  const db = openReadable(path);
  try {
    return searchCustody(db, { ...all, ...wish });
  } finally {
    db.close();
  }
}

it('events are found by what was done, by whom and by what they say', async () => {
  await withLog((path) => {
    const seqs = (wish: Parameters<typeof search>[1]) => search(path, wish).events.map(({ seq }) => seq);
    expect(seqs({})).toEqual([1, 2, 3, 4, 5]);
    expect(seqs({ action: 'export' })).toEqual([3, 4, 5]);
    expect(seqs({ action: 'export', actor: 'Bob' })).toEqual([4, 5]);
    expect(seqs({ text: 'trail.NDJSON' })).toEqual([2]);
    expect(seqs({ action: 'export', newestFirst: true, offset: 1, limit: 1 })).toEqual([4]);
    expect(seqs({ text: 'nowhere' })).toEqual([]);
  });
});

it('quotes and backslashes are looked for as they are', async () => {
  await withLog((path) => {
    const db = openWritable(path);
    const query = 'verdict:"a b" note:C:\\claims';
    db.transaction(() => appendCustody(db, 'Ann', 'export', { what: 'query', query })).immediate();
    db.close();
    for (const text of ['VERDICT:"a', 'c:\\claims', 'query'])
      expect(search(path, { text }).events.at(-1)?.seq, text).toBe(6);
    expect(search(path, { text: 'verdict:\\"a' }).matched).toBe(0);
  });
});

it('counts are of the whole log, whatever matches', async () => {
  await withLog((path) => {
    const page = search(path, { actor: 'Ann' });
    expect(page).toMatchObject({ matched: 1, total: 5 });
    expect(page.actions[0]).toEqual({ value: 'export', count: 3 });
    expect(page.actors.map(({ value }) => value)).toContain('Bob');
  });
});

it('the state is that of the whole log, and says where it breaks', async () => {
  await withLog((path) => {
    const state = () => {
      const db = openReadable(path);
      try {
        return custodyState(db);
      } finally {
        db.close();
      }
    };
    expect(state()).toEqual({ events: 5, broken: 0, breaks: [] });
    tamper(path, (db) => db.exec("UPDATE custody SET actor = 'Eve' WHERE seq = 4"));
    expect(state()).toMatchObject({ events: 5, broken: 1, breaks: [{ seq: 4, fault: 'hash' }] });
    tamper(path, (db) => db.exec('DELETE FROM custody WHERE seq = 2'));
    expect(state().breaks.map(({ seq, fault }) => [seq, fault])).toEqual([
      [3, 'seq'],
      [4, 'hash'],
    ]);
  });
});
