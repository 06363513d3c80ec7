import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/** What imports Electron as a value cannot be tested without its binary. */
it('is imported as a value by its two entries alone', () => {
  const importing = globSync('*.ts', { cwd: import.meta.dirname, exclude: ['*.test.ts'] }).filter((file) =>
    /^import (?!type )[^;]*'electron';/m.test(readFileSync(join(import.meta.dirname, file), 'utf8')),
  );
  expect(importing.sort()).toEqual(['main.ts', 'preload.ts']);
});
