/** A disk that has room for a change, and none for the index of a log, which is a file of 32 KiB. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createCase } from '../../engine/case/create.ts';
import { closeWritable, openReadable, openWritable } from '../../engine/case/open.ts';
import { SmallVolume } from './small-volume.ts';

const folder = mkdtempSync(join(tmpdir(), 'casebound-full-'));
const volume = new SmallVolume(join(folder, 'volume'), 2);
afterAll(() => {
  volume[Symbol.dispose]();
  rmSync(folder, { recursive: true });
});

/** Fills the volume but for so many bytes. */
function fillBut(bytes: number): void {
  const { bavail, bsize } = statfsSync(volume.directory);
  writeFileSync(join(volume.directory, 'filling'), Buffer.alloc(bavail * bsize - bytes));
}

// Where no volume can be mounted there is no such disk.
it.skipIf(!volume.mounted)(
  'leaves a case that was to be written beside readers as it was, to be read',
  async () => {
    const path = join(volume.directory, 'c.casebound');
    await createCase(path, { title: 'Matter' });
    const before = readFileSync(path);
    fillBut(20 * 1024);
    expect(() => openWritable(path, { live: true })).toThrow(expect.objectContaining({ code: 'DISK_FULL' }));
    const db = openReadable(path);
    expect(db.prepare('SELECT title FROM case_info').pluck().get()).toBe('Matter');
    db.close();
    expect(readdirSync(volume.directory).sort()).toEqual(['c.casebound', 'filling']);
    // But for the counters of its header, which every change of mode raises.
    expect(readFileSync(path).subarray(100).equals(before.subarray(100))).toBe(true);
    rmSync(join(volume.directory, 'filling'));
    closeWritable(openWritable(path, { live: true }));
    expect(readdirSync(volume.directory)).toEqual(['c.casebound']);
  },
);
