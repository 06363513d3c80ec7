import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeText } from '../../shared/bytes/encoded-text.ts';
import type { VerifyReport } from '../../shared/domain/verification.ts';
import { paths } from '../../shared/pack/layout.ts';
import { wholeMember } from '../../shared/pack/member.ts';
import { bytesReader } from '../../shared/pack/reader.ts';
import { readDirectory } from '../../shared/pack/zip-directory.ts';
import { importPaths } from '../import/import-paths.ts';
import { itsreal } from '../import/systems/itsreal.ts';
import { openSigners } from '../keys/signers.ts';
import { makeZip } from '../packed/testing/make-zip.ts';
import { checkPackFile } from '../seal/check-file.ts';
import { type Files, filesOf, fixManifests, reseal, zipOf } from '../seal/testing/forge.ts';
import { passphrase, SmallCase, trailLine } from '../seal/testing/small-case.ts';
import { tableFile } from '../seal/testing/table.ts';
import { unwatched } from '../task.ts';
import { StopFlag } from '../threads/signal.ts';
import { checkTables } from './check-tables.ts';

let small: SmallCase;
/** With records of every kind: repeated, masked, withheld, rows, UTF-16, spread over lines. */
let pack: string;
/** Of everything, with nothing held back, and what is related to one image. */
let open: string;
let image: string;

beforeAll(async () => {
  const lines = Array.from({ length: 9 }, (_, i) =>
    trailLine({ id: `log_${i}`, claim: 'CLM-1', note: `=note "${i}"\u00fe`, minute: i }),
  );
  small = await SmallCase.make('Tables', [lines, lines.slice(2, 5)]);
  const rows = ['row_1', 'row_2'].map((id, minute) => ({ id, claim: 'CLM-1', minute }));
  await small.importFile('rows.csv', tableFile(rows));
  const wide = `\ufeff${trailLine({ id: 'log_wide', claim: 'CLM-1', note: '\u05e9 \u{1f50e}' })}\n`;
  await small.importFile('wide.ndjson', encodeText('utf-16le', wide));
  const spread = JSON.stringify([JSON.parse(trailLine({ id: 'spread', claim: 'CLM-1' }))], null, 2);
  await small.importFile('spread.json', Buffer.from(spread));
  const redaction = [
    { kind: 'withhold' as const, query: 'entry_id:log_3', reason: 'r' },
    { kind: 'mask' as const, fields: ['note'], query: 'entry_id:log_4,log_5', reason: 'r' },
  ];
  pack = (await small.seal({ caseId: 'CLM-1' }, { redaction, bates: { prefix: 'T2-', start: 41 } })).pack;
  open = (await small.seal({ query: 'entry_id:*' })).pack;
  image = (await small.seal({ imageId: 'img_1' }, { related: { include: ['request'] } })).pack;
});
afterAll(() => small.remove());

const leftovers = () =>
  readdirSync(tmpdir()).filter((name) => name.startsWith(`casebound-pack-${process.pid}-`));

async function tablesOf(path: string): Promise<VerifyReport> {
  const report = await checkPackFile(path);
  return checkTables(path, report, unwatched, new StopFlag());
}

/** The same pack, of which the signer has changed something. */
async function forged(change: (files: Files) => void | Promise<void>, from = pack): Promise<string> {
  const { name, files } = await filesOf(readFileSync(from));
  await change(files);
  fixManifests(files);
  await reseal(files, await openSigners({ key: small.key, passphrase }, new Date()));
  const path = join(small.folder, 'forged.zip');
  writeFileSync(path, zipOf(name, files));
  expect((await checkPackFile(path)).ok).toBe(true);
  return path;
}

const replaced = (path: string, from: string, to: string) => (files: Files) => {
  const text = (files.get(path) ?? Buffer.alloc(0)).toString();
  expect(text).toContain(from);
  files.set(path, Buffer.from(text.replace(from, to)));
};

