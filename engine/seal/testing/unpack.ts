import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const program = 'import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extractall(sys.argv[2])';

/** Unpacks with Python's zipfile, which nobody here wrote; returns the pack's top directory. */
export function unpack(pack: string): string {
  const folder = `${pack}.unpacked`;
  mkdirSync(folder);
  execFileSync('python3', ['-c', program, pack, folder]);
  return join(folder, readdirSync(folder)[0] as string);
}
