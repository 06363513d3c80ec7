import { describe, expect, test } from 'vitest';
import { fileName, folderOf, inFolder } from './paths.ts';

describe('paths of either kind of system', () => {
  test.each([
    ['/cases/a.casebound', '/cases', 'a.casebound'],
    ['/a', '/', 'a'],
    ['C:\\cases\\a.zip', 'C:\\cases', 'a.zip'],
    ['\\\\server\\share\\a.zip', '\\\\server\\share', 'a.zip'],
    ['/odd\\name.zip', '/', 'odd\\name.zip'],
  ])('%s', (path, folder, name) => {
    expect(folderOf(path)).toBe(folder);
    expect(fileName(path)).toBe(name);
    expect(inFolder(folder, name)).toBe(path);
  });

  test('a bare name is in no folder', () => {
    expect(folderOf('a.zip')).toBeNull();
    expect(fileName('a.zip')).toBe('a.zip');
  });
});
