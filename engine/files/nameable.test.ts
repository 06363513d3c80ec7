import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { nameable } from './nameable.ts';

const out = join(tmpdir(), 'x'.repeat(250));

it('is a name that the file system takes', () => {
  expect(nameable(`${out}.part`, out)).toBe(`${out}.part`);
});

it('is refused where only the file itself could be named', () => {
  expect(() => nameable(`${out}.123456.part`, out)).toThrow(
    expect.objectContaining({
      code: 'FILE_UNREADABLE',
      message: `${out} cannot be written: the name is too long`,
    }),
  );
});
