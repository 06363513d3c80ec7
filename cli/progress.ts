import type { Progress } from '../shared/contract/operation.ts';
import { printable } from './output.ts';

const barWidth = 24;

/** A bar on standard error, on a terminal; nothing where it is a file or a pipe. */
export class ProgressBar {
  private readonly began = performance.now();
  private shown = false;

  readonly show = (progress: Progress): void => {
    if (!process.stderr.isTTY) return;
    this.shown = true;
    process.stderr.write(`\r\x1b[K${this.line(progress)}`);
  };

  private line({ phase, done, total, unit, entries, part: told, reported }: Progress): string {
    const amount = unit === 'bytes' ? `${(done / 1e6).toFixed(1)} MB` : `${done} ${unit}`;
    const counted = `${reported === undefined ? '' : ` of ${reported} reported`}${entries === undefined ? '' : `  ${entries} entries`}`;
    if (told === undefined && !total) return `${printable(phase)}  ${amount}${counted}`;
    const part = Math.min(told ?? done / (total ?? 1), 1);
    const bar = '='.repeat(Math.round(part * barWidth)).padEnd(barWidth);
    const left =
      part > 0.01 ? `  ${Math.ceil(((performance.now() - this.began) / 1000) * (1 / part - 1))} s left` : '';
    return `${printable(phase)}  [${bar}] ${Math.floor(part * 100)} %  ${amount}${counted}${left}`;
  }

  clear(): void {
    if (this.shown) process.stderr.write('\r\x1b[K');
    this.shown = false;
  }
}
