import { describe, expect, it } from 'vitest';
import { unreadable } from '../files/path-faults.ts';

describe('a file that cannot be read', () => {
  it.each([
    ['ENOENT', 'trail.ndjson', /there is no such file$/, /check the path/],
    ['EISDIR', 'trails', /it is a folder$/, /check the path/],
    ['ENOENT', 'tr\ufffdil.ndjson', /its name is not UTF-8/, /another name/],
    ['EACCES', 'tr\ufffdil.ndjson', /permission is denied$/, /check the path/],
  ])('is told with what to do (%s, %s)', (code, path, message, next) => {
    const error = unreadable(path, Object.assign(new Error(code), { code }));
    expect([error.code, error.message, error.next]).toEqual([
      'FILE_UNREADABLE',
      expect.stringMatching(message),
      expect.stringMatching(next),
    ]);
  });
});
