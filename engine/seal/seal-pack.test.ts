import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChainedEvent } from '../../shared/custody/events.ts';
import { paths } from '../../shared/pack/layout.ts';
import type { KnownSigner } from '../../shared/seal/known-signer.ts';
import { addAnnotation, undoAnnotation } from '../annotation/annotate.ts';
import { generateKey } from '../keys/generate-key.ts';
import { loadKnownSigners } from '../keys/known-signers.ts';
import { checkPackFile } from './check-file.ts';
import { sealPack } from './seal-pack.ts';
import { caseReport, passphrase, SmallCase, trailLine } from './testing/small-case.ts';
import { unpack } from './testing/unpack.ts';

let small: SmallCase;
const author = 'Reviewer';
const lines = Array.from({ length: 40 }, (_, i) =>
  trailLine({ id: `log_${i}`, claim: i % 4 === 0 ? 'CLM-A' : `CLM-${i}`, image: `img_${i % 5}`, minute: i }),
);
/** Begins with records of the first trail, two of them of the claim. */
const laterLines = [...lines.slice(0, 6), trailLine({ id: 'log_new', claim: 'CLM-A' })];

beforeAll(async () => {
  small = await SmallCase.make('Ashdown v. Meridian Mutual', [lines, laterLines]);
  addAnnotation(small.db, { on: { entryId: 'log_4' }, mark: { note: 'only of the claim' }, author });
  addAnnotation(small.db, { on: { entryId: 'log_4' }, mark: { tag: 'undone' }, author });
  undoAnnotation(small.db, { author });
  addAnnotation(small.db, { on: { entryId: 'log_1' }, mark: { note: 'of another claim' }, author });
  addAnnotation(small.db, { on: { query: 'image_id:img_0' }, mark: { tag: 'mixed' }, author });
});
afterAll(() => small.remove());

