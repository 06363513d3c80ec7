import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { addAnnotation, undoAnnotation } from '../annotation/annotate.ts';
import { closeWritable, openReadable, openWritable } from '../case/open.ts';
import { rebuildIndex } from '../query/index/segment/rebuild.ts';
import { unwatched } from '../task.ts';
import { StopFlag } from '../threads/signal.ts';
import {
  failing,
  importFiles,
  makeEntry,
  ndjson,
  temporaryFolder,
  trail,
  write,
} from './testing/chained-case.ts';
import { verifyCase } from './verify-case.ts';

async function smallCase() {
  const folder = temporaryFolder();
  const path = `${folder}/c.casebound`;
  await importFiles(path, [write(folder, 'first.ndjson', ndjson(trail(12)))]);
  await importFiles(path, [write(folder, 'second.ndjson', ndjson([makeEntry(20), makeEntry(21)]))]);
  return { folder, path };
}

function annotating(path: string, work: (db: ReturnType<typeof openWritable>) => void) {
  const db = openWritable(path);
  work(db);
  closeWritable(db);
}

/** What another program commits, at each place where verification lets others have their turn: `places` tells how many there were. */
async function verifiedWhile(path: string, place: number, commit: () => void) {
  let turn = 0;
  const look = () => {
    if (turn++ === place) commit();
  };
  const db = openReadable(path);
  try {
    const context = { progress: look, checkCancelled: look };
    const report = await verifyCase(db, path, { partial: false }, context, new StopFlag());
    return { report, turns: turn };
  } finally {
    db.close();
  }
}

/** At every place of the verification, from the first to the last. */
async function atEveryPlace(prepared: () => Promise<{ path: string; commit: () => void }>) {
  for (let place = 0; ; place++) {
    const { path, commit } = await prepared();
    const { report, turns } = await verifiedWhile(path, place, commit);
    if (place >= turns) return;
    expect([place, failing(report), report.findings.filter(({ axis }) => axis !== 'time')]).toEqual([
      place,
      [],
      [],
    ]);
  }
}

it('a case into which somebody imports while it is verified is not called broken', async () => {
  const { folder, path } = await smallCase();
  const before = readFileSync(path);
  const more = { ...makeEntry(3), action_recorded: 'approved', model_version: 'a term that is new' };
  await importFiles(path, [write(folder, 'third.ndjson', ndjson([makeEntry(30), more]))]);
  const after = readFileSync(path);
  await atEveryPlace(async () => {
    writeFileSync(path, before);
    return { path, commit: () => writeFileSync(path, after) };
  });
});

it('nor one that is annotated', async () => {
  const { path } = await smallCase();
  const before = readFileSync(path);
  await atEveryPlace(async () => {
    writeFileSync(path, before);
    const commit = () =>
      annotating(path, (db) => {
        addAnnotation(db, { on: { entries: [2, 3] }, mark: { note: 'Look again' }, author: 'Ada' });
        undoAnnotation(db, { author: 'Ada' });
      });
    return { path, commit };
  });
});

it('nor one whose review index is made anew', async () => {
  const { path } = await smallCase();
  const before = readFileSync(path);
  await atEveryPlace(async () => {
    writeFileSync(path, before);
    return { path, commit: () => annotating(path, (db) => rebuildIndex(db, unwatched)) };
  });
});
