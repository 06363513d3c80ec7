import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkPackFile } from './check-file.ts';
import { SmallCase, trailLine } from './testing/small-case.ts';

let small: SmallCase;
const lines = Array.from({ length: 40 }, (_, i) =>
  trailLine({ id: `log_${i}`, claim: i % 4 === 0 ? 'CLM-1' : `CLM-${i}`, image: `img_${i % 5}`, minute: i }),
);

beforeAll(async () => {
  small = await SmallCase.make('Ashdown v. Meridian Mutual', [
    lines,
    [...lines.slice(0, 6), trailLine({ id: 'log_new', claim: 'CLM-1' })],
  ]);
});
afterAll(() => small.remove());

function unpack(pack: string): string {
  const folder = `${pack}.unpacked`;
  mkdirSync(folder);
  execFileSync('python3', [
    '-c',
    'import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extractall(sys.argv[2])',
    pack,
    folder,
  ]);
  return join(folder, readdirSync(folder)[0] as string);
}

describe('a sealed pack', () => {
  test('passes its check, on every axis that a pack can pass', async () => {
    const result = await small.seal({ caseId: 'CLM-1' });
    const report = await checkPackFile(result.pack);
    expect(report.findings).toEqual([]);
    expect(report.ok).toBe(true);
    const passed = report.axes
      .filter(({ status }) => status === 'pass')
      .map(({ axis, subject }) => `${axis} ${subject}`);
    expect(passed).toEqual([
      'sequence pack',
      'signature pack',
      'storage container',
      'storage source 1',
      'storage source 2',
      'storage pack',
      'custody pack',
      'completeness pack',
    ]);
    expect(result.entries).toBe(12);
  });
});
