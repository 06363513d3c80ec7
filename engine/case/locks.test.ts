/** What one process has begun to write, or is reading, another is kept from changing: by locks, which a process loses where it closes the file. */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, expect, it } from 'vitest';
import { openInput } from '../files/open-input.ts';
import { readSmallFile } from '../files/small-file.ts';
import { planImport } from '../import/detect/plan.ts';
import { heedEnd } from '../threads/begin-thread.ts';
import { beginsThread, isOpenHere } from '../threads/open-databases.ts';
import { StopFlag } from '../threads/signal.ts';
import { inputKind } from '../verify/input-kind.ts';
import { createCase } from './create.ts';
import { closeWritable, openReadable, openWritable, settle } from './open.ts';

const folder = mkdtempSync(join(tmpdir(), 'casebound-locks-'));
afterAll(() => rmSync(folder, { recursive: true }));

const { resolve } = createRequire(import.meta.url);

/** What comes of a change that another process makes now, waiting for nobody. */
function changedElsewhere(path: string): string {
  const program = `
    const Database = require(${JSON.stringify(resolve('better-sqlite3'))});
    const db = new Database(${JSON.stringify(path)}, { timeout: 0 });
    try {
      db.exec("BEGIN IMMEDIATE; UPDATE case_info SET title = 'another'; COMMIT");
      console.log('changed');
    } catch (error) {
      console.log(error.code);
    }`;
  return execFileSync(process.execPath, ['--eval', program], { encoding: 'utf8' }).trim();
}

/** Opens the case in a thread of its own, as a reader or a writer, and closes it. */
async function openedApart(path: string, how: 'openReadable' | 'openWritable'): Promise<void> {
  const module = JSON.stringify(new URL('open.ts', import.meta.url).href);
  const program = `import(${module}).then((open) => open.${how}(${JSON.stringify(path)}).close());`;
  const [code] = await once(new Worker(program, { eval: true }), 'exit');
  expect(code).toBe(0);
}

const titleOf = (path: string) => {
  const db = openReadable(path);
  const title = db.prepare('SELECT title FROM case_info').pluck().get();
  db.close();
  return title;
};

const imported = (path: string) => planImport([path], {}, new StopFlag());
const isOpen = 'it is the case file that is open, or belongs to it';

const looks: [what: string, look: (path: string) => unknown][] = [
  ['it is opened to be read', (path) => openReadable(path).close()],
  ['it is opened to be written', (path) => openWritable(path).close()],
  ['another thread opens it', (path) => openedApart(path, 'openReadable')],
  ['somebody asks what it is', (path) => expect(inputKind(path)).toBe('case')],
  ['a session that had it open ends', (path) => settle(path)],
  ['it is named as a trail', (path) => expect(imported(path)).rejects.toThrow(isOpen)],
  ['it is named as a key', (path) => expect(() => readSmallFile(path)).toThrow(isOpen)],
  ['it is named as annotations', (path) => expect(() => openInput(path)).toThrow(isOpen)],
];

it.each(looks)('a change that is under way is nobody else’s, though %s meanwhile', async (what, look) => {
  const path = join(folder, `written, ${what}.casebound`);
  await createCase(path, { title: 'Matter' });
  const db = openWritable(path);
  db.exec("BEGIN IMMEDIATE; UPDATE case_info SET title = 'changed here'");
  await look(path);
  expect(changedElsewhere(path)).toBe('SQLITE_BUSY');
  db.exec('COMMIT');
  closeWritable(db);
  expect(titleOf(path)).toBe('changed here');
});

it.each(looks)('what is being read stays as it is, though %s meanwhile', async (what, look) => {
  const path = join(folder, `read, ${what}.casebound`);
  await createCase(path, { title: 'Matter' });
  const db = openReadable(path);
  const rows = db.prepare('SELECT seq FROM custody').iterate();
  rows.next();
  await look(path);
  expect(changedElsewhere(path)).toBe('SQLITE_BUSY');
  rows.return?.();
  db.close();
  expect(changedElsewhere(path)).toBe('changed');
});

it('a change beside readers is nobody else’s, though the folder is imported meanwhile', async () => {
  const path = join(mkdtempSync(join(folder, 'live-')), 'c.casebound');
  await createCase(path, { title: 'Matter' });
  writeFileSync(join(dirname(path), 'trail.ndjson'), '{"log_id":"1","timestamp":"2026-01-01T00:00:00Z"}\n');
  const db = openWritable(path, { live: true });
  db.exec("BEGIN IMMEDIATE; UPDATE case_info SET title = 'changed here'");
  const { files, skipped } = await imported(dirname(path));
  expect(files).toHaveLength(1);
  expect(skipped).toEqual(
    ['c.casebound', 'c.casebound-shm', 'c.casebound-wal'].map((name) => ({ name, reason: isOpen })),
  );
  expect(changedElsewhere(path)).toBe('SQLITE_BUSY');
  db.exec('COMMIT');
  closeWritable(db);
});

/** A thread that runs a program, and is ended once that has said something. */
async function endedAmid(program: string): Promise<void> {
  beginsThread();
  const worker = new Worker(program, { eval: true });
  heedEnd(worker);
  await once(worker, 'message');
  await worker.terminate();
}

const opening = (path: string) => {
  const module = JSON.stringify(new URL('open.ts', import.meta.url).href);
  return `import(${module}).then((open) => {
    globalThis.held = open.openReadable(${JSON.stringify(path)});
    require('node:worker_threads').parentPort.postMessage('open');
    setInterval(() => {}, 1000);
  });`;
};

it('a thread that ends with a case open has it open no longer, nor has one that it began', async () => {
  const path = join(folder, 'ended.casebound');
  await createCase(path, { title: 'Matter' });
  const db = openReadable(path);
  await endedAmid(opening(path));
  expect(isOpenHere(path)).toBe(true);
  db.close();
  expect(isOpenHere(path)).toBe(false);
  const module = JSON.stringify(new URL('../threads/open-databases.ts', import.meta.url).href);
  await endedAmid(`import(${module}).then(({ beginsThread }) => {
    const { Worker, parentPort } = require('node:worker_threads');
    beginsThread();
    new Worker(${JSON.stringify(opening(path))}, { eval: true }).on('message', (said) => parentPort.postMessage(said));
  });`);
  expect(isOpenHere(path)).toBe(false);
});
