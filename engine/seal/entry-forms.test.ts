import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeText } from '../../shared/bytes/encoded-text.ts';
import type { SealResult } from '../../shared/contract/pack-operations.ts';
import type { VerifyReport } from '../../shared/domain/verification.ts';
import { checkPack } from '../../shared/pack/check.ts';
import { paths } from '../../shared/pack/layout.ts';
import type { IndexLine } from '../../shared/pack/lines.ts';
import { bytesReader } from '../../shared/pack/reader.ts';
import { openSigners } from '../keys/signers.ts';
import { nodeEffects } from './check-file.ts';
import { type Files, filesOf, fixManifests, reseal, zipOf } from './testing/forge.ts';
import { passphrase, SmallCase, trailLine } from './testing/small-case.ts';
import { tableColumns, tableFile } from './testing/table.ts';
import { unpack } from './testing/unpack.ts';

const program = join(import.meta.dirname, 'testing/recompute_pack.py');
const claim = 'CLM-1';
const row = (id: string, minute: number) => ({ id, claim, minute });
const wide = (id: string) => `${trailLine({ id, claim, note: 'Größe 💥' })}\n`;

let small: SmallCase;
let sealed: SealResult;
let folder: string;

beforeAll(async () => {
  small = await SmallCase.make('Forms', [[trailLine({ id: 'log_json', claim })]]);
  await small.importFile('first.csv', tableFile([row('log_a', 1), row('log_b', 2)]));
  await small.importFile('other.csv', tableFile([row('log_c', 3)], { delimiter: ';' }));
  // One row that the first table has, and one of its own.
  await small.importFile('again.csv', tableFile([row('log_b', 2), row('log_d', 4)]));
  await small.importFile(
    'reordered.csv',
    tableFile([row('log_e', 5)], { columns: tableColumns.toReversed() }),
  );
  await small.importFile('wide.csv', tableFile([row('log_f', 6)], { delimiter: '\t', encoding: 'utf-16le' }));
  const lines = `\ufeff${wide('log_g')}${wide('log_h')}`;
  await small.importFile('wide.ndjson', encodeText('utf-16be', lines));
  sealed = await small.seal({ caseId: claim });
  folder = unpack(sealed.pack);
});
afterAll(() => small.remove());

function index(): IndexLine[] {
  const text = readFileSync(join(folder, paths.index), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe('entries of any form, in a pack', () => {
  test('stand in a file for each encoding and each heading, rows of one heading together', () => {
    const files = new Map(index().map(({ entryId, file }) => [entryId, file]));
    expect(Object.fromEntries(files)).toEqual({
      log_json: 'data/entries.ndjson',
      log_a: 'data/entries-from-csv.csv',
      log_b: 'data/entries-from-csv.csv',
      log_c: 'data/entries-from-csv-2.csv',
      log_d: 'data/entries-from-csv.csv',
      log_e: 'data/entries-from-csv-3.csv',
      log_f: 'data/entries-from-csv-4.csv',
      log_g: 'data/entries-from-utf16be.ndjson',
      log_h: 'data/entries-from-utf16be.ndjson',
    });
  });

  test('are their exact bytes, a repeated row once', () => {
    const first = readFileSync(join(folder, 'data/entries-from-csv.csv'), 'utf8');
    const rows = tableFile([row('log_a', 1), row('log_b', 2), row('log_d', 4)]).toString();
    expect(first).toBe(rows.replaceAll('\r\n', '\n'));
    const utf16 = readFileSync(join(folder, 'data/entries-from-utf16be.ndjson'));
    expect(utf16.equals(encodeText('utf-16be', `\ufeff${wide('log_g')}${wide('log_h')}`))).toBe(true);
    expect(index().filter(({ entryId }) => entryId === 'log_b')).toHaveLength(2);
  });

  test('verify, and what their maker hashed is not judged by rows', () => {
    const { ok, findingsTotal, axes } = sealed.verification;
    expect({ ok, findingsTotal }).toEqual({ ok: true, findingsTotal: 0 });
    const content = axes.filter(({ axis }) => axis === 'content').map(({ status }) => status);
    expect(content).toEqual(Array(7).fill('absent'));
  });

  test('are recomputed, and read as tables, by a program that shares nothing with Casebound', () => {
    const { status, stdout, stderr } = spawnSync('python3', [program, folder], { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('entries: 10, each included');
    expect(stdout).toContain('data/entries-from-csv.csv: a table of 3');
    expect(stdout).toContain('data/entries-from-csv-4.csv: a table of 1');
  });
});

describe('a pack that was changed and made to fit again', () => {
  async function changed(change: (files: Files) => void): Promise<VerifyReport> {
    const { name, files } = await filesOf(readFileSync(sealed.pack));
    change(files);
    fixManifests(files);
    await reseal(files, await openSigners({ key: small.key, passphrase }, new Date()));
    return checkPack(bytesReader(zipOf(name, files)), nodeEffects);
  }

  function replaced(files: Files, path: string, from: string, to: string): void {
    const text = files.get(path)?.toString('latin1') ?? '';
    expect(text).toContain(from);
    files.set(path, Buffer.from(text.replace(from, to), 'latin1'));
  }

  test('under another heading of the same length is found', async () => {
    const { ok, findings } = await changed((files) =>
      replaced(files, 'data/entries-from-csv.csv', 'verdict', 'VERDICT'),
    );
    expect(ok).toBe(false);
    expect(findings).toMatchObject([{ code: 'HEADING_ALTERED', member: 'data/entries-from-csv.csv' }]);
  });

  test('in a byte order mark is found', async () => {
    const { findings } = await changed((files) =>
      replaced(files, 'data/entries-from-utf16be.ndjson', '\xfe\xff', '\xff\xfe'),
    );
    expect(findings).toMatchObject([{ code: 'HEADING_ALTERED' }]);
  });

  test('in a row or a line of UTF-16 is found at the entry', async () => {
    const { findings } = await changed((files) => {
      replaced(files, 'data/entries-from-csv-2.csv', 'log_c', 'log_C');
      replaced(files, 'data/entries-from-utf16be.ndjson', '\0g\0"', '\0G\0"');
    });
    expect(findings.map(({ code, entryId }) => [code, entryId])).toEqual([
      ['ENTRY_ALTERED', 'log_c'],
      ['ENTRY_ALTERED', 'log_g'],
    ]);
  });

  test('by a file of rows that no source has is found', async () => {
    const { findings } = await changed((files) =>
      files.set('data/entries-from-csv-9.csv', Buffer.from('log_id\nlog_z\n')),
    );
    expect(findings).toMatchObject([{ code: 'LINES_EXTRA', member: 'data/entries-from-csv-9.csv' }]);
  });

  test('by a file of rows that is gone is found', async () => {
    const report = await changed((files) => files.delete('data/entries-from-csv-3.csv'));
    expect(report.findings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['MEMBER_MISSING', 'ENTRY_ALTERED']),
    );
  });

  test('so that an entry is said to stand in the file of another source is found', async () => {
    const { ok, findings } = await changed((files) =>
      replaced(
        files,
        paths.index,
        '"file":"data/entries-from-csv-2.csv"',
        '"file":"data/entries-from-csv.csv"',
      ),
    );
    expect(ok).toBe(false);
    expect(findings.map(({ code }) => code)).toContain('INDEX_INVALID');
  });
});
