import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openReadable } from '../../case/open.ts';
import { custodyEvents } from '../../custody/log.ts';
import { makeZip, type TestMember } from '../../packed/testing/make-zip.ts';
import { unwatched } from '../../task.ts';
import { StopFlag } from '../../threads/signal.ts';
import { importFiles, makeEntry, ndjson, temporaryFolder, write } from '../../verify/testing/chained-case.ts';
import { importInto } from '../import-into.ts';
import { ExpectedHashes, hashList, parseHashes } from './expected-hashes.ts';
import { planImport } from './plan.ts';

const content = ndjson([makeEntry(1)]);
const right = createHash('sha256').update(content).digest('hex');
const wrong = '0'.repeat(64);

it('reads what GNU and BSD tools write', () => {
  const text = [
    `${right}  a b.ndjson`,
    `${right} *binary.ndjson\r`,
    `\\${right}  line\\nbreak\\\\.x`,
    `SHA256 (c (1).ndjson) = ${right.toUpperCase()}`,
    right,
    'not a hash  name',
    '# a remark',
    '',
  ].join('\n');
  const { stated, odd } = parseHashes(text);
  expect(odd).toEqual([6]);
  expect(stated.map(({ name, sha256 }) => [name, sha256])).toEqual([
    ['a b.ndjson', right],
    ['binary.ndjson', right],
    ['line\nbreak\\.x', right],
    ['c (1).ndjson', right],
    [null, right],
  ]);
});

it('a list that states much of one file is read in one go, and what it repeats counts once', () => {
  const many = Array.from({ length: 150_000 }, (_, i) => i.toString(16).padStart(64, '0'));
  const again = hashList('SHA256SUMS', `${right}  t.ndjson\n`.repeat(many.length));
  expect(again.files.get('t.ndjson')).toEqual([{ sha256: right, by: 'SHA256SUMS' }]);
  const folder = temporaryFolder();
  writeFileSync(join(folder, 't.ndjson'), content);
  writeFileSync(join(folder, 'SHA256SUMS'), many.map((hash) => `${hash}  t.ndjson\n`).join(''));
  const file = { path: join(folder, 't.ndjson'), name: 't.ndjson', folder };
  expect(new ExpectedHashes().of(file)).toHaveLength(many.length);
});

it.each<[string, string, (hash: string) => string]>([
  ['a hash alone beside the file', 't.ndjson.sha256', (hash) => hash],
  ['a line with the path it had elsewhere', 't.ndjson.sha256', (hash) => `${hash}  /exports/t.ndjson\n`],
  ['a list', 'SHA256SUMS', (hash) => `${wrong}  other\n${hash}  ./t.ndjson\n`],
  ['a list of another name', 'sha256sums.txt', (hash) => `SHA256 (t.ndjson) = ${hash}\n`],
])('%s is found and checked, for a file and for its folder', async (_, name, text) => {
  const folder = temporaryFolder();
  const inner = join(folder, 'in');
  mkdirSync(inner);
  writeFileSync(join(inner, 't.ndjson'), content);
  writeFileSync(join(inner, name), text(right));
  const alone = await importFiles(join(folder, 'a.casebound'), [join(inner, 't.ndjson')]);
  expect(alone.hashes).toEqual([{ id: 1, by: name }]);
  const whole = await importFiles(join(folder, 'b.casebound'), [inner]);
  expect(whole.hashes).toEqual([{ id: 1, by: name }]);
  expect(whole.skipped).toEqual([{ name, reason: 'it holds expected hashes' }]);
  writeFileSync(join(inner, name), text(wrong));
  const path = join(folder, 'c.casebound');
  await expect(importFiles(path, [inner])).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  expect(existsSync(path)).toBe(false);
});

it('a list above the folders of a partitioned export names files by their paths', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'x', 'day=1'), { recursive: true });
  writeFileSync(join(folder, 'x', 'day=1', 't.ndjson'), content);
  writeFileSync(join(folder, 'x', 'SHA256SUMS'), `${right}  day=1/t.ndjson\n`);
  const { hashes } = await importFiles(join(folder, 'a.casebound'), [join(folder, 'x')]);
  expect(hashes).toEqual([{ id: 1, by: 'SHA256SUMS' }]);
});

