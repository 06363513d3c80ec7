import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createOut } from './extract.ts';

const folder = mkdtempSync(join(tmpdir(), 'casebound-extract-'));
const file = join(folder, 'there.ndjson');
writeFileSync(file, 'as it was');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ['where a file stands', file, 'INVALID_INPUT', /already stands/],
  [
    'in a folder that does not exist',
    join(folder, 'none', 'a.ndjson'),
    'FILE_UNREADABLE',
    /folder does not exist/,
  ],
  ['beneath a file', join(file, 'a.ndjson'), 'FILE_UNREADABLE', /is a file, and no folder/],
])(
  '%s, nothing is written, and the error says whether path or medium is at fault',
  (_, out, code, message) => {
    expect(() => createOut(out)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
  },
);
