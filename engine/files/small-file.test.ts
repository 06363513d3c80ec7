import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readSmallFile } from './small-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'casebound-small-file-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = (name: string) => join(folder, name);

it('is read whole, up to the limit', () => {
  writeFileSync(path('file'), 'x'.repeat(200_000));
  expect(readSmallFile(path('file'), 200_000)).toHaveLength(200_000);
  expect(() => readSmallFile(path('file'), 199_999)).toThrow(
    /file cannot be read: it has more than 199,999 bytes$/,
  );
});

it('may be what a program writes into a pipe, however late', () => {
  const pipe = path('pipe');
  execFileSync('mkfifo', [pipe]);
  // Held open for reading as well, so that the writer need not wait for a reader.
  const writer = spawn('sh', ['-c', 'exec 3<>"$0"; echo open; sleep 0.1; echo late >&3', pipe]);
  const text = new Promise<string>((resolve, reject) => {
    writer.on('error', reject);
    // The pipe is empty at first, and ends when the writer does.
    writer.stdout.once('data', () => resolve(readSmallFile(pipe).toString()));
  });
  return expect(text).resolves.toBe('late\n');
});

it('that is a pipe to which nobody writes is empty, and nobody is waited for', () => {
  execFileSync('mkfifo', [path('silent')]);
  expect(readSmallFile(path('silent'))).toHaveLength(0);
});

it.each([
  ['a folder', () => mkdirSync(path('a folder')), 'it is a folder'],
  ['missing', () => undefined, 'there is no such file'],
  ['file/within', () => writeFileSync(path('file'), ''), 'a part of the path is a file, and no folder'],
  ['x'.repeat(300), () => undefined, 'the name is too long'],
])('says why it cannot be read: %s', (name, make, why) => {
  make();
  expect(() => readSmallFile(path(name))).toThrow(
    expect.objectContaining({ code: 'FILE_UNREADABLE', message: `${path(name)} cannot be read: ${why}` }),
  );
});
