import { expect, it } from 'vitest';
import {
  chainFindings,
  failing,
  importFiles,
  ndjson,
  statusOf,
  tamper,
  temporaryFolder,
  trail,
  verified,
  write,
} from './testing/chained-case.ts';

it('stored bytes that were changed here are never called a change by the maker of the trail', async () => {
  const folder = temporaryFolder();
  const path = `${folder}/c.casebound`;
  const lines = ndjson(trail(6));
  await importFiles(path, [write(folder, 'a.ndjson', lines)]);
  // Still entries, still as long: only the file's hash tells that they are not the ones imported.
  const altered = Buffer.from(lines.replace('frame_detect', 'frame_defect'));
  tamper(path, (db) => db.prepare("UPDATE chunk SET encoding = 'stored', data = ?").run(altered));
  const report = await verified(path);
  expect(failing(report)).toEqual(['storage source 1']);
  for (const axis of ['content', 'linkage', 'sequence', 'head']) {
    expect(statusOf(report, axis), axis).toBe('unverifiable');
  }
  expect(chainFindings(report)).toEqual([]);
  expect(report.findingsTotal).toBe(report.findings.length);
});
