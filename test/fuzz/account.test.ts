import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openReadable } from '../../engine/case/open.ts';
import { sourceRow, sourceRows } from '../../engine/case/sources.ts';
import { importInto } from '../../engine/import/import-into.ts';
import { makeZip } from '../../engine/packed/testing/make-zip.ts';
import { unwatched } from '../../engine/task.ts';
import { StopFlag } from '../../engine/threads/signal.ts';
import { tamper } from '../../engine/verify/testing/chained-case.ts';
import { formsOf, systems } from '../fixtures/forms.ts';
import { unaccounted } from './account.ts';

/** The same again, with bytes behind it that are no entry: compressed ones get them behind their end. */
function withRubbish(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.from('\n{"cut": "o')]);
}

describe.each(systems)('every byte of %s exports', (system) => {
  const folder = mkdtempSync(join(tmpdir(), 'casebound-account-'));
  const path = join(folder, 'c.casebound');
  const forms = formsOf(system);
  afterAll(() => rmSync(folder, { recursive: true }));
  beforeAll(async () => {
    const exports = join(folder, 'exports');
    mkdirSync(exports);
    for (const { name, bytes } of forms) {
      writeFileSync(join(exports, name), bytes);
      writeFileSync(join(exports, `damaged-${name}`), withRubbish(bytes));
    }
    const members = forms.flatMap(({ name, bytes }) => [
      { name, content: withRubbish(Buffer.concat([bytes, bytes])), deflated: true },
      { name: `${name}.gz`, content: gzipSync(withRubbish(bytes)) },
    ]);
    writeFileSync(join(exports, 'all.zip'), makeZip(members));
    const request = { path, paths: [exports], partial: false, live: false, actor: 'Tester' };
    await importInto(request, unwatched, new StopFlag());
  });

  it('belongs to an entry, a duplicate, a quarantined span or what separates them, in every form', () => {
    const db = openReadable(path);
    const rows = sourceRows(db);
    expect(rows.length).toBeGreaterThan(3 * forms.length);
    expect(rows.some(({ quarantined }) => quarantined > 0)).toBe(true);
    const wrong = rows.flatMap((row) =>
      unaccounted(db, row).map((what) => `${row.member ?? row.name}: ${what}`),
    );
    db.close();
    expect(wrong).toEqual([]);
  });

  it('is missed where a record is taken away', () => {
    const taken: string[] = [];
    tamper(path, (db) => {
      const entry = db
        .prepare<[], { id: number; source: number }>('SELECT id, source FROM entry_row LIMIT 1')
        .get();
      db.prepare('DELETE FROM entry_row WHERE id = ?').run(entry?.id);
      taken.push(String(entry?.source));
    });
    const db = openReadable(path);
    const wrong = unaccounted(db, sourceRow(db, Number(taken[0])));
    db.close();
    expect(wrong).toHaveLength(2);
  });
});
