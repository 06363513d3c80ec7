import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isFresh } from './built.ts';

let folder: string;
let product: string;
let sources: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'casebound-built-'));
  product = join(folder, 'product');
  sources = join(folder, 'sources');
  mkdirSync(join(sources, 'deep'), { recursive: true });
  writeFileSync(join(sources, 'deep/a.ts'), '');
  setTime(100, join(sources, 'deep/a.ts'), join(sources, 'deep'), sources);
  writeFileSync(product, '');
  setTime(200, product);
});
afterEach(() => rmSync(folder, { recursive: true }));

function setTime(seconds: number, ...paths: string[]): void {
  for (const path of paths) utimesSync(path, seconds, seconds);
}

it('is fresh while nothing in its sources is younger', () => {
  expect(isFresh(product, [sources])).toBe(true);
  expect(isFresh(product, [sources, join(folder, 'absent')])).toBe(true);
});

it('is stale once it is missing, a file was changed, or one was removed', () => {
  expect(isFresh(join(folder, 'absent'), [sources])).toBe(false);
  setTime(300, join(sources, 'deep/a.ts'));
  expect(isFresh(product, [sources])).toBe(false);
  setTime(100, join(sources, 'deep/a.ts'));
  rmSync(join(sources, 'deep/a.ts'));
  expect(isFresh(product, [sources])).toBe(false);
});
