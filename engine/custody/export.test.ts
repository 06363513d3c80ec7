import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cancelled } from '../../shared/errors.ts';
import { createCase } from '../case/create.ts';
import { openReadable, openWritable } from '../case/open.ts';
import { unwatched } from '../task.ts';
import { temporaryFolder } from '../verify/testing/chained-case.ts';
import { exportCustody } from './export.ts';
import { appendCustody, custodyEvents } from './log.ts';

const actor = '=cmd|"x"';

/** A case whose log has its creation and so many further events. */
async function made(further: number) {
  const folder = temporaryFolder();
  const path = join(folder, 'a.casebound');
  await createCase(path, { title: 'Test' });
  const db = openWritable(path);
  db.transaction(() => {
    for (let n = 0; n < further; n++) appendCustody(db, actor, 'export', { what: 'query', n });
  })();
  db.close();
  return { out: join(folder, 'out'), db: openReadable(path) };
}

const linesOf = (file: string) => readFileSync(file, 'utf8').split('\n').slice(0, -1);

describe('the custody log, written out', () => {
  it('is an event a line, whatever is written at once, and every one is counted', async () => {
    for (const further of [0, 998, 999, 1000]) {
      const { db, out } = await made(further);
      const told = exportCustody(db, { format: 'ndjson', out }, unwatched);
      expect(told).toEqual({ out, format: 'ndjson', events: further + 1 });
      expect(linesOf(out).map((line) => JSON.parse(line))).toEqual([...custodyEvents(db)]);
      db.close();
    }
  });

  it('is a row an event under a heading as a table, in which nothing is a formula', async () => {
    const { db, out } = await made(2);
    expect(exportCustody(db, { format: 'csv', out }, unwatched).events).toBe(3);
    const [heading, ...rows] = linesOf(out).map((line) => line.replace(/\r$/, ''));
    expect(heading).toBe('seq,time,actor,action,details,prev,hash');
    expect(rows).toHaveLength(3);
    const [, , event] = [...custodyEvents(db)];
    expect(rows[2]).toBe(
      `3,${event?.time},"'=cmd|""x""",export,"{""n"":1,""what"":""query""}",${event?.prev},${event?.hash}`,
    );
    db.close();
  });

  it('takes the place of no file, and leaves none where it is cancelled', async () => {
    const { db, out } = await made(1);
    const stops = {
      ...unwatched,
      checkCancelled() {
        throw cancelled('nothing was kept');
      },
    };
    expect(() => exportCustody(db, { format: 'csv', out }, stops)).toThrow('cancelled');
    expect(existsSync(out)).toBe(false);
    writeFileSync(out, 'there before');
    expect(() => exportCustody(db, { format: 'csv', out }, unwatched)).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT' }),
    );
    expect(readFileSync(out, 'utf8')).toBe('there before');
    db.close();
  });
});