/** A folder with one trail, `t.ndjson`, and other files. */
function exportWith(files: Readonly<Record<string, string>>): string {
  const folder = join(temporaryFolder(), 'export');
  mkdirSync(folder);
  for (const [name, text] of Object.entries({ 't.ndjson': content, ...files })) write(folder, name, text);
  return folder;
}

describe('an expected hash that cannot be checked is told', () => {
  it.each<[string, Record<string, string>, string, RegExp]>([
    [
      'a file that is missing',
      { SHA256SUMS: `${right}  t.ndjson\n${wrong}  b.ndjson\n` },
      'b.ndjson',
      /no such file/,
    ],
    [
      'a line of no sense',
      { SHA256SUMS: `${right}  t.ndjson\n${right.slice(1)}  b\n` },
      'SHA256SUMS',
      /line 2$/,
    ],
    ['no hash at all', { 't.ndjson.sha256': 'see the letter\n' }, 't.ndjson.sha256', /no line/],
    ['another algorithm', { SHA256SUMS: `${'0'.repeat(40)}  t.ndjson\n` }, 'SHA256SUMS', /no line/],
    ['a hash of nothing', { SHA256SUMS: right }, 'SHA256SUMS', /without a name/],
  ])('%s', async (_, files, name, reason) => {
    const folder = exportWith(files);
    const path = join(temporaryFolder(), 'c.casebound');
    const { unchecked, sources } = await importFiles(path, [folder]);
    expect(sources).toMatchObject([{ entries: 1 }]);
    expect(unchecked).toEqual([{ name, reason: expect.stringMatching(reason) }]);
    const db = openReadable(path);
    const told = [...custodyEvents(db)]
      .map(({ details }) => details)
      .filter((each) => 'uncheckedHashes' in each);
    db.close();
    expect(told).toEqual([{ uncheckedHashes: 1, files: unchecked }]);
  });

  it('of a file that was named, by what lies beside it and is not of another file', async () => {
    const folder = exportWith({
      'other.bin': '',
      'other.bin.sha256': 'rubbish',
      SHA256SUMS: 'rubbish',
      'sums.sha256': `${wrong}  missing\n`,
    });
    const { unchecked } = await importFiles(join(temporaryFolder(), 'c.casebound'), [
      join(folder, 't.ndjson'),
    ]);
    expect(unchecked.map(({ name }) => name)).toEqual(['SHA256SUMS']);
  });

  it('behind a link, which is not followed', async () => {
    const folder = exportWith({});
    symlinkSync(write(temporaryFolder(), 'elsewhere', right), join(folder, 't.ndjson.sha256'));
    const alone = await importFiles(join(temporaryFolder(), 'c.casebound'), [join(folder, 't.ndjson')]);
    expect(alone.hashes).toEqual([]);
    expect(alone.unchecked).toEqual([{ name: 't.ndjson.sha256', reason: expect.stringContaining('link') }]);
  });
});

/** What may not be read can be read by the superuser: such a test takes another identity, where it has to and can. */
async function asNobody<T>(work: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0) return work();
  process.seteuid?.(65_534);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}

describe.skipIf(process.platform === 'win32')('what may not be read', () => {
  const readable = (folder: string) => {
    chmodSync(join(folder, '..'), 0o755);
    chmodSync(folder, 0o755);
  };

  it('is told, where it is a hash file', async () => {
    const folder = exportWith({ SHA256SUMS: `${right}  t.ndjson\n` });
    readable(folder);
    chmodSync(join(folder, 'SHA256SUMS'), 0);
    for (const path of [folder, join(folder, 't.ndjson')]) {
      const { unchecked, files } = await asNobody(() => planImport([path], {}, new StopFlag()));
      expect(files).toHaveLength(1);
      expect(unchecked).toEqual([{ name: 'SHA256SUMS', reason: 'it cannot be read: permission is denied' }]);
    }
  });

  it.each([
    ['a file', 'b.ndjson', /b\.ndjson cannot be read: permission is denied/],
    ['a folder', 'inner', /inner cannot be read: permission is denied/],
  ])('refuses the whole folder with the name of it, where it is %s', async (_, name, message) => {
    const folder = exportWith({ 'b.ndjson': content });
    mkdirSync(join(folder, 'inner'));
    readable(folder);
    chmodSync(join(folder, name), 0);
    await expect(asNobody(() => planImport([folder], {}, new StopFlag()))).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: expect.stringMatching(message),
      next: expect.stringContaining('nothing is left out silently'),
    });
    chmodSync(join(folder, name), 0o755);
  });
});

