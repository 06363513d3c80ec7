import { describe, expect, it } from 'vitest';
import { openDialogOptions, saveDialogOptions } from './dialogs.ts';

const filters = [{ name: 'Trails', extensions: ['ndjson', 'json'] }];

describe('a dialog', () => {
  it('asks for one file, several, or a folder', () => {
    expect(openDialogOptions({ title: 'Open' })).toEqual({ title: 'Open', properties: ['openFile'] });
    expect(openDialogOptions({ title: 'Import', several: true, filters })).toEqual({
      title: 'Import',
      properties: ['openFile', 'multiSelections'],
      filters,
    });
    expect(openDialogOptions({ title: 'Import', folder: true })).toEqual({
      title: 'Import',
      properties: ['openDirectory'],
    });
  });

  it('proposes a name and asks before it replaces', () => {
    expect(saveDialogOptions({ title: 'Save', suggested: 'pack.zip' })).toEqual({
      title: 'Save',
      properties: ['createDirectory', 'showOverwriteConfirmation'],
      defaultPath: 'pack.zip',
    });
  });

  it.each([
    [null],
    ['Open'],
    [{}],
    [{ title: 7 }],
    [{ title: 'Open', properties: ['showHiddenFiles'] }],
    [{ title: 'Open', defaultPath: '/etc' }],
    [{ title: 'Open', filters: [{ name: 'x', extensions: ['../x'] }] }],
    [{ title: 'x'.repeat(201) }],
  ])('is refused %j', (asked) => {
    expect(() => openDialogOptions(asked)).toThrow();
    expect(() => saveDialogOptions(asked)).toThrow();
  });
});
