import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { utf8 } from '../../shared/bytes/encoding.ts';
import type { Progress } from '../../shared/domain/progress.ts';
import { unwatched } from '../task.ts';
import { memberOf } from './staging.ts';
import { writeZip } from './zip-writer.ts';

const folder = mkdtempSync(join(tmpdir(), 'casebound-zip-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('says that all is written once it is, and never that more is', async () => {
  const said: Progress[] = [];
  const context = { ...unwatched, progress: (progress: Progress) => said.push(progress) };
  const members = [memberOf('a.txt', utf8('first')), memberOf('b.txt', utf8('and second'))];
  await writeZip(join(folder, 'a.zip'), 'top', members, context).onDisk;
  expect(said.map(({ done, total }) => [done, total])).toEqual([
    [5, 15],
    [15, 15],
  ]);
});