describe('a zip with hash files in it', () => {
  const zipped = async (members: readonly TestMember[]) => {
    const folder = temporaryFolder();
    const zip = makeZip([{ name: 'logs/t.ndjson', content }, ...members]);
    return importFiles(join(folder, 'c.casebound'), [write(folder, 'x.zip', zip)]);
  };

  it.each<[string, string, string]>([
    ['above', 'SHA256SUMS', `${right}  logs/t.ndjson\n`],
    ['beside', 'logs/sha256sums.txt', `${right}  ./t.ndjson\n`],
    ['of its own', 'logs/t.ndjson.sha256', right],
  ])('has its members checked by the one %s', async (_, name, text) => {
    const { hashes, skipped, unchecked } = await zipped([{ name, content: text, deflated: true }]);
    expect(hashes).toEqual([{ id: 2, by: name }]);
    expect(skipped).toEqual([
      { name: expect.stringMatching(`x.zip: ${name}$`), reason: 'it holds expected hashes' },
    ]);
    expect(unchecked).toEqual([]);
    const changed = text.replace(right, wrong);
    await expect(zipped([{ name, content: changed }])).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringMatching(/x\.zip: logs\/t\.ndjson is not the expected file/),
    });
  });

  it('says what could not be checked', async () => {
    const { unchecked } = await zipped([
      { name: 'SHA256SUMS', content: `${wrong}  logs/b.ndjson\n?\n` },
      { name: 'logs/t.ndjson.sha256', content: right, crc32: 1 },
    ]);
    expect(unchecked).toEqual([
      { name: expect.stringContaining('x.zip: SHA256SUMS'), reason: expect.stringMatching(/line 2$/) },
      {
        name: expect.stringContaining('x.zip: logs/b.ndjson'),
        reason: expect.stringContaining('no such file'),
      },
      {
        name: expect.stringContaining('x.zip: logs/t.ndjson.sha256'),
        reason: expect.stringContaining('check value differs'),
      },
    ]);
  });
});

describe('--expect-sha256', () => {
  const expecting = (paths: readonly string[], expectSha256: string) =>
    importInto(
      {
        path: join(temporaryFolder(), 'c.casebound'),
        paths,
        expectSha256,
        partial: false,
        live: false,
        actor: 'T',
      },
      unwatched,
      new StopFlag(),
    );

  it('is of a zip as it is of any file, whatever is passed over in it', async () => {
    const members = [
      { name: 'a', content },
      { name: 'README', content: '# no: trail\n' },
    ];
    const zip = makeZip(members);
    const path = write(temporaryFolder(), 'x: y.zip', zip);
    const { hashes } = await expecting([path], createHash('sha256').update(zip).digest('hex'));
    expect(hashes).toEqual([{ id: 1, by: '--expect-sha256' }]);
  });

  it('is not of a folder with a file beside the trail, whatever the name of that', async () => {
    const folder = exportWith({ 'notes: mine.txt': 'Dear all,\n' });
    await expect(expecting([folder], right)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});

// Other systems do not let a file have such a name.
it.runIf(process.platform === 'linux')(
  'files whose names are not UTF-8 are imported and checked',
  async () => {
    const folder = temporaryFolder();
    const named = (name: string) => Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(name, 'latin1')]);
    mkdirSync(named('caf\xe9'));
    const other = ndjson([makeEntry(2)]);
    writeFileSync(named('caf\xe9/na\xefve.ndjson'), content);
    writeFileSync(named('caf\xe9/na\xefve.ndjson.sha256'), right);
    writeFileSync(named('\xff.ndjson'), other);
    writeFileSync(named('SHA256SUMS'), Buffer.from(`${wrong}  \xfe.ndjson\n`, 'latin1'));
    const { sources, hashes, unchecked } = await importFiles(join(temporaryFolder(), 'names.casebound'), [
      folder,
    ]);
    expect(sources.map(({ name, entries }) => [name, entries])).toEqual([
      ['na\\xefve.ndjson', 1],
      ['\\xff.ndjson', 1],
    ]);
    expect(hashes).toEqual([{ id: 1, by: 'na\\xefve.ndjson.sha256' }]);
    expect(unchecked).toEqual([
      { name: '\\xfe.ndjson', reason: 'SHA256SUMS states its SHA-256, and there is no such file' },
    ]);
  },
);
