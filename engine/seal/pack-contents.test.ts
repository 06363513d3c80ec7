import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Redaction } from '../../shared/contract/redaction.ts';
import { paths } from '../../shared/pack/layout.ts';
import { addAnnotation } from '../annotation/annotate.ts';
import { custodyEvents } from '../custody/log.ts';
import { checkKey } from '../keys/check-key.ts';
import { unwatched } from '../task.ts';
import { packContents } from './pack-contents.ts';
import { packDigest } from './pack-digest.ts';
import { packMembers } from './pack-members.ts';
import { extractRequest, packState } from './pack-state.ts';
import { previewRedaction } from './redaction-preview.ts';
import { scopeContents } from './scope-contents.ts';
import { passphrase, SmallCase, standIns, trailLine } from './testing/small-case.ts';
import { unpack } from './testing/unpack.ts';

const secret = 'the name of a third party';
const scope = { caseId: 'CLM-A' };
const redaction: Redaction = [
  { kind: 'withhold', query: 'id:log_4', reason: 'attorney-client' },
  { kind: 'mask', fields: ['note'], query: 'id:log_2', reason: 'third party' },
];
let small: SmallCase;

beforeAll(async () => {
  const lines = Array.from({ length: 8 }, (_, i) =>
    trailLine({
      id: `log_${i}`,
      claim: i % 2 === 0 ? 'CLM-A' : 'CLM-B',
      note: i === 2 ? secret : '',
      minute: i,
    }),
  );
  small = await SmallCase.make('Previewed', [lines]);
  for (const entryId of ['log_4', 'log_6'])
    addAnnotation(small.db, {
      on: { entryId },
      mark: { code: { field: 'privilege', value: 'attorney-client' } },
      author: 'Reviewer',
    });
}, 120_000);
afterAll(() => small.remove());
afterEach(() => vi.unstubAllEnvs());

test('a scope is counted, with what is privileged in it and what of it was never verified', () => {
  expect(scopeContents(small.db, { scope }, unwatched)).toMatchObject({
    entries: 4,
    related: 0,
    records: 4,
    cases: 1,
    privileged: 2,
    sourcesInCase: 1,
    integrity: { verified: null, blockingTotal: 0 },
  });
});

test('what stays back stands as it will, and privileged entries that go out are counted', () => {
  const { withheld, masked, privilegedShown, rules, first } = previewRedaction(
    small.db,
    { scope, redaction },
    unwatched,
  );
  expect(rules).toEqual([
    { caught: 1, withheldElsewhere: 0, held: 1 },
    { caught: 1, withheldElsewhere: 0, held: 1 },
  ]);
  expect({ withheld, masked, privilegedShown }).toEqual({ withheld: 1, masked: 1, privilegedShown: 1 });
  expect(first.map(({ kind, entryId }) => [kind, entryId])).toEqual([
    ['masked', null],
    ['withheld', 'log_4'],
  ]);
  expect(first[0]?.text).toContain('[masked]');
  expect(JSON.stringify(first)).not.toContain(secret);
});

test('a key is opened before anything is sealed, and told apart by its fingerprints', async () => {
  const { fingerprint, certificate } = await checkKey({ key: small.key, passphrase }, new Date());
  expect(fingerprint).toMatch(/^SHA256:/);
  expect(certificate?.fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
  const wrong = checkKey({ key: small.key, passphrase: 'wrong' }, new Date());
  await expect(wrong).rejects.toMatchObject({ code: 'KEY_UNAVAILABLE' });
});

test('a query that meets nothing names its field', () => {
  const wrong: Redaction = [{ kind: 'withhold', query: 'id:nobody', reason: 'r' }];
  expect(() => previewRedaction(small.db, { scope, redaction: wrong }, unwatched)).toThrow(
    expect.objectContaining({ code: 'INVALID_INPUT', details: { field: 'redaction.0.query' } }),
  );
});

test('the members that are previewed are those that are sealed, of the same size, and nothing is left behind', async () => {
  const temporary = join(small.folder, 'temporary');
  mkdirSync(temporary);
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) vi.stubEnv(name, temporary);
  const bates = { prefix: 'ABC' };
  const wish = { scope, redaction, bates, checkers: standIns, certified: true };
  const preview = packContents(small.db, wish, unwatched);
  const members = await packMembers(small.db, wish, unwatched);
  expect(readdirSync(temporary)).toEqual([]);
  const reason = 'the break is known, and lies elsewhere';
  const result = await small.seal(scope, { redaction, bates, integrityReason: reason });
  const folder = unpack(result.pack);
  for (const { path, size } of members) {
    expect(existsSync(join(folder, path)), path).toBe(true);
    if (size !== null) expect([path, size]).toEqual([path, readFileSync(join(folder, path)).length]);
  }
  expect(members.filter(({ size }) => size === null).length).toBeLessThan(9);
  expect(preview.certification).toBe(readFileSync(join(folder, paths.certification), 'utf8'));
  expect(preview.bates).toEqual({ first: 'ABC000001', last: 'ABC000004' });
  expect(preview.rows.map(({ masked }) => masked)).toEqual([false, true, false]);
  expect(JSON.stringify(preview)).not.toContain(secret);
  expect([...custodyEvents(small.db)].at(-1)?.details).toMatchObject({ integrity: reason });
  const state = await packState(result.pack);
  expect(state).toMatchObject({ records: 4, fingerprint: result.fingerprint, timestamp: null });
  const hashed = await packDigest(result.pack, { signal: new AbortController().signal, progress() {} });
  expect(hashed.sha256).toBe(result.sha256);
  const stopped = packDigest(result.pack, { signal: AbortSignal.abort(), progress() {} });
  await expect(stopped).rejects.toMatchObject({ code: 'CANCELLED' });
  const out = join(small.folder, 'request.tsq');
  await extractRequest({ path: result.pack, out });
  expect(readFileSync(out).equals(readFileSync(join(folder, paths.timestampRequest)))).toBe(true);
  await expect(extractRequest({ path: result.pack, out })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
});
