import { hash } from 'node:crypto';
import { zstdDecompressSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { openReadable } from '../case/open.ts';
import { packed } from '../query/index/segment/arrays.ts';
import { unwatched } from '../task.ts';
import { StopFlag } from '../threads/signal.ts';
import { keptStates } from './state/kept-states.ts';
import {
  importFiles,
  ndjson,
  tamper,
  temporaryFolder,
  trail,
  verified,
  write,
} from './testing/chained-case.ts';
import { copyOfCase } from './testing/full-case.ts';
import { verifyCase } from './verify-case.ts';

/** One entry less is counted by its verdict; the array's hash is made to fit. */
const hideOne = `SELECT segment, data FROM review_array WHERE "column" = 'entry_id' AND part = 'text'`;

async function afterHiding(path: string) {
  tamper(path, (db) => {
    const { segment, data } = db.prepare<[], { segment: number; data: Buffer }>(hideOne).get() ?? {
      segment: 0,
      data: Buffer.alloc(0),
    };
    const text = Buffer.from(zstdDecompressSync(data));
    text[0] = (text[0] as number) ^ 1;
    const changed = packed(text);
    db.prepare(`UPDATE review_array SET data = ? WHERE segment = ? AND "column" = 'entry_id'`).run(
      changed,
      segment,
    );
    db.prepare(
      `UPDATE review_segment SET manifest = json_set(manifest, '$.entry_id.text', ?) WHERE first = ?`,
    ).run(hash('sha256', changed), segment);
  });
  return path;
}

it('finds a stored review index that says otherwise than the entries, and what to do', async () => {
  const { findings, ok } = await verified(await afterHiding(await copyOfCase()));
  const found = findings.filter(({ axis }) => axis === 'storage');
  expect(found).toMatchObject([{ code: 'STORAGE_INDEX', subject: 'case' }]);
  expect(found[0]?.message).toContain('another entry_id');
  expect(found[0]?.message).toContain('casebound reindex');
  expect(ok).toBe(false);
});

it('finds it too where the segment could have been made anew from the entries', async () => {
  const folder = temporaryFolder();
  const path = `${folder}/c.casebound`;
  await importFiles(path, [write(folder, 'trail.ndjson', ndjson(trail(100)))]);
  expect((await verified(path)).ok).toBe(true);
  const { findings } = await verified(await afterHiding(path));
  expect(findings).toMatchObject([{ code: 'STORAGE_INDEX', message: expect.stringContaining('entry_id') }]);
});

it('finds it going on from a verification that looked at the same segment, over the same rows', async () => {
  const path = await copyOfCase();
  const state = `${temporaryFolder()}/kept.state`;
  const goneOn = async () => {
    const db = openReadable(path);
    const states = keptStates(db, state);
    let known = 0;
    const has = (digest: string) => {
      const isKnown = states.segments.has(digest);
      if (isKnown) known++;
      return isKnown;
    };
    const segments = { ...states.segments, has };
    try {
      const options = { partial: false, states: { ...states, segments } };
      const { findings } = await verifyCase(db, path, options, unwatched, new StopFlag());
      return { known, codes: findings.filter(({ axis }) => axis === 'storage').map(({ code }) => code) };
    } finally {
      states.close();
      db.close();
    }
  };
  expect(await goneOn()).toEqual({ known: 0, codes: [] });
  const again = await goneOn();
  expect(again.codes).toEqual([]);
  expect(again.known).toBeGreaterThan(0);
  await afterHiding(path);
  expect((await goneOn()).codes).toEqual(['STORAGE_INDEX']);
  expect((await goneOn()).codes).toEqual(['STORAGE_INDEX']);
});

it('agrees about numbers however they are written, a negative zero among them', async () => {
  const folder = temporaryFolder();
  const path = `${folder}/c.casebound`;
  const numbers = [
    '-0',
    '-0.0',
    '1e400',
    '-1e400',
    '9007199254740993',
    '1e-400',
    '4.9e-324',
    '1.0',
    '"-0"',
    '1E5',
  ];
  const lines = numbers.map((number, n) =>
    JSON.stringify({ log_id: `log_${n}`, request_id: `det_${n}`, verdict: 'high', confidence: 'N' }).replace(
      '"N"',
      number,
    ),
  );
  await importFiles(path, [write(folder, 'trail.ndjson', ndjson(lines))]);
  const { findings, ok } = await verified(path);
  expect([findings, ok]).toEqual([[], true]);
});

it('says nothing of the index where it was dropped, or where the rows are wrong themselves', async () => {
  const dropped = await copyOfCase();
  tamper(dropped, (db) => db.exec('DELETE FROM review_array; DELETE FROM review_segment'));
  expect((await verified(dropped)).findings.filter(({ axis }) => axis === 'storage')).toEqual([]);
  const wrong = await afterHiding(await copyOfCase());
  tamper(wrong, (db) => db.exec("UPDATE entry_row SET note = 'put in' WHERE id = 3"));
  const codes = (await verified(wrong)).findings
    .filter(({ axis }) => axis === 'storage')
    .map(({ code }) => code);
  expect(codes).toContain('STORAGE_ENTRY');
  expect(codes).not.toContain('STORAGE_INDEX');
});
