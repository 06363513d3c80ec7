import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { importFiles, makeEntry, ndjson, temporaryFolder } from '../verify/testing/chained-case.ts';
import { parseHashes } from './expected-hashes.ts';

const content = ndjson([makeEntry(1)]);
const right = createHash('sha256').update(content).digest('hex');
const wrong = '0'.repeat(64);

it('reads what GNU and BSD tools write', () => {
  const text = [
    `${right}  a b.ndjson`,
    `${right} *binary.ndjson\r`,
    `\\${right}  line\\nbreak\\\\.x`,
    `SHA256 (c (1).ndjson) = ${right.toUpperCase()}`,
    right,
    'not a hash  name',
  ].join('\n');
  expect(parseHashes(text).map(({ name, sha256 }) => [name, sha256])).toEqual([
    ['a b.ndjson', right],
    ['binary.ndjson', right],
    ['line\nbreak\\.x', right],
    ['c (1).ndjson', right],
    [null, right],
  ]);
});

it.each<[string, string, (hash: string) => string]>([
  ['a hash alone beside the file', 't.ndjson.sha256', (hash) => hash],
  ['a line with the path it had elsewhere', 't.ndjson.sha256', (hash) => `${hash}  /exports/t.ndjson\n`],
  ['a list', 'SHA256SUMS', (hash) => `${wrong}  other\n${hash}  ./t.ndjson\n`],
  ['a list of another name', 'sha256sums.txt', (hash) => `SHA256 (t.ndjson) = ${hash}\n`],
])('%s is found and checked, for a file and for its folder', async (_, name, text) => {
  const folder = temporaryFolder();
  const inner = join(folder, 'in');
  mkdirSync(inner);
  writeFileSync(join(inner, 't.ndjson'), content);
  writeFileSync(join(inner, name), text(right));
  const alone = await importFiles(join(folder, 'a.casebound'), [join(inner, 't.ndjson')]);
  expect(alone.hashes).toEqual([{ id: 1, by: name }]);
  const whole = await importFiles(join(folder, 'b.casebound'), [inner]);
  expect(whole.hashes).toEqual([{ id: 1, by: name }]);
  expect(whole.skipped).toEqual([{ name, reason: 'it holds expected hashes' }]);
  writeFileSync(join(inner, name), text(wrong));
  const path = join(folder, 'c.casebound');
  await expect(importFiles(path, [inner])).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  expect(existsSync(path)).toBe(false);
});

it('a list above the folders of a partitioned export names files by their paths', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'x', 'day=1'), { recursive: true });
  writeFileSync(join(folder, 'x', 'day=1', 't.ndjson'), content);
  writeFileSync(join(folder, 'x', 'SHA256SUMS'), `${right}  day=1/t.ndjson\n`);
  const { hashes } = await importFiles(join(folder, 'a.casebound'), [join(folder, 'x')]);
  expect(hashes).toEqual([{ id: 1, by: 'SHA256SUMS' }]);
});
