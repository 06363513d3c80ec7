import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { caseInfo } from '../overview/case-info.ts';
import { createCase } from './create.ts';
import { migrate } from './migrations.ts';
import { closeWritable, openReadable, openWritable } from './open.ts';
import { Salts } from './salts.ts';
import { applicationId, oldestVersion, schema, schemaVersion } from './schema.ts';

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'casebound-case-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

async function newCase(): Promise<string> {
  const path = join(folder(), 'c.casebound');
  await createCase(path, { title: 'Matter', examiner: 'Ann' });
  return path;
}

const refused = (path: string, code: string, message = /./) => {
  for (const open of [openReadable, openWritable])
    expect(() => open(path)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
};

describe('opening', () => {
  it('a case that was made reads it', async () => {
    const path = await newCase();
    const db = openReadable(path);
    expect(caseInfo(db, path, 'read-only')).toMatchObject({
      title: 'Matter',
      examiner: 'Ann',
      schemaVersion,
      sources: [],
      period: null,
    });
    expect(() => db.exec("UPDATE case_info SET title = 'x'")).toThrow(/readonly/);
    db.close();
  });

  it('refuses a path where nothing is', () => {
    refused(join(folder(), 'missing'), 'CASE_NOT_FOUND');
  });

  it('refuses what is no case', async () => {
    const path = join(folder(), 'x');
    for (const content of ['', 'hello '.repeat(100), Buffer.alloc(4096)]) {
      writeFileSync(path, content);
      refused(path, 'CASE_CORRUPT', /is not a Casebound case file: it is (empty|not a SQLite database)$/);
    }
    writeFileSync(path, 'SQLite format 3\0');
    refused(path, 'CASE_CORRUPT', /is not an intact case file: it is cut off/);
    mkdirSync(join(folder(), 'd'));
    refused(folder(), 'CASE_CORRUPT');
  });

  it('refuses a case file whose text is not in UTF-8', () => {
    const path = join(folder(), 'x');
    const db = new Database(path);
    db.pragma("encoding = 'UTF-16le'");
    db.exec(schema);
    db.pragma(`application_id = ${applicationId}`);
    db.pragma(`user_version = ${schemaVersion}`);
    db.close();
    refused(path, 'CASE_CORRUPT');
  });

  it('refuses a database of another application, and one whose creation was not completed', async () => {
    const path = join(folder(), 'x');
    const db = new Database(path);
    db.exec('CREATE TABLE case_info (id)');
    db.close();
    refused(path, 'CASE_CORRUPT', /is not a Casebound case file: .* of another application$/);
    const own = new Database(path);
    own.pragma(`application_id = ${applicationId}`);
    own.close();
    refused(path, 'CASE_CORRUPT');
  });

  it('refuses a newer version and leaves it untouched', async () => {
    const path = await newCase();
    const db = new Database(path);
    db.pragma(`user_version = ${schemaVersion + 1}`);
    db.close();
    const before = readFileSync(path);
    refused(path, 'CASE_FROM_FUTURE');
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('refuses one of the preview and leaves it untouched', async () => {
    const path = await newCase();
    const db = new Database(path);
    db.pragma(`user_version = ${oldestVersion - 1}`);
    db.close();
    const before = readFileSync(path);
    refused(path, 'INVALID_INPUT');
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('refuses a case that was cut off anywhere, without a fault of its own', async () => {
    const path = await newCase();
    const whole = readFileSync(path);
    for (const length of [1, 99, 100, 512, 4096, 8192, 20_000]) {
      writeFileSync(path, whole.subarray(0, length));
      expect(() => openReadable(path)).toThrow(expect.objectContaining({ code: 'CASE_CORRUPT' }));
    }
  });

  it('refuses a case without its tables', async () => {
    const path = await newCase();
    const db = new Database(path);
    db.exec('DROP TABLE case_info');
    db.close();
    expect(() => openReadable(path)).toThrow(expect.objectContaining({ code: 'CASE_CORRUPT' }));
  });

  it('for reading leaves nothing beside the file, and works where nothing can be written', async () => {
    const path = await newCase();
    const before = readFileSync(path);
    chmodSync(path, 0o444);
    chmodSync(join(path, '..'), 0o555);
    openReadable(path).close();
    chmodSync(join(path, '..'), 0o755);
    expect(readdirSync(join(path, '..'))).toEqual(['c.casebound']);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it.each([false, true])('refuses to write to what calls itself an opened pack, live: %s', async (live) => {
    const path = await newCase();
    const db = new Database(path);
    db.exec("UPDATE case_info SET pack = 'anything'");
    db.close();
    const before = readFileSync(path);
    expect(() => openWritable(path, { live })).toThrow(
      expect.objectContaining({ code: 'CASE_CORRUPT', safe: 'nothing was changed' }),
    );
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readdirSync(join(path, '..'))).toEqual(['c.casebound']);
  });

  it('for a long write lets others read, and at rest nothing stands beside the file', async () => {
    const path = await newCase();
    const writer = openWritable(path, { live: true });
    writer.exec("BEGIN IMMEDIATE; UPDATE case_info SET title = 'new'");
    const reader = openReadable(path);
    expect(caseInfo(reader, path, 'full').title).toBe('Matter');
    writer.exec('COMMIT');
    expect(caseInfo(reader, path, 'full').title).toBe('new');
    reader.close();
    closeWritable(writer);
    closeWritable(writer);
    expect(readdirSync(join(path, '..'))).toEqual(['c.casebound']);
  });
});

describe('creating', () => {
  it('refuses a path where something stands, and leaves it alone', async () => {
    const path = join(folder(), 'c.casebound');
    writeFileSync(path, 'mine');
    await expect(createCase(path, { title: 'x' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(readFileSync(path, 'utf8')).toBe('mine');
    expect(readdirSync(join(path, '..'))).toEqual(['c.casebound']);
  });

  it('refuses a folder that is not there', async () => {
    await expect(createCase(join(folder(), 'no', 'c'), { title: 'x' })).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
    });
  });

  it('removes what a killed creation left, and nothing else', async () => {
    const path = join(folder(), 'c.casebound');
    const beside = (suffix: string) => join(path, '..', `.c.casebound.building-${suffix}`);
    /** No process has this number: Linux ends at 2^22. */
    const abandoned = beside('99999999-0a1b2c3d');
    const others = [
      beside('notes'),
      beside('99999999-0a1b2c3d.bak'),
      beside(`${process.ppid}-0a1b2c3d`),
      join(path, '..', '.d.casebound.building-99999999-0a1b2c3d'),
    ];
    for (const each of [abandoned, ...others]) writeFileSync(each, '');
    await createCase(path, { title: 'x' });
    expect(existsSync(abandoned)).toBe(false);
    for (const each of others) expect(existsSync(each)).toBe(true);
  });

  it('of two at once, one wins', async () => {
    const path = join(folder(), 'c.casebound');
    const outcomes = await Promise.allSettled([
      createCase(path, { title: 'a' }),
      createCase(path, { title: 'b' }),
    ]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    openReadable(path).close();
  });
});

describe('a migration', () => {
  const next = (steps: number, sql: string) => ({
    to: schemaVersion + steps,
    up: (db: Database.Database) => void db.exec(sql),
  });
  const versionOf = (path: string) => {
    const db = new Database(path, { readonly: true });
    const version = db.pragma('user_version', { simple: true });
    db.close();
    return version;
  };

  it('goes through every step to its target', async () => {
    const path = await newCase();
    migrate(path, [next(1, 'CREATE TABLE a (x)'), next(2, 'CREATE TABLE b (x)')], schemaVersion + 2);
    expect(versionOf(path)).toBe(schemaVersion + 2);
    const db = new Database(path);
    expect(db.prepare("SELECT count(*) FROM sqlite_schema WHERE name IN ('a', 'b')").pluck().get()).toBe(2);
    db.close();
  });

  it.each([
    ['that fails', [next(1, 'CREATE TABLE a (x)'), next(2, 'CREATE TABLE case_info (x)')]],
    ['that is not there', [next(2, 'CREATE TABLE a (x)')]],
  ])('with a step %s leaves the file as it was', async (_, steps) => {
    const path = await newCase();
    const before = readFileSync(path);
    expect(() => migrate(path, steps, schemaVersion + 2)).toThrow();
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readdirSync(join(path, '..'))).toEqual(['c.casebound']);
  });
});

describe('salts', () => {
  const secret = Buffer.alloc(32, 7);

  it('are the same one by one and in a range', () => {
    const salts = new Salts(secret, 'entry');
    for (const first of [0, 1, 255, 256, 65_535, 2 ** 32 - 2, 2 ** 40]) {
      const range = salts.range(first, 5);
      for (let n = 0; n < 5; n++)
        expect(salts.at(first + n).equals(range.subarray(n * 16, n * 16 + 16))).toBe(true);
    }
  });

  it('differ by number, purpose and secret', () => {
    const seen = new Set<string>();
    for (const each of [secret, Buffer.alloc(32, 8)]) {
      for (const purpose of ['entry', 'case_id-tree', 'image_id-tree'] as const) {
        for (let n = 0; n < 50; n++) seen.add(new Salts(each, purpose).at(n).toString('hex'));
      }
    }
    expect(seen.size).toBe(300);
  });
});

it('a writer that did nothing leaves no files behind that a reader made meanwhile', async () => {
  const path = await newCase();
  const writer = openWritable(path, { live: true });
  const reader = openReadable(path);
  reader.prepare('SELECT count(*) FROM entry').get();
  reader.close();
  closeWritable(writer);
  expect(readdirSync(join(path, '..'))).toEqual(['c.casebound']);
});