function readLines(folder: string, path: string): Record<string, unknown>[] {
  const text = readFileSync(join(folder, path), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

describe('a sealed pack', () => {
  test('passes its check, on every axis that a pack can pass', async () => {
    const result = await small.seal({ caseId: 'CLM-A' });
    const report = await checkPackFile(result.pack);
    expect(report.findings).toEqual([]);
    expect(report.ok).toBe(true);
    const passed = report.axes
      .filter(({ status }) => status === 'pass')
      .map(({ axis, subject }) => `${axis} ${subject}`);
    expect(passed).toEqual([
      'sequence pack',
      'signature pack',
      'signature certificate',
      'storage container',
      'storage source 1',
      'storage source 2',
      'storage pack',
      'custody pack',
      'completeness pack',
    ]);
    expect(result.entries).toBe(11);
    expect(report.names).toEqual({ 'source 1': 'trail-1.ndjson', 'source 2': 'trail-2.ndjson' });
  });

  test('is checked by sha256sum, ssh-keygen and openssl with the commands that it carries', async () => {
    const result = await small.seal({ caseId: 'CLM-A' }, { checkers: undefined });
    const folder = unpack(result.pack);
    const guide = readFileSync(join(folder, paths.guide), 'utf8');
    // What is about a timestamp is run where there is one.
    const commands = guide.match(/^ {4}(?!cd |openssl ts ).+$/gm) ?? [];
    expect(commands).toHaveLength(9);
    const [program, manifest, tagmanifest, added, seal, fingerprint, cms, certificate, entry] = commands.map(
      (command) => execFileSync('bash', ['-c', `${command} 2>&1`], { cwd: folder, stdio: 'pipe' }).toString(),
    );
    expect(program).toMatch(/\nNothing fails of what this program checks; [^\n]+\n$/);
    const payload = readdirSync(join(folder, 'data'));
    expect(manifest?.match(/: OK$/gm)).toHaveLength(payload.length);
    expect(tagmanifest?.match(/: OK$/gm)?.length).toBeGreaterThan(8);
    expect(added).toBe('tagmanifest-sha256.txt\n');
    expect(seal).toMatch(/^Good "casebound-pack" signature for casebound with ED25519 key SHA256:/);
    expect(fingerprint).toContain(result.fingerprint);
    expect(cms).toContain('CMS Verification successful');
    expect(certificate).toContain('subject=CN = Casebound signing key');
    expect(entry?.slice(0, 64)).toBe(readLines(folder, paths.index)[0]?.['content']);
  });

  test('holds the exact bytes of every record of the claim, those that stand in two sources once', async () => {
    const folder = unpack((await small.seal({ caseId: 'CLM-A' })).pack);
    const expected = [...lines.filter((line) => line.includes('"CLM-A"')), laterLines.at(-1)];
    expect(readFileSync(join(folder, paths.entries), 'utf8')).toBe(
      expected.map((line) => `${line}\n`).join(''),
    );
    const index = readLines(folder, paths.index);
    expect(index.map(({ source, ordinal }) => [source, ordinal])).toEqual([
      ...Array.from({ length: 10 }, (_, i) => [1, i * 4]),
      [2, 0],
      [2, 4],
      [2, 6],
    ]);
    expect(index[10]?.['offset']).toBe(index[0]?.['offset']);
    const completeness = JSON.parse(readFileSync(join(folder, paths.completeness), 'utf8'));
    expect(
      completeness.sources.map(({ source, count }: { source: number; count: number }) => [source, count]),
    ).toEqual([
      [1, 10],
      [2, 3],
    ]);
  });

  test('carries the annotations on its entries, and nothing of other entries', async () => {
    const folder = unpack((await small.seal({ caseId: 'CLM-A' })).pack);
    const targets = readLines(folder, paths.annotationTargets) as unknown as {
      seq: number;
      entries: number[];
      salt?: string;
    }[];
    const events = readLines(folder, paths.annotations) as unknown as ChainedEvent[];
    expect(events.map(({ seq }) => seq)).toEqual(targets.map(({ seq }) => seq));
    expect(targets.map(({ seq, entries, salt }) => [seq, entries.length, salt !== undefined])).toEqual([
      [1, 1, true],
      [2, 1, true],
      [3, 1, true],
      [5, 2, false],
    ]);
    const others = small.db
      .prepare<[], string>(
        "SELECT lower(hex(content)) FROM entry_row WHERE id NOT IN (SELECT id FROM entry WHERE case_id = 'CLM-A')",
      )
      .pluck()
      .all();
    const text = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((file) => file.isFile())
      .map((file) => readFileSync(join(file.parentPath, file.name), 'latin1'))
      .join('\n');
    expect(others.length).toBeGreaterThan(20);
    expect(others.filter((hash) => text.includes(hash))).toEqual([]);
    expect(text).not.toContain('of another claim');
  });

  test('leaves its mark in custody and in the list of packs', async () => {
    const result = await small.seal({ imageId: 'img_3' }, { number: 70 });
    const event = small.db
      .prepare<[], { details: string }>("SELECT details FROM custody WHERE action = 'seal' ORDER BY seq DESC")
      .get();
    expect(JSON.parse(event?.details ?? '')).toEqual({
      number: 70,
      name: 'Ashdown-v-Meridian-Mutual_pack-0070',
      sha256: result.sha256,
      tagmanifest: result.tagmanifest,
      scope: { imageId: 'img_3' },
      entries: 8,
      fingerprint: result.fingerprint,
    });
    const next = await small.seal({ query: 'action:escalated' });
    expect(small.db.prepare('SELECT max(number) FROM pack').pluck().get()).toBe(71);
    expect(execFileSync('sha256sum', [next.pack]).toString().slice(0, 64)).toBe(next.sha256);
  });

  test('of a query says that it cannot show completeness', async () => {
    const { verification } = await small.seal({ query: 'image_id:img_2 OR entry_id:log_new' });
    const axis = verification.axes.find((each) => each.axis === 'completeness');
    expect(axis).toMatchObject({ status: 'absent', reason: expect.stringContaining('query') });
    expect(verification.ok).toBe(true);
  });

  test('names a signer as known only where the person trusts the key', async () => {
    const { pack } = await small.seal({ caseId: 'CLM-A' });
    const key = loadKnownSigners(`${small.key}.pub`);
    const reason = async (known: KnownSigner[]) =>
      (await checkPackFile(pack, { known })).axes.find(({ axis }) => axis === 'signature')?.reason;
    expect(await reason([])).toMatch(/consistent.*not known to you/);
    expect(await reason(key)).toMatch(/known to you$/);
  });

  test('says of its signer when it is sealed what it says when it is opened', async () => {
    const key = loadKnownSigners(`${small.key}.pub`);
    for (const known of [[], key]) {
      const { pack, verification } = await small.seal({ caseId: 'CLM-A' }, { known });
      expect(verification).toEqual(await checkPackFile(pack, { known }));
    }
  });

  test('names the source of each root', async () => {
    const { roots } = await small.seal({ caseId: 'CLM-A' });
    const sources = small.db
      .prepare<[], object>(
        'SELECT id AS source, name, lower(hex(merkle_root)) AS root FROM source ORDER BY id',
      )
      .all();
    expect(roots.length).toBeGreaterThan(1);
    expect(sources).toEqual(expect.arrayContaining([...roots]));
  });
});

describe('sealing refuses', () => {
  const events = () => small.db.prepare('SELECT count(*) FROM custody').pluck().get();
  const refused = async (code: string, seal: () => Promise<unknown>) => {
    const before = [events(), readdirSync(small.folder).length];
    await expect(seal()).rejects.toMatchObject({ code });
    expect([events(), readdirSync(small.folder).length]).toEqual(before);
  };

  test('a scope that holds nothing', async () => {
    await refused('INVALID_INPUT', () => small.seal({ caseId: 'clm-a' }));
    await refused('INVALID_INPUT', () => small.seal({ query: 'verdict:nothing_like_it' }));
  });

  test('a number that is taken, a file that is there, a folder that is not, a key that does not open', async () => {
    await small.seal({ caseId: 'CLM-A' }, { number: 500 });
    await refused('INVALID_INPUT', () => small.seal({ caseId: 'CLM-A' }, { number: 500 }));
    await refused('INVALID_INPUT', () => small.seal({ caseId: 'CLM-A' }, { out: small.key }));
    await refused('FILE_UNREADABLE', () =>
      small.seal({ caseId: 'CLM-A' }, { out: join(small.folder, 'no', 'such.zip') }),
    );
    await refused('KEY_UNAVAILABLE', () =>
      small.seal({ caseId: 'CLM-A' }, { passphrase: 'not the passphrase' }),
    );
  });

  test('to leave anything behind where it is cancelled, at whatever point', async () => {
    let points = 0;
    const count = { progress() {}, checkCancelled: () => void points++ };
    const out = join(small.folder, 'cancelled.zip');
    const request = { scope: { caseId: 'CLM-A' }, key: small.key, passphrase, out, actor: author };
    await sealPack(
      small.db,
      { ...request, out: join(small.folder, 'counted.zip') },
      async () => caseReport,
      count,
    );
    expect(points).toBeGreaterThan(20);
    for (const stopAt of [1, 5, Math.floor(points / 2), points - 3, points]) {
      let left = stopAt;
      const checkCancelled = () => {
        if (--left === 0) throw Object.assign(new Error('stop'), { code: 'STOPPED' });
      };
      await refused('STOPPED', () =>
        sealPack(small.db, request, async () => caseReport, { progress() {}, checkCancelled }),
      );
      expect(existsSync(out)).toBe(false);
    }
  });
});

test('stored bytes that were changed since the import are never sealed', async () => {
  const damaged = await SmallCase.make('Damaged', [lines.slice(0, 8)]);
  try {
    const { data } = damaged.db.prepare<[], { data: Buffer }>('SELECT data FROM chunk').get() ?? {};
    const { zstdCompressSync, zstdDecompressSync } = await import('node:zlib');
    const bytes = zstdDecompressSync(data ?? Buffer.alloc(0));
    bytes.write('X', bytes.indexOf('log_4'));
    damaged.db.prepare("UPDATE chunk SET data = ?, encoding = 'zstd'").run(zstdCompressSync(bytes));
    await expect(damaged.seal({ caseId: 'CLM-A' })).rejects.toMatchObject({ code: 'CASE_CORRUPT' });
  } finally {
    damaged.remove();
  }
});

test('what a killed seal left beside its target is removed by the next, and nothing else', async () => {
  const out = join(small.folder, 'killed.zip');
  // Process ids end far below this one.
  const left = ['.killed.zip.sealing-2147483646-members', '.killed.zip.sealing-2147483646-zip'];
  const others = ['.killed.zip.sealing-2147483646-notes', '.other.zip.sealing-2147483646-zip'];
  mkdirSync(join(small.folder, left[0] as string));
  for (const name of [`${left[0]}/0`, left[1] as string, ...others])
    writeFileSync(join(small.folder, name), 'x');
  await small.seal({ caseId: 'CLM-A' }, { out });
  const names = readdirSync(small.folder);
  expect(names.filter((name) => left.includes(name))).toEqual([]);
  expect(names.filter((name) => others.includes(name)).sort()).toEqual(others);
});

test('a case that is at rest, and not in WAL mode, can be sealed from', async () => {
  const quiet = await SmallCase.make('Quiet', [lines.slice(0, 8)]);
  try {
    quiet.db.pragma('journal_mode = DELETE');
    expect((await quiet.seal({ caseId: 'CLM-A' })).verification.ok).toBe(true);
  } finally {
    quiet.remove();
  }
});

test('another key changes the checkpoints, what lists them, and the seal alone', async () => {
  const twins = await SmallCase.make('Twins', [lines.slice(0, 8)]);
  try {
    const other = generateKey({ out: join(twins.folder, 'other.key'), passphrase });
    const first = unpack((await twins.seal({ caseId: 'CLM-A' })).pack);
    // As if the first had never been: the pack's number and custody are those of the same state.
    twins.db.exec(
      "DROP TRIGGER custody_no_delete; DELETE FROM custody WHERE action = 'seal'; DELETE FROM pack",
    );
    const second = unpack((await twins.seal({ caseId: 'CLM-A' }, { key: other.path })).pack);
    const files = readdirSync(first, { recursive: true, withFileTypes: true }).filter((file) =>
      file.isFile(),
    );
    const differing = files
      .map(({ parentPath, name }) => join(parentPath, name).slice(first.length + 1))
      .filter((path) => !readFileSync(join(first, path)).equals(readFileSync(join(second, path))));
    expect(differing.sort()).toEqual([
      'seal/allowed_signers',
      'seal/signer.pem',
      'seal/tagmanifest.p7s',
      'seal/tagmanifest.sig',
      'seal/tagmanifest.tsq',
      'tagmanifest-sha256.txt',
      'verification/checkpoint-1.txt',
    ]);
  } finally {
    twins.remove();
  }
});

test('text from a trail takes no effect in the page, the bag or the report', async () => {
  const hostile = await SmallCase.make('=cmd()|"\u202e\u0007</title><script>alert(1)</script>', [
    [
      trailLine({
        id: '<img src=x onerror=alert(1)>',
        claim: '"><script>alert(2)</script>\u202e',
        image: '=HYPERLINK("http://x")',
        verdict: '\u0007\u202efake',
      }),
    ],
  ]);
  try {
    const folder = unpack((await hostile.seal({ caseId: '"><script>alert(2)</script>\u202e' })).pack);
    const page = readFileSync(join(folder, paths.page), 'utf8');
    expect(page).not.toMatch(/<script|<img/);
    expect(page).toContain('\u27e8U+202E\u27e9fake');
    expect(page).toContain("default-src 'none'");
    expect(readFileSync(join(folder, paths.bagInfo), 'utf8').replaceAll('\n', '')).not.toMatch(
      /[\p{Cc}\p{Cf}]/u,
    );
    expect(readFileSync(join(folder, paths.table), 'utf8')).toContain(`"'=HYPERLINK(""http://x"")"`);
  } finally {
    hostile.remove();
  }
});

test('the state of a case gives one pack, whatever the time zone, the language and the day', {
  timeout: 120_000,
}, async () => {
  const folder = small.folder;
  const program = join(folder, 'seal.mjs');
  const here = import.meta.dirname;
  writeFileSync(
    program,
    `import { openWritable } from ${JSON.stringify(join(here, '../case/open.ts'))};
import { sealPack } from ${JSON.stringify(join(here, 'seal-pack.ts'))};
const [path, key, out] = process.argv.slice(2);
const db = openWritable(path);
const report = ${JSON.stringify(caseReport)};
const context = { progress() {}, checkCancelled() {} };
const { sha256 } = await sealPack(db, { scope: { caseId: 'CLM-A' }, key, passphrase: ${JSON.stringify(passphrase)}, out, actor: 'x', pdf: true }, async () => report, context);
db.close();
console.log(sha256);
`,
  );
  const source = join(folder, 'state.casebound');
  await small.db.backup(source);
  // At no moment is it the same day in the first two.
  const hashes = [
    { TZ: 'Pacific/Kiritimati', LC_ALL: 'de_DE.UTF-8' },
    { TZ: 'Pacific/Niue', LC_ALL: 'tr_TR.UTF-8' },
    { TZ: 'Asia/Kathmandu', LC_ALL: 'C' },
    { TZ: 'Europe/Berlin', LC_ALL: 'de_DE.UTF-8' },
    { TZ: 'America/Adak', LC_ALL: 'tr_TR.UTF-8' },
    { TZ: 'UTC', LC_ALL: 'C' },
  ].map((environment, i) => {
    const copy = join(folder, `state-${i}.casebound`);
    writeFileSync(copy, readFileSync(source));
    const out = join(folder, `state-${i}.zip`);
    return execFileSync(process.execPath, ['--no-warnings', program, copy, small.key, out], {
      env: { ...process.env, ...environment },
    }).toString();
  });
  expect(hashes[0]).toMatch(/^[0-9a-f]{64}\n$/);
  expect(new Set(hashes).size).toBe(1);
});
