import type Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { type ChainedEvent, nextEvent } from '../../shared/custody/events.ts';
import type { WritableDb } from '../case/database.ts';
import { appendCustody } from '../custody/log.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import { recordDigest } from './record.ts';
import { custodyFailingAfter } from './testing/full-case.ts';

describe('a changed case is found:', () => {
  it.each(['uuid', 'title', 'examiner', 'created'])('%s', async (column) => {
    const found = await custodyFailingAfter((db) =>
      db.exec(`UPDATE case_info SET "${column}" = "${column}" || 'x'`),
    );
    expect(found).toEqual(['custody case']);
  });
});

describe('a changed log is found:', () => {
  for (const table of ['custody', 'annotation']) {
    const axis = table === 'custody' ? 'custody case' : 'custody annotations';
    it.each(['seq', 'time', 'actor', 'action', 'details', 'prev', 'hash'])(`${table} %s`, async (column) => {
      const value = column === 'seq' ? 'seq + 40' : `"${column}" || ' '`;
      expect(
        await custodyFailingAfter((db) =>
          db.exec(`UPDATE ${table} SET "${column}" = ${value} WHERE seq = 2`),
        ),
      ).toContain(axis);
    });

    it(`an event of ${table} taken away`, async () => {
      expect(await custodyFailingAfter((db) => db.exec(`DELETE FROM ${table} WHERE seq = 1`))).toContain(
        axis,
      );
    });

    it(`details of ${table} that have no canonical form, or no end`, async () => {
      const deep = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
      for (const details of ['{"a":"\\ud800"}', '[]', 'null', '', deep]) {
        const found = await custodyFailingAfter((db) =>
          db.prepare(`UPDATE ${table} SET details = ? WHERE seq = 2`).run(details),
        );
        expect(found).toContain(axis);
      }
    });
  }

  it.each(['salt', 'entries', 'others'])('annotation %s', async (column) => {
    expect(
      await custodyFailingAfter((db) =>
        db.exec(`UPDATE annotation SET ${column} = zeroblob(32) WHERE seq = 1`),
      ),
    ).toContain('custody annotations');
  });

  it('the last annotation taken away, which its own chain cannot show', async () => {
    expect(await custodyFailingAfter((db) => db.exec('DELETE FROM annotation WHERE seq = 2'))).not.toEqual(
      [],
    );
  });

  it('all of custody taken away', async () => {
    expect(await custodyFailingAfter((db) => db.exec('DELETE FROM custody'))).toContain('custody case');
  });
});

it.each(['uuid', 'title', 'source', 'name', 'number'])(
  'a log made anew that tells of an object in the place of a %s is found, though no text is made of it',
  async (member) => {
    const found = await custodyFailingAfter((db) => {
      const rows = db
        .prepare<[], ChainedEvent & { details: string }>('SELECT * FROM custody ORDER BY seq')
        .all();
      const put = db.prepare('UPDATE custody SET details = ?, prev = ?, hash = ? WHERE seq = ?');
      let last: ChainedEvent | null = null;
      for (const { time, actor, action, details } of rows) {
        const changed = { ...JSON.parse(details), [member]: { toString: 1, valueOf: 1 } };
        last = nextEvent(nodeDigest, last, { time, actor, action, details: changed });
        put.run(JSON.stringify(changed), last.prev, last.hash, last.seq);
      }
      appendCustody(db as WritableDb, 'Tester', 'seal', { number: { toString: 1 } });
    });
    expect(found).toContain('custody case');
  },
);

describe('a log that was gone on with, its chain unbroken, is found where it tells of', () => {
  const importOf = (db: Database.Database, source: number) => {
    const [details] = db
      .prepare<[], string>("SELECT details FROM custody WHERE action = 'import' ORDER BY seq")
      .pluck()
      .all();
    appendCustody(db as WritableDb, 'Tester', 'import', { ...JSON.parse(details ?? ''), source });
  };

  it('a source that is imported twice', async () => {
    expect(await custodyFailingAfter((db) => importOf(db, 1))).toEqual(['custody case']);
  });

  it('a source that is not there', async () => {
    expect(await custodyFailingAfter((db) => importOf(db, 9))).toEqual(['custody case']);
  });

  it('a verification that is not there', async () => {
    expect(
      await custodyFailingAfter((db) => {
        const logged = db.prepare<[], string>("SELECT details FROM custody WHERE action = 'verify'");
        const details = JSON.parse(logged.pluck().get() ?? '');
        appendCustody(db as WritableDb, 'Tester', 'verify', { ...details, record: '0'.repeat(64) });
      }),
    ).toEqual(['custody case']);
  });
});

