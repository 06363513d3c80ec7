import { join } from 'node:path';
import { expect, it } from 'vitest';
import { closeWritable, openWritable } from '../case/open.ts';
import { recordVerification } from './record.ts';
import {
  failing,
  importFiles,
  makeEntry,
  ndjson,
  tamper,
  temporaryFolder,
  verified,
  write,
} from './testing/chained-case.ts';

/** A case that was verified three times, with a finding each time. */
async function verifiedCase(): Promise<string> {
  const folder = temporaryFolder();
  const path = join(folder, 'c.casebound');
  const [a, b] = [makeEntry(0), makeEntry(1)];
  await importFiles(path, [write(folder, 'a.ndjson', ndjson([a, b, a]))]);
  for (let n = 0; n < 3; n++) {
    const report = await verified(path);
    expect(report.findingsTotal).toBeGreaterThan(0);
    const db = openWritable(path);
    recordVerification(db, report, 'Ann');
    closeWritable(db);
  }
  expect(failing(await verified(path))).not.toContain('custody case');
  return path;
}

it.each([
  'UPDATE verification SET ok = 2 WHERE id = 1',
  'UPDATE verification SET findings_total = findings_total + 1 WHERE id = 1',
  'DELETE FROM verified_source WHERE verification = 1',
  "UPDATE verified_source SET content = 'pass' WHERE verification = 2",
  'DELETE FROM finding WHERE verification = 1',
  "UPDATE finding SET body = replace(body, 'RECORD', 'record') WHERE verification = 2",
  'UPDATE finding SET entry = 2 WHERE verification = 1 AND entry = 1',
  'DELETE FROM finding WHERE verification = 3',
])('an earlier verification that was changed is found too: %s', async (sql) => {
  const path = await verifiedCase();
  tamper(path, (db) => {
    expect(db.prepare(sql).run().changes).toBeGreaterThan(0);
  });
  expect(failing(await verified(path))).toContain('custody case');
});
