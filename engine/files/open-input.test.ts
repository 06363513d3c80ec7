import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, readSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openInput } from './open-input.ts';

const folder = mkdtempSync(join(tmpdir(), 'casebound-open-input-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = (name: string) => join(folder, name);
writeFileSync(path('file'), 'text');
symlinkSync(path('file'), path('link'));
symlinkSync(folder, path('link to a folder'));
mkdirSync(path('folder'));
execFileSync('mkfifo', [path('pipe')]);

function firstByte(file: number): string {
  const byte = Buffer.alloc(1);
  readSync(file, byte);
  closeSync(file);
  return byte.toString();
}

it('opens a file, and one that a link leads to where links are followed', () => {
  expect(firstByte(openInput(path('file')))).toBe('t');
  expect(firstByte(openInput(path('link')))).toBe('t');
  expect(firstByte(openInput(path('file'), 'refused'))).toBe('t');
});

it('refuses what is no file, and links where they are not followed', () => {
  expect(() => openInput(path('link'), 'refused')).toThrow(/link cannot be read: it is no regular file$/);
  expect(() => openInput(path('pipe'))).toThrow(/pipe cannot be read: it is no regular file$/);
  for (const name of ['folder', 'link to a folder'])
    expect(() => openInput(path(name))).toThrow(/cannot be read: it is a folder$/);
  expect(() => openInput(path('link to a folder'), 'refused')).toThrow(/it is no regular file$/);
});