it.each(['', 'null', '{}', '{"ok":true,"axes":[null],"findings":[],"findingsTotal":0}'])(
  'a verification that the log tells of, and whose report is none: %s',
  async (report) => {
    expect(
      await custodyFailingAfter((db) => {
        const time = '2026-01-01T00:00:00.000Z';
        db.prepare('INSERT INTO verification (time, ok, findings_total, report) VALUES (?, 1, 0, ?)').run(
          time,
          report,
        );
        const record = recordDigest(time, report);
        appendCustody(db as WritableDb, 'Tester', 'verify', { ok: true, findings: 0, failed: [], record });
      }),
    ).toEqual(['custody case']);
  },
);

describe('a changed record of a verification is found:', () => {
  it.each([
    ['its time', "UPDATE verification SET time = '2020-01-01T00:00:00.000Z'"],
    ['its outcome', 'UPDATE verification SET ok = 1 - ok'],
    ['its count', 'UPDATE verification SET findings_total = 0'],
    ['its report', `UPDATE verification SET report = replace(report, '"fail"', '"pass"')`],
    ['what it says of an entry', 'DELETE FROM finding'],
    ['which entry', 'UPDATE finding SET entry = 1'],
    [
      'what it says of a source',
      "UPDATE verified_source SET content = CASE content WHEN 'pass' THEN 'fail' ELSE 'pass' END",
    ],
    ['all of it gone', 'DELETE FROM finding; DELETE FROM verified_source; DELETE FROM verification'],
  ])('%s', async (_, sql) => {
    expect(await custodyFailingAfter((db) => db.exec(sql))).toEqual(['custody case']);
  });
});

describe('a changed list of sealed packs is found:', () => {
  const sealed = (db: Database.Database) => {
    const bates = { first: 'ABC000007', last: 'ABC000009' };
    const hashes = { sha256: 'ab', tagmanifest: 'ef' };
    const details = { number: 1, name: 'p', ...hashes, scope: { query: '' }, entries: 3, bates };
    const { time } = appendCustody(db as WritableDb, 'Tester', 'seal', details);
    db.prepare("INSERT INTO pack VALUES (1, ?, ?, ?, 3, ?, ?, ?, 'ABC', 7, 9)").run(
      'p',
      '/p.zip',
      '{"query":""}',
      'ab',
      'ef',
      time,
    );
  };

  it.each([
    ['its name', "UPDATE pack SET name = 'q'"],
    ['its hash', "UPDATE pack SET sha256 = 'cd'"],
    ['what is sealed', "UPDATE pack SET tagmanifest = 'gh'"],
    ['its scope', "UPDATE pack SET scope = '{}'"],
    ['the prefix of its numbers', "UPDATE pack SET bates_prefix = 'ABD'"],
    ['its first number', 'UPDATE pack SET bates_first = 6'],
    ['its last number', 'UPDATE pack SET bates_last = 10'],
    ['its numbers', 'UPDATE pack SET bates_prefix = NULL, bates_first = NULL, bates_last = NULL'],
    ['its count', 'UPDATE pack SET entries = 4'],
    ['its time', "UPDATE pack SET sealed = ''"],
    ['its number', 'UPDATE pack SET number = 2'],
    ['taken away', 'DELETE FROM pack'],
    ['put in', "INSERT INTO pack VALUES (2, 'q', '', '{}', 1, '', '', '', NULL, NULL, NULL)"],
  ])('%s', async (_, sql) => {
    expect(await custodyFailingAfter(sealed)).toEqual([]);
    expect(
      await custodyFailingAfter((db) => {
        sealed(db);
        db.exec(sql);
      }),
    ).toEqual(['custody case']);
  });
});
