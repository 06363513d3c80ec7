import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openReadable } from '../case/open.ts';
import { Scratch } from '../proof/scratch.ts';
import { unwatched } from '../task.ts';
import { checkPackFile } from './check-file.ts';
import { packRecords } from './pack-records.ts';
import { sealPack } from './seal-pack.ts';
import { caseReport, passphrase, SmallCase, standIns, trailLine } from './testing/small-case.ts';

/** More than is held in memory, and among them what repeats lines from the beginning and what lines at the end repeat. */
const own = Array.from({ length: 17_000 }, (_, i) =>
  trailLine({ id: `log_${i}`, claim: 'CLM-1', minute: i % 60 }),
);
const repeated = [...own.slice(0, 40), ...own.slice(4000, 4040), ...own.slice(-40)];

const usual = process.env['TMPDIR'];
let small: SmallCase;
let path: string;

beforeAll(async () => {
  small = await SmallCase.make('Aside', [[...own.slice(0, 6000), ...repeated, ...own.slice(6000)]]);
  path = (await small.seal({ caseId: 'CLM-1' })).pack;
});
afterAll(() => small.remove());
afterEach(() => {
  if (usual === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = usual;
});

const descriptors = '/proc/self/fd';

/** Files without a name that this process has open. */
function openAside(): string[] {
  if (!existsSync(descriptors)) return [];
  return readdirSync(descriptors).flatMap((name) => {
    try {
      const target = readlinkSync(`${descriptors}/${name}`);
      return target.includes('/.casebound-') ? [target] : [];
    } catch {
      return [];
    }
  });
}

test('a pack is judged alike, whether what is remembered of it is put aside or no folder takes it', async () => {
  const aside = await checkPackFile(path);
  expect(aside).toMatchObject({ ok: true, findingsTotal: 0 });
  expect(openAside()).toEqual([]);
  process.env['TMPDIR'] = `${small.folder}/nowhere`;
  expect(await checkPackFile(path)).toEqual(aside);
});

test.skipIf(!existsSync(descriptors))(
  'what is put aside goes with the check, where that ends early too',
  async () => {
    let seen = 0;
    const checkCancelled = () => {
      seen = Math.max(seen, openAside().length);
      if (seen > 0) throw new Error('enough');
    };
    await expect(checkPackFile(path, {}, { progress() {}, checkCancelled })).rejects.toThrow('enough');
    expect(openAside()).toEqual([]);
  },
);

test.skipIf(!existsSync(descriptors))(
  'what a seal puts aside goes with it, where that is cancelled too',
  async () => {
    const out = join(small.folder, 'cancelled.zip');
    const request = {
      scope: { caseId: 'CLM-1' },
      key: small.key,
      passphrase,
      out,
      checkers: standIns,
      actor: 'A',
    };
    let phase = '';
    let seen = 0;
    const progress = (each: { readonly phase: string }) => {
      phase = each.phase;
    };
    const checkCancelled = () => {
      seen = Math.max(seen, openAside().length);
      if (phase === 'writing entries' && seen > 0) throw new Error('enough');
    };
    const sealed = sealPack(small.db, request, async () => caseReport, { progress, checkCancelled });
    await expect(sealed).rejects.toThrow('enough');
    expect(openAside()).toEqual([]);
    expect(readdirSync(small.folder).filter((name) => name.includes('cancelled'))).toEqual([]);
  },
);

test('a disk without room for it is told as that, and nothing is judged', () => {
  const program = join(import.meta.dirname, '../../cli/main.mjs');
  // 64 KiB at most in a file.
  const { status, stdout, stderr } = spawnSync('bash', [
    '-c',
    'ulimit -f 64; exec "$0" "$@"',
    ...[process.execPath, program, 'verify', path],
  ]);
  expect(stderr.toString()).toMatch(/^casebound: DISK_FULL: no room left/m);
  expect(stdout.toString()).toBe('');
  expect(status).toBeGreaterThan(1);
});

test('records that are put aside are those of the case, in the order of the sources', () => {
  const db = openReadable(small.db.name);
  const expected = db
    .prepare(
      `SELECT source, ordinal, offset, length, id AS entry, 0 AS duplicate FROM entry_row
       UNION ALL SELECT source, ordinal, offset, length, entry, 1 FROM duplicate ORDER BY source, ordinal`,
    )
    .raw()
    .all();
  const ids = Float64Array.from(own.keys(), (n) => n + 1);
  const aside = Scratch.inFile([small.folder]) as Scratch;
  const records = packRecords(db, ids, unwatched, aside);
  expect(records.length).toBe(own.length + repeated.length);
  const rows = Array.from(records, ({ source, ordinal, sourceOffset, length, entry, duplicate }) =>
    Array.of(source, ordinal, sourceOffset, length, entry, duplicate ? 1 : 0),
  );
  expect(rows).toEqual(expected);
  expect([...packRecords(db, ids, unwatched)]).toEqual([...records]);
  aside.close();
  db.close();
});

test('where it is cancelled while they are read, the connection can be closed', () => {
  const db = openReadable(small.db.name);
  const checkCancelled = () => {
    throw new Error('enough');
  };
  expect(() => packRecords(db, Float64Array.of(1, 2), { progress() {}, checkCancelled })).toThrow('enough');
  db.close();
});
