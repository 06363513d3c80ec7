import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseQuery } from '../../../shared/query/parse.ts';
import type { ReadableDb } from '../../case/database.ts';
import { openReadable } from '../../case/open.ts';
import { applicationId, schemaVersion } from '../../case/schema.ts';
import { caseUuid } from '../../case/uuid.ts';
import { unwatched } from '../../task.ts';
import { IdSet } from '../id-set.ts';
import { makeCase } from '../testing/memory-case.ts';
import type { Piece } from './pieces.ts';
import { RowScan } from './row-scan.ts';
import { type SharedScan, scanTogether } from './scan-apart.ts';
import { ScanState } from './scan-state.ts';

const entries = 900;
const pieces = Array.from({ length: entries / 30 }, (_, n) => ({ first: n * 30 + 1, last: n * 30 + 30 }));
const atOnce = { threads: 2, afterMs: 0 };
const folder = mkdtempSync(join(tmpdir(), 'casebound-scan-'));
const path = join(folder, 'made.casebound');
let db: ReadableDb;

beforeAll(() => {
  const raw = (n: number) =>
    Buffer.from(JSON.stringify({ n, data: { of: n % 7, says: `Straße ${n % 11}` } }));
  const made = makeCase(Array.from({ length: entries }, (_, n) => ({ values: {}, raw: raw(n) })));
  made.pragma(`application_id = ${applicationId}`);
  made.pragma(`user_version = ${schemaVersion}`);
  made.prepare('VACUUM INTO ?').run(path);
  made.close();
  db = openReadable(path);
});
afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

const scanOf = (text: string, among: IdSet | null = null) =>
  new RowScan(db, parseQuery(text), among, unwatched);
const asked = (text: string, among: IdSet | null = null): SharedScan => ({
  path,
  uuid: caseUuid(db),
  query: parseQuery(text),
  among: among?.ids ?? null,
  pieces,
});
const flat = (found: readonly Float64Array[]) => found.flatMap((ids) => [...ids]);

it.each([
  ['data.of:3', null],
  ['data.says:/s{2}e 1?0/i OR -data.of:<5', null],
  ['raw:"STRASSE 4"', null],
  ['-raw:/e 7"/', IdSet.of(Array.from({ length: 300 }, (_, n) => n * 3 + 1))],
])('finds what one thread finds: %s', (text, among) => {
  const scan = scanOf(text, among);
  const state = new ScanState();
  let looked = 0;
  const own = ({ first, last }: Piece) => {
    // The others are started after the first piece; from then on one of theirs is waited for.
    while (looked > 0 && state.handed === 0) state.wait(0, 50);
    looked++;
    return scan.between(first, last);
  };
  const found = scanTogether(asked(text, among), own, unwatched, atOnce, state);
  expect(flat(found)).toEqual([...scan.between(1, entries)]);
  expect(flat(found).length).toBeGreaterThan(0);
  expect(looked).toBeLessThan(pieces.length);
  expect(state.isStopped).toBe(true);
});

it.each([
  ['there is no case', { path: join(folder, 'not there') }],
  ['there is another case', { uuid: '00000000-0000-4000-8000-000000000000' }],
])('finds everything alone where %s for the others', (_, other) => {
  const scan = scanOf('data.of:3');
  const elsewhere = { ...asked('data.of:3'), ...other };
  const own = ({ first, last }: Piece) => scan.between(first, last);
  expect(flat(scanTogether(elsewhere, own, unwatched, atOnce))).toEqual([...scan.between(1, entries)]);
});

it('looks through what another thread took and never handed over', () => {
  const scan = scanOf('data.of:3');
  const state = new ScanState();
  const own = ({ first, last }: Piece) => {
    if (first === 1) state.take();
    return scan.between(first, last);
  };
  const found = scanTogether(asked('data.of:3'), own, unwatched, { threads: 0, afterMs: 0 }, state);
  expect(flat(found)).toEqual([...scan.between(1, entries)]);
});

it('stops the others with what stops this one', () => {
  const state = new ScanState();
  const scan = scanOf('data.of:3');
  const own = ({ first, last }: Piece) => {
    if (first > 1) throw new Error('stopped here');
    return scan.between(first, last);
  };
  expect(() => scanTogether(asked('data.of:3'), own, unwatched, atOnce, state)).toThrow('stopped here');
  expect(state.isStopped).toBe(true);
});
