import { appendFileSync, closeSync, openSync, statSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { StopFlag } from '../threads/signal.ts';
import { makeEntry, ndjson, temporaryFolder, write } from '../verify/testing/chained-case.ts';
import { importInto } from './import-into.ts';

const trail = ndjson(Array.from({ length: 9_000 }, (_, n) => makeEntry(n)));

/** Imports a trail to which `meanwhile` is done once some of it is read. */
async function importedWhile(meanwhile: (file: string) => void) {
  const folder = temporaryFolder();
  const file = write(folder, 'trail.ndjson', trail);
  let done = false;
  const progress = ({ entries = 0 }: { readonly entries?: number | undefined }) => {
    if (done || entries === 0) return;
    done = true;
    meanwhile(file);
  };
  const task = { path: join(folder, 'c.casebound'), paths: [file], partial: false, live: false, actor: 'T' };
  const { sources } = await importInto(task, { progress, checkCancelled: () => {} }, new StopFlag());
  expect(done).toBe(true);
  return { source: sources[0], size: statSync(file).size };
}

it('a file that is written over while it is read is refused: its halves are of two files', async () => {
  const overwritten = importedWhile((path) => {
    const file = openSync(path, 'r+');
    writeSync(file, '{"log_id":"another"}', 0);
    closeSync(file);
  });
  await expect(overwritten).rejects.toMatchObject({
    code: 'FILE_UNREADABLE',
    message: expect.stringContaining('changed while it was imported'),
  });
  await expect(importedWhile((path) => truncateSync(path, 100))).rejects.toMatchObject({
    code: 'FILE_UNREADABLE',
  });
});

it('one that grows meanwhile is imported as far as it was read', async () => {
  const { source, size } = await importedWhile((path) => appendFileSync(path, ndjson([makeEntry(9_001)])));
  expect(source?.bytes).toBeGreaterThanOrEqual(Buffer.byteLength(trail));
  expect(source?.bytes).toBeLessThanOrEqual(size);
  expect(source?.quarantined).toBe(0);
});
