import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createCase } from '../case/create.ts';
import { closeWritable, openWritable } from '../case/open.ts';
import { caseInfo } from '../overview/case-info.ts';
import { temporaryFolder } from '../verify/testing/chained-case.ts';
import { appendCustody } from './log.ts';
import { setClosed } from './set-closed.ts';

async function emptyCase() {
  const path = join(temporaryFolder(), 'c.casebound');
  await createCase(path, { title: 'Matter', examiner: 'Ann' });
  const db = openWritable(path);
  onTestFinished(() => closeWritable(db));
  return db;
}
const refused = expect.objectContaining({ code: 'INVALID_INPUT' });

describe('closing a case', () => {
  it('says who, when and why, until it is reopened', async () => {
    const db = await emptyCase();
    const closed = () => caseInfo(db, db.name, 'full').closed;
    expect(closed()).toBeNull();
    setClosed(db, 'Ann', { closed: true, reason: 'produced' });
    expect(closed()).toMatchObject({ actor: 'Ann', reason: 'produced' });
    setClosed(db, 'Bob', { closed: false });
    expect(closed()).toBeNull();
    const log = db.prepare('SELECT actor, action FROM custody ORDER BY seq').raw().all();
    expect(log.slice(1)).toEqual([
      ['Ann', 'close'],
      ['Bob', 'reopen'],
    ]);
  });

  it('is refused where the case is so already', async () => {
    const db = await emptyCase();
    expect(() => setClosed(db, 'Ann', { closed: false })).toThrow(refused);
    setClosed(db, 'Ann', { closed: true });
    expect(() => setClosed(db, 'Ann', { closed: true })).toThrow(refused);
  });

  it.each(['import', 'sync', 'annotate'] as const)('takes back what would %s', async (action) => {
    const db = await emptyCase();
    setClosed(db, 'Ann', { closed: true });
    expect(() => appendCustody(db, 'Ann', action, {})).toThrow(refused);
    expect(db.prepare('SELECT count(*) FROM custody').pluck().get()).toBe(2);
  });

  it.each(['verify', 'export', 'seal', 'open'] as const)('leaves it open to %s', async (action) => {
    const db = await emptyCase();
    setClosed(db, 'Ann', { closed: true });
    appendCustody(db, 'Ann', action, {});
    expect(db.prepare('SELECT count(*) FROM custody').pluck().get()).toBe(3);
  });
});
