import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openReadable, openWritable } from '../case/open.ts';
import {
  importFiles,
  ndjson,
  temporaryFolder,
  trail,
  verified,
  write,
} from '../verify/testing/chained-case.ts';
import { heldPath, recordDisclosure } from './disclosure.ts';
import { custodyEvents } from './log.ts';

async function setting() {
  const folder = temporaryFolder();
  const caseFile = join(folder, 'a.casebound');
  await importFiles(caseFile, [write(folder, 'a.ndjson', ndjson(trail(3)))]);
  const out = join(folder, 'out.txt');
  const held = heldPath(out);
  write(folder, held.slice(folder.length + 1), 'what leaves');
  return { folder, caseFile, out, held };
}

function exportsOf(caseFile: string) {
  const db = openReadable(caseFile);
  try {
    return [...custodyEvents(db)].filter(({ action }) => action === 'export');
  } finally {
    db.close();
  }
}

describe('a file that leaves a case', () => {
  test('is told of with its size and hash, and stands at its place', async () => {
    const { folder, caseFile, out, held } = await setting();
    const db = openWritable(caseFile);
    recordDisclosure(db, 'Tester', { what: 'query' }, { held, out, replaces: false });
    db.close();
    const sha256 = createHash('sha256').update('what leaves').digest('hex');
    expect(exportsOf(caseFile)).toMatchObject([
      { actor: 'Tester', details: { what: 'query', bytes: 11, sha256 } },
    ]);
    expect(JSON.stringify(exportsOf(caseFile))).not.toContain(folder);
    expect(readFileSync(out, 'utf8')).toBe('what leaves');
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
    expect((await verified(caseFile)).ok).toBe(true);
  });

  test('is not told of where its place is taken, and leaves what stands there', async () => {
    const { folder, caseFile, out, held } = await setting();
    write(folder, 'out.txt', 'mine');
    const db = openWritable(caseFile);
    expect(() => recordDisclosure(db, 'Tester', {}, { held, out, replaces: false })).toThrow(
      /a file already stands at/,
    );
    db.close();
    expect(exportsOf(caseFile)).toEqual([]);
    expect(readFileSync(out, 'utf8')).toBe('mine');
  });

  test('takes the place of what stood there only together with its event', async () => {
    const { folder, caseFile, out, held } = await setting();
    write(folder, 'out.txt', 'before');
    const db = openWritable(caseFile);
    recordDisclosure(db, 'Tester', {}, { held, out, replaces: true });
    expect(readFileSync(out, 'utf8')).toBe('what leaves');

    write(folder, held.slice(folder.length + 1), 'later');
    // A commit that fails: another connection reads, and in rollback mode nobody commits meanwhile.
    const reader = openReadable(caseFile);
    db.pragma('busy_timeout = 0');
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM custody').get();
    expect(() => recordDisclosure(db, 'Tester', {}, { held, out, replaces: true })).toThrow(/locked/);
    reader.close();
    db.close();
    expect(readFileSync(out, 'utf8')).toBe('what leaves');
    expect(exportsOf(caseFile)).toHaveLength(1);
    expect((await verified(caseFile)).ok).toBe(true);
  });
});
