import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

/** A file system of a few MiB where this may be mounted; otherwise a limit on the size of any one file. */
export class SmallVolume implements Disposable {
  readonly directory: string;
  /** A shell line that the command runs under. */
  readonly limit: string;
  /** Whether it is a file system of its own. */
  readonly mounted: boolean;

  constructor(directory: string, mebibytes: number) {
    mkdirSync(directory);
    this.directory = directory;
    this.mounted =
      spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', directory]).status === 0;
    this.limit = this.mounted ? 'true' : `ulimit -f ${mebibytes * 1024}`;
  }

  [Symbol.dispose](): void {
    if (this.mounted) execFileSync('umount', [this.directory]);
  }
}
