import { readFileSync } from 'node:fs';
import type { Worker } from 'node:worker_threads';
import { expect, it, onTestFinished } from 'vitest';
import { toHex } from '../../../shared/bytes/encoding.ts';
import { linkAt } from '../../../shared/chain/link-list.ts';
import { openReadable } from '../../case/open.ts';
import { storedColumns } from '../../case/schema.ts';
import { sourceRows } from '../../case/sources.ts';
import { StopFlag } from '../../threads/signal.ts';
import { followingOf, sampleChain } from '../../verify/chain/chain-sample.ts';
import { importFiles, tamper, temporaryFolder, trail, write } from '../../verify/testing/chained-case.ts';
import { valuesOf } from '../batch/batch.ts';
import { CaseTerms } from '../batch/known-terms.ts';
import { layoutOf, mappingOf } from '../layout/stated.ts';
import { storedBlocks } from './blocks.ts';
import { splitterFor } from './formats.ts';
import type { Arrival, ReadEnd } from './read-apart.ts';
import { readHere } from './read-here.ts';
import type { ReadPart } from './read-source.ts';
import { readStored } from './read-stored.ts';
import type { SourceMark } from './source-mark.ts';

/** Lines that nothing is plain about, long ones among them, between entries of a chain: more than waits between threads. */
function lines(): Buffer {
  const hostile = [
    '{"log_id":"x","log_id":"y","prev_hash":"","entry_hash":""}',
    '{"log_id":"\\ud800","timestamp":"2025-01-01T00:00:00Z"}',
    '{"log_id":"é","result":{"confidence":1e400,"verdict":"\\u0000"}}',
    '{"__proto__":{"log_id":"p"}}',
    '{"log_id":',
    '\ufeff{"log_id":"bom"}',
    `{"log_id":"long","note":"${'z'.repeat(2_000_000)}"}`,
  ];
  const entries = trail(6000).map((entry) => JSON.stringify(entry));
  const parts = entries.map((entry, n) =>
    n % 100 === 7 ? `${entry}\n${hostile[((n / 100) % hostile.length) | 0]}` : entry,
  );
  const bytes = Buffer.from(`${parts.join('\n')}\n`);
  // Not UTF-8.
  bytes[bytes.indexOf('log_4000') + 4] = 0xff;
  return bytes;
}

const made: { file?: Buffer } = {};

async function stored() {
  const folder = temporaryFolder();
  const path = `${folder}/c.casebound`;
  if (made.file === undefined) await importFiles(path, [write(folder, 'trail.ndjson', lines())]);
  else write(folder, 'c.casebound', made.file);
  made.file ??= readFileSync(path);
  const db = openReadable(path);
  onTestFinished(() => void db.close());
  const [source] = sourceRows(db);
  if (source === undefined) throw new Error('nothing was imported');
  const layout = layoutOf(source);
  const sample = sampleChain(splitterFor(layout)(storedBlocks(db, 1)), layout);
  const terms = new CaseTerms(db);
  const reading = { layout, mapping: mappingOf(source), terms: terms.known, chain: followingOf(sample) };
  const stream = { path, source: 1, bytes: source.bytes, brokenOff: false };
  return { path, db, terms, reading, stream };
}

async function all(arrivals: AsyncGenerator<Arrival, ReadEnd>) {
  const parts: ReturnType<typeof recordsOf>[] = [];
  const marks: SourceMark[] = [];
  for (;;) {
    const next = await arrivals.next();
    if (next.done) return { parts, marks, end: next.value };
    if (next.value.type !== 'part') continue;
    const { part } = next.value;
    parts.push(recordsOf(part));
    if (part.mark !== null) marks.push(part.mark);
  }
}

/** Everything that a part says of each record. */
function recordsOf({ batch, chain }: ReadPart) {
  const { offsets, lengths, lines, contents } = batch;
  const values = storedColumns.map((column) => valuesOf(batch, column));
  return {
    quarantined: batch.quarantined,
    newTerms: batch.newTerms,
    records: Array.from({ length: batch.count }, (_, i) => [
      batch.first + i,
      offsets[i],
      lengths[i],
      lines[i],
      toHex(contents.subarray(i * 32, (i + 1) * 32)),
      ...values.map((value) => value(i)),
      chain && linkAt(chain.links, i),
    ]),
  };
}

/** The threads that are started from now on. */
function threads(): Worker[] {
  const started: Worker[] = [];
  const see = (worker: Worker) => started.push(worker);
  process.on('worker', see);
  onTestFinished(() => void process.off('worker', see));
  return started;
}

it('what a case stores reads the same in threads as it does without', async () => {
  const { db, terms, reading, stream } = await stored();
  expect(reading.chain).not.toBeNull();
  const apart = await all(readStored(db, stream, reading, terms, new StopFlag()));
  const here = await all(readHere(storedBlocks(db, 1), null, false, reading, { blocks: false }, terms));
  expect(apart.end).toEqual({ ...here.end, sha256: new Uint8Array(here.end.sha256) });
  expect(apart.parts.length).toBeGreaterThan(3);
  expect(apart.parts).toEqual(here.parts);
});

it('places in it are marked by threads as they are without, and reading begins at each of them', async () => {
  const { db, terms, reading, stream } = await stored();
  const marked = { ...reading, marking: { every: 1, from: null } };
  const apart = await all(readStored(db, stream, marked, terms, new StopFlag()));
  const here = await all(
    readHere(storedBlocks(db, 1), null, false, marked, { blocks: false }, new CaseTerms(db)),
  );
  expect(apart.marks.length).toBeGreaterThan(3);
  expect(apart.marks).toEqual(here.marks);
  for (const from of [apart.marks[0], apart.marks.at(-2), apart.marks.at(-1)]) {
    const rest = { ...reading, marking: { every: 1, from: from as SourceMark } };
    const read = await all(readStored(db, stream, rest, terms, new StopFlag()));
    expect(read.end).toEqual(apart.end);
    const ordinals = read.parts.flatMap(({ records }) => records.map(([ordinal]) => ordinal));
    expect(ordinals[0] ?? from?.ordinal).toBe(from?.ordinal);
    const records = apart.parts.flatMap((part) => part.records);
    expect(read.parts.flatMap((part) => part.records)).toEqual(records.slice(from?.ordinal));
  }
  const other = { ...(apart.marks[1] as SourceMark), sha256: '00'.repeat(32) };
  const refused = readStored(
    db,
    stream,
    { ...reading, marking: { every: 1, from: other } },
    terms,
    new StopFlag(),
  );
  expect(await all(refused)).toMatchObject({ parts: [], marks: [], end: { continued: false } });
});

it('a stored chunk that is damaged is told by the thread that met it', async () => {
  const { path, db, terms, reading, stream } = await stored();
  tamper(path, (each) => void each.exec("UPDATE chunk SET data = x'00' WHERE seq = 5"));
  const read = all(readStored(db, stream, reading, terms, new StopFlag()));
  await expect(read).rejects.toMatchObject({ code: 'CASE_CORRUPT' });
});

it.each([
  ['reads the bytes', 0],
  ['reads the source', 1],
] as const)('a thread that %s and dies is lost, and nobody waits for it', async (what, which) => {
  const { db, terms, reading, stream } = await stored();
  const started = threads();
  const arrivals = readStored(db, stream, reading, terms, new StopFlag());
  await arrivals.next();
  expect(started).toHaveLength(2);
  await started[which]?.terminate();
  await expect(all(arrivals)).rejects.toMatchObject({
    code: 'ENGINE_LOST',
    message: expect.stringContaining(what),
  });
});
