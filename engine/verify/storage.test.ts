import { readFileSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { sourceChunks } from '../case/bytes.ts';
import type { WritableDb } from '../case/database.ts';
import { chunkLength, storedColumns } from '../case/schema.ts';
import {
  failing,
  importFiles,
  ndjson,
  tamper,
  temporaryFolder,
  trail,
  verified,
  write,
} from './testing/chained-case.ts';
import { changed, copyOfCase, custodyFailingAfter, failingAfter, untouched } from './testing/full-case.ts';

it('an untouched case passes on every axis of its own', async () => {
  const path = await copyOfCase();
  const before = readFileSync(path);
  const report = await verified(path);
  expect(failing(report)).toEqual(untouched);
  const faults = report.findings.filter(({ axis }) => axis !== 'time');
  expect(faults.map(({ code }) => code)).toEqual(['RECORD_REPEATED']);
  expect(readFileSync(path).equals(before)).toBe(true);
});

describe('a changed entry row is found:', () => {
  it('every column of it', async () => {
    const path = `${temporaryFolder()}/c.casebound`;
    const names = ['ordinal', 'line', 'offset', 'length', 'content', ...storedColumns];
    await importFiles(path, [write(temporaryFolder(), 'a.ndjson', ndjson(trail(names.length)))]);
    tamper(path, (db) => {
      for (const [n, name] of names.entries()) {
        const absent = /^(time|logged_at)(_ns)?$/.test(name)
          ? '1'
          : /^(confidence|risk_score)$/.test(name)
            ? '0.5'
            : "'new'";
        db.exec(
          `UPDATE entry_row SET "${name}" = CASE WHEN "${name}" IS NULL THEN ${absent} ELSE ${changed(name)} END WHERE id = ${n + 1}`,
        );
      }
    });
    const { findings } = await verified(path);
    const said = findings.map(({ ordinal, message }) => `${ordinal} ${message}`);
    for (const [n, name] of names.entries()) {
      const what = name === 'content' ? 'content hash' : name === 'offset' ? 'byte offset' : name;
      expect(said).toContain(`${n} the case file's ${what} is not what the stored bytes give`);
    }
    expect(findings.length).toBe(names.length);
  });

  it('its source', async () => {
    expect(await failingAfter((db) => db.exec('UPDATE entry_row SET source = 2 WHERE id = 5'))).toContain(
      'storage source 1',
    );
    expect(await failingAfter((db) => db.exec('UPDATE entry_row SET source = 7 WHERE id = 5'))).toContain(
      'storage case',
    );
  });

  it('taken away, put in, or emptied', async () => {
    expect(await failingAfter((db) => db.exec('DELETE FROM entry_row WHERE id = 5'))).toContain(
      'storage source 1',
    );
    expect(await failingAfter((db) => db.exec('DELETE FROM entry_row WHERE id = 12'))).toContain(
      'storage source 1',
    );
    const copy = `INSERT INTO entry_row SELECT 99, source, 99, line, offset, length, content, ${storedColumns.join(', ')}, NULL FROM entry_row WHERE id = 5`;
    expect(await failingAfter((db) => db.exec(copy))).toContain('storage case');
    expect(await failingAfter((db) => db.exec('UPDATE entry_row SET note = NULL WHERE id = 5'))).toContain(
      'storage source 1',
    );
  });

  it('once, where it is taken away: what stands behind it is as it was', async () => {
    const path = `${temporaryFolder()}/c.casebound`;
    const entries = trail(300);
    await importFiles(path, [
      write(temporaryFolder(), 'a.ndjson', ndjson([...entries, entries[5] as object])),
    ]);
    tamper(path, (db) => db.exec('DELETE FROM entry_row WHERE id = 50'));
    const { findings } = await verified(path);
    const ofStorage = findings.filter(({ axis }) => axis === 'storage');
    expect(ofStorage.map(({ ordinal, message }) => [ordinal, message])).toEqual([
      [49, 'the bytes hold a record that the case file does not list'],
      [undefined, 'the case file holds fewer entries than its sources are said to have'],
    ]);
  });

  it('a conflict taken away, or put in its place', async () => {
    expect(await failingAfter((db) => db.exec('UPDATE entry_row SET conflicts_with = NULL'))).toContain(
      'storage case',
    );
    expect(
      await failingAfter((db) => db.exec('UPDATE entry_row SET conflicts_with = CASE id WHEN 9 THEN 8 END')),
    ).toContain('storage case');
  });

  it('a conflict that is none put in', async () => {
    expect(
      await failingAfter((db) => db.exec('UPDATE entry_row SET conflicts_with = 1 WHERE id = 2')),
    ).toContain('storage case');
  });
});

describe('changed terms are found:', () => {
  it.each([
    ['a value', "UPDATE term SET value = 'authentic!' WHERE column = 'verdict' AND value = 'authentic'"],
    [
      'two values swapped',
      "UPDATE term SET value = CASE value WHEN 'authentic' THEN 'ai_generated' ELSE 'authentic' END WHERE column = 'verdict'",
    ],
    ['a code', "UPDATE term SET code = 77 WHERE column = 'case_id' AND code = 0"],
    ['one taken away', "DELETE FROM term WHERE column = 'action'"],
    ['one put in', "INSERT INTO term VALUES ('verdict', 9, 'fabricated')"],
    ['one put in for a column that is no dictionary', "INSERT INTO term VALUES ('colour', 0, 'red')"],
  ])('%s', async (_, sql) => {
    const found = await failingAfter((db) => db.exec(sql));
    expect(found.some((axis) => axis.startsWith('storage'))).toBe(true);
  });
});

describe('the list of quarantined bytes is held against them one by one:', () => {
  const said = async (sql: string) => {
    const path = `${temporaryFolder()}/c.casebound`;
    const lines = trail(12).flatMap((entry, n) => [`{"broken": ${n}`, entry]);
    await importFiles(path, [write(temporaryFolder(), 'a.ndjson', ndjson(lines))]);
    tamper(path, (db) => db.exec(sql));
    const { findings } = await verified(path);
    return findings
      .filter(({ code }) => code === 'STORAGE_QUARANTINE')
      .map(({ line, message }) => [line, message]);
  };
  const missing = 'bytes cannot be read as an entry, and the case file does not list them';
  const changed = 'the case file lists other quarantined bytes than those that cannot be read';
  const surplus = 'the case file lists quarantined bytes that can be read';
  it.each([
    ['one is missing', 'DELETE FROM quarantine WHERE id = 3', [[5, missing]]],
    ['one offset is another', 'UPDATE quarantine SET offset = offset + 1 WHERE id = 3', [[5, changed]]],
    ['one length is another', 'UPDATE quarantine SET length = 1 WHERE id = 3', [[5, changed]]],
    [
      'one is too many',
      'INSERT INTO quarantine SELECT 99, source, line, offset + 2, 1, reason, detail FROM quarantine WHERE id = 3',
      [[undefined, surplus]],
    ],
    [
      'one stands twice',
      'INSERT INTO quarantine SELECT 99, source, line, offset, length, reason, detail FROM quarantine WHERE id = 12',
      [[undefined, surplus]],
    ],
  ])('%s', async (_, sql, expected) => {
    expect(await said(sql)).toEqual(expected);
  });
});

describe('changed stored bytes are found:', () => {
  it.each(['source', 'seq', 'length', 'encoding', 'data'])('%s', async (column) => {
    const found = await failingAfter((db) =>
      db.exec(
        `UPDATE chunk SET "${column}" = ${column === 'source' ? '9' : changed(column)} WHERE source = 1`,
      ),
    );
    expect(found).toContain('storage source 1');
  });

  it('a chunk taken away, or put in after the last', async () => {
    expect(await failingAfter((db) => db.exec('DELETE FROM chunk WHERE source = 2'))).toContain(
      'storage source 2',
    );
    const after = "INSERT INTO chunk SELECT 99, 1, 1, 1, 'stored', x'0a'";
    expect(await failingAfter((db) => db.exec(after))).toContain('storage source 1');
    expect(
      await failingAfter((db) => db.exec("INSERT INTO chunk SELECT 99, 77, 0, 1, 'stored', x'0a'")),
    ).toContain('storage case');
  });

  it('the same bytes in chunks of other lengths, which a range would read wrongly', async () => {
    const folder = temporaryFolder();
    const path = `${folder}/c.casebound`;
    await importFiles(path, [write(folder, 'a.ndjson', ndjson(trail(1500)))]);
    tamper(path, (db) => {
      const bytes = readFileSync(`${folder}/a.ndjson`);
      expect(bytes.length).toBeGreaterThan(chunkLength);
      db.exec('DELETE FROM chunk');
      const insert = db.prepare(
        "INSERT INTO chunk (source, seq, length, encoding, data) VALUES (1, ?, ?, 'stored', ?)",
      );
      for (let seq = 0, at = 0; at < bytes.length; seq++, at += 100_000) {
        const part = bytes.subarray(at, at + 100_000);
        insert.run(seq, part.length, part);
      }
    });
    expect(failing(await verified(path))).toEqual(['storage source 1']);
  });

  it('every single bit of a small source reads as other bytes or not at all', async () => {
    const folder = temporaryFolder();
    const path = `${folder}/c.casebound`;
    await importFiles(path, [write(folder, 'a.ndjson', ndjson(trail(2)))]);
    const db = new Database(path) as WritableDb;
    const { data } = db.prepare('SELECT data FROM chunk').get() as { data: Buffer };
    db.pragma('synchronous = OFF');
    db.pragma('journal_mode = MEMORY');
    const update = db.prepare('UPDATE chunk SET data = ?');
    const source = readFileSync(`${folder}/a.ndjson`);
    /** Bits that Zstandard gives no meaning: the bytes are the same, and so nothing was changed. */
    let meaningless = 0;
    for (let bit = 0; bit < data.length * 8; bit++) {
      const flipped = Buffer.from(data);
      flipped[bit >> 3] = (flipped[bit >> 3] as number) ^ (1 << (bit & 7));
      update.run(flipped);
      let read: Buffer | null = null;
      try {
        read = Buffer.concat([...sourceChunks(db, 1)]);
      } catch (error) {
        expect(error).toMatchObject({ code: 'CASE_CORRUPT' });
      }
      if (read?.equals(source)) meaningless++;
      else if (bit % 997 === 0) expect((await verified(path)).ok).toBe(false);
    }
    update.run(data);
    db.close();
    expect(meaningless).toBeLessThan(64);
    expect((await verified(path)).ok).toBe(true);
  });
});

describe('a changed source row is found:', () => {
  const custodyKnows = [
    'id',
    'name',
    'path',
    'system',
    'format',
    'bytes',
    'sha256',
    'entries',
    'duplicates',
    'conflicts',
    'quarantined',
    'secret',
    'merkle_root',
    'partial',
    'imported',
    'detection',
    'layout',
    'mapping',
    'compression',
    'stream_bytes',
    'stream_sha256',
    'container',
    'member',
    'member_at',
    'reread_of',
  ];
  const bytesGive = [
    'case_id_tree_size',
    'case_id_tree_root',
    'image_id_tree_size',
    'image_id_tree_root',
    'first_entry',
    'sha256',
    'merkle_root',
    'secret',
    'bytes',
  ];
  const change = (column: string) => (db: Database.Database) =>
    db.exec(`UPDATE source SET "${column}" = ${column === 'id' ? 'id + 10' : changed(column)} WHERE id = 2`);

  it.each(custodyKnows)('%s, by the custody log', async (column) => {
    expect(await custodyFailingAfter(change(column))).toContain('custody case');
  });

  it.each(bytesGive)('%s, by the stored bytes', async (column) => {
    expect(await failingAfter(change(column))).toContain('storage source 2');
  });

  it('of no layout or mapping that there is', async () => {
    for (const column of ['layout', 'mapping']) {
      expect(await failingAfter(change(column))).toContain('storage source 2');
    }
  });

  it('every column of the table is among them', async () => {
    const db = new Database(await copyOfCase());
    const names = db.prepare<[], string>("SELECT name FROM pragma_table_info('source')").pluck().all();
    db.close();
    expect(names.sort()).toEqual([...new Set([...custodyKnows, ...bytesGive])].sort());
  });

  it('taken away with all that belongs to it', async () => {
    const found = await failingAfter((db) => {
      for (const table of ['entry_row', 'duplicate', 'chunk', 'quarantine', 'verified_source'])
        db.exec(`DELETE FROM ${table} WHERE source = 2`);
      db.exec('DELETE FROM source WHERE id = 2; DELETE FROM term WHERE value IN (SELECT 1)');
    });
    expect(found).toContain('custody case');
  });
});

describe('changed rows of what was set aside are found:', () => {
  it.each(['source', 'ordinal', 'line', 'offset', 'length', 'entry'])('duplicate %s', async (column) => {
    const found = await failingAfter((db) =>
      db.exec(`UPDATE duplicate SET "${column}" = "${column}" + 1 WHERE id = 1`),
    );
    expect(found.some((axis) => axis.startsWith('storage'))).toBe(true);
  });

  it.each(['source', 'line', 'offset', 'length', 'reason', 'detail'])('quarantine %s', async (column) => {
    const found = await failingAfter((db) =>
      db.exec(`UPDATE quarantine SET "${column}" = ${changed(column)}`),
    );
    expect(found.some((axis) => axis.startsWith('storage'))).toBe(true);
  });

  it('a row taken away or put in', async () => {
    for (const table of ['duplicate', 'quarantine']) {
      expect(await failingAfter((db) => db.exec(`DELETE FROM ${table}`))).toContain('storage source 1');
    }
    expect(
      await failingAfter((db) => db.exec('INSERT INTO duplicate SELECT 99, 2, 9, 9, 9, 9, 1')),
    ).toContain('storage source 2');
    expect(
      await failingAfter((db) => db.exec("INSERT INTO quarantine SELECT 99, 2, 9, 9, 9, 'TOO_LONG', 'x'")),
    ).toContain('storage source 2');
  });
});

describe('a changed schema is found:', () => {
  it.each([
    ['a trigger gone', 'DROP TRIGGER custody_no_delete'],
    ['a view that shows something else', 'DROP VIEW entry; CREATE VIEW entry AS SELECT 1 AS id'],
    ['a table put in', 'CREATE TABLE extra (a)'],
    ['a trigger put in', 'CREATE TRIGGER spy AFTER INSERT ON term BEGIN SELECT 1; END'],
    [
      'a trigger put in under a name like that of what SQLite keeps',
      'CREATE TRIGGER sqlite3stat_1 AFTER INSERT ON annotation BEGIN SELECT 1; END',
    ],
    ['a table under such a name', 'CREATE TABLE sqliteXstat1 (tbl, idx, stat)'],
    ['an index gone', 'DROP INDEX duplicate_entry'],
    ['a column put in', 'ALTER TABLE entry_row ADD COLUMN extra TEXT'],
    ['a table gone', 'DROP TABLE annotation'],
    ['a table of other types', 'DROP TABLE term; CREATE TABLE term (column, code, value)'],
  ])('%s', async (_, sql) => {
    const path = await copyOfCase();
    const db = new Database(path);
    db.pragma('foreign_keys = OFF');
    db.exec(sql);
    db.close();
    expect(failing(await verified(path))).toContain('storage case');
  });

  it('and not where SQLite itself counted how values are spread', async () => {
    const path = await copyOfCase();
    const db = new Database(path);
    db.exec('ANALYZE');
    expect(
      db.prepare("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'sqlite_stat%'").pluck().get(),
    ).not.toBe(0);
    db.close();
    expect(failing(await verified(path))).toEqual(untouched);
  });
});

describe('what cannot be read', () => {
  it('is told of its source; nothing is said of the rest of it, and the other sources are looked at', async () => {
    const path = await copyOfCase();
    tamper(path, (db) => db.exec("UPDATE chunk SET data = x'00', encoding = 'zstd' WHERE source = 1"));
    const report = await verified(path);
    expect(report.findings).toContainEqual(
      expect.objectContaining({ code: 'STORAGE_UNREADABLE', subject: 'source 1' }),
    );
    const ofFirst = report.axes.filter(({ subject, axis }) => subject === 'source 1' && axis !== 'storage');
    expect(ofFirst.filter(({ status }) => status === 'pass' || status === 'absent')).toEqual([]);
    expect(report.axes).toContainEqual(
      expect.objectContaining({ axis: 'storage', subject: 'source 2', status: 'pass' }),
    );
  });

  it('anywhere in the file ends in a report or in CASE_CORRUPT, and never in a pass of what changed', async () => {
    const path = await copyOfCase();
    const sound = readFileSync(path);
    for (let at = 4096; at < sound.length; at += 19_997) {
      const damaged = Buffer.from(sound);
      damaged.fill(0xff, at, at + 64);
      writeFileSync(path, damaged);
      const outcome = await verified(path).then(
        () => 'report',
        (error: { code?: string }) => error.code,
      );
      expect(['report', 'CASE_CORRUPT', 'SQLITE_CORRUPT']).toContain(outcome);
    }
  });
});
