import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { inOwnState, OwnState } from './own-state.ts';

const wish = { record: false, partial: false };

function fileOf(name: string, content: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'casebound-own-state-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

test('an open case and exports have files of their own, which are new once they were forgotten', () => {
  const own = new OwnState();
  const path = fileOf('trail.ndjson', '{"a":1}\n');
  const ofCase = inOwnState({ ...wish, reuse: 'unchanged' }, own);
  const ofExport = inOwnState({ ...wish, path, reuse: 'unchanged' }, own);
  expect(ofCase.state).toBe(own.file);
  expect(ofExport.state).toBe(own.exports);
  expect(own.file).not.toBe(own.exports);
  expect([ofCase.isOwnState, ofExport.isOwnState]).toEqual([true, true]);
  const before = own.exports;
  own.forget();
  expect(own.exports).not.toBe(before);
});

test('a file that is named is used, and nothing is kept where nothing is said of it', () => {
  const own = new OwnState();
  expect(inOwnState({ ...wish, reuse: 'unchanged', state: 'mine' }, own).state).toBe('mine');
  expect(inOwnState(wish, own)).toEqual(wish);
});

test('of a pack, of a case that is not open and of what is not there nothing is kept', () => {
  const own = new OwnState();
  for (const path of [fileOf('p.zip', 'PK\x03\x04'), fileOf('c.casebound', 'x'), '/no/such/file'])
    expect(inOwnState({ ...wish, path, reuse: 'unchanged' }, own)).toEqual({ ...wish, path });
});