describe('the tables of a pack', () => {
  test('are those that its entries give, in packs of every kind', async () => {
    const redaction = [
      { kind: 'mask' as const, fields: ['entry_id', 'time'], query: 'entry_id:log_4,log_5', reason: 'r' },
    ];
    const unnamed = (await small.seal({ caseId: 'CLM-1' }, { redaction })).pack;
    for (const path of [pack, open, image, unnamed]) {
      const { ok, axes } = await tablesOf(path);
      expect(ok).toBe(true);
      expect(axes).toContainEqual(
        expect.objectContaining({ axis: 'storage', subject: 'tables', status: 'pass' }),
      );
    }
    expect(leftovers()).toEqual([]);
  });

  test.each([
    ['another verdict in the table', paths.table, 'authentic', 'ai_generated', 2],
    ['another number in the load file', paths.loadFile, 'T2-000042', 'T2-000043', 3],
    ['a withheld record that the load file does not say is', paths.loadFile, 'withheld', '', 5],
  ])('are found to say something else: %s', async (_, member, from, to, line) => {
    const report = await tablesOf(await forged(replaced(member, from, to)));
    expect(report.ok).toBe(false);
    expect(report.findings).toMatchObject([{ subject: 'tables', code: 'TABLE_ALTERED', member, line }]);
  });

  test('are found to say something else: the workbook of another pack', async () => {
    const { files: others } = await filesOf(
      readFileSync((await small.seal({ query: 'entry_id:log_1' })).pack),
    );
    const other = others.get(paths.spreadsheet) as Buffer;
    const report = await tablesOf(await forged((files) => void files.set(paths.spreadsheet, other)));
    expect(report.findings).toMatchObject([{ code: 'TABLE_ALTERED', member: paths.spreadsheet }]);
  });

  test.each([
    ['another id on a line of the index', () => open, paths.index, '"entryId":"log_1"', '"entryId":"log_9"'],
    ['a line of the index without its id', () => open, paths.index, ',"entryId":"log_1"', ''],
    ['a masked record by another id', () => pack, paths.index, '"entryId":"log_4"', '"entryId":"log_9"'],
  ])('are found to say something else: %s', async (_, from, member, before, after) => {
    const report = await tablesOf(await forged(replaced(member, before, after), from()));
    expect(report.ok).toBe(false);
    expect(report.findings).toMatchObject([{ subject: 'tables', code: 'LABEL_ALTERED', member }]);
  });

  test('are said to be read by a mapping that goes by the name of a system and is not its own', async () => {
    const reasonOf = async (path: string) =>
      (await tablesOf(path)).axes.find(({ subject }) => subject === 'tables')?.reason;
    expect(await reasonOf(open)).not.toContain('this version');
    const other = await SmallCase.make('Other mapping', []);
    try {
      const path = join(other.folder, 'trail.ndjson');
      writeFileSync(path, `${trailLine({ id: 'log_1', claim: 'CLM-1', note: 'authentic' })}\n`);
      const { columns } = itsreal.mapping;
      const mapping = { ...itsreal.mapping, columns: { ...columns, verdict: 'result.reviewer_note' } };
      const request = { paths: [path], partial: false, actor: 'Test Examiner', mapping };
      await importPaths(other.db, request, unwatched, new StopFlag());
      const { pack: read } = await other.seal({ query: 'entry_id:*' });
      expect(await reasonOf(read)).toMatch(/; the mapping of source 1 is not the one that this version has/);
    } finally {
      other.remove();
    }
  });

  const end = '"to":"2025-11-04T14:08:00.000Z"';
  test.each([
    ['a longer period of a source that is here as a whole', () => open, end, end.replace('14:08', '15:08')],
    ['a period that some entries are not in', () => pack, end, end.replace('14:08', '14:07')],
    ['no period', () => open, /"period":\{[^}]*\}/, '"period":null'],
    ['another window of administrative events', () => image, '"to":"2025-11-05', '"to":"2025-11-06'],
  ])('are found beside other statements: %s', async (_, from, before, after) => {
    const change = (files: Files) => {
      const text = files.get(paths.sources)?.toString() ?? '';
      expect(text.replace(before, after)).not.toBe(text);
      files.set(paths.sources, Buffer.from(text.replace(before, after)));
    };
    const report = await tablesOf(await forged(change, from()));
    expect(report.ok).toBe(false);
    expect(report.findings).toMatchObject([
      { subject: 'tables', code: 'PERIOD_ALTERED', member: paths.sources },
    ]);
  });

  test.each([
    ['the same, though its parts are compressed in another way', '', '', true],
    ['another, where a cell in it is', '<t>authentic</t>', '<t>ai_generated</t>', false],
  ])('as a workbook are %s', async (_, from, to, isSame) => {
    const report = await tablesOf(
      await forged(async (files) => {
        const reader = bytesReader(files.get(paths.spreadsheet) as Buffer);
        const { members } = await readDirectory(reader);
        const parts: { name: string; content: Buffer }[] = [];
        for (const member of members) {
          const text = Buffer.from(await wholeMember(reader, member, 1 << 24)).toString();
          parts.push({ name: member.path, content: Buffer.from(text.replaceAll(from, to)) });
        }
        files.set(paths.spreadsheet, makeZip(parts));
      }),
    );
    expect(report.ok).toBe(isSame);
    const altered = { code: 'TABLE_ALTERED', member: paths.spreadsheet };
    expect(report.findings).toMatchObject(isSame ? [] : [altered]);
  });

  test('with other columns, by another version, are not judged; nor those of a pack that fails', async () => {
    const other = await tablesOf(await forged(replaced(paths.table, 'entry_id,', 'id,')));
    expect(other.ok).toBe(true);
    expect(other.axes).toContainEqual(
      expect.objectContaining({
        subject: 'tables',
        status: 'unverifiable',
        reason: expect.stringMatching(/other columns/),
      }),
    );
    const { name, files } = await filesOf(readFileSync(pack));
    replaced(paths.entries, 'authentic', 'AUTHENTIC')(files);
    const broken = join(small.folder, 'broken.zip');
    writeFileSync(broken, zipOf(name, files));
    expect((await tablesOf(broken)).axes).toContainEqual(
      expect.objectContaining({ subject: 'tables', status: 'unverifiable' }),
    );
  });
});
