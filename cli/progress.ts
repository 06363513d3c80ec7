import type { Progress } from '../shared/domain/progress.ts';
import { printable } from '../shared/report/printable.ts';

const barWidth = 24;
/** Used if the terminal does not report its width. */
const usualColumns = 80;

/** The stream that shows progress, if it is a terminal. */
export interface ProgressTerminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** The bar that is shown now; whoever prints clears it first. */
let shown: ProgressBar | null = null;

/** A progress bar on standard error if that is a terminal that can erase a line; nothing for a file or a pipe. */
export class ProgressBar {
  private readonly began = performance.now();
  private readonly terminal: ProgressTerminal;

  constructor(terminal: ProgressTerminal = process.stderr) {
    this.terminal = terminal;
  }

  readonly show = (progress: Progress): void => {
    if (!this.terminal.isTTY || process.env['TERM'] === 'dumb') return;
    shown = this;
    const width = (this.terminal.columns || usualColumns) - 1;
    this.terminal.write(`\r\x1b[K${this.line(progress, width)}`);
  };

  clear(): void {
    if (shown !== this) return;
    shown = null;
    this.terminal.write('\r\x1b[K');
  }

  /** At most `width` columns: a line that wraps cannot be erased. */
  private line({ phase, done, total, unit, entries, part: told, reported }: Progress, width: number): string {
    const amount = unit === 'bytes' ? `${(done / 1e6).toFixed(1)} MB` : `${done} ${unit}`;
    const counted = `${reported === undefined ? '' : ` of ${reported} reported`}${entries === undefined ? '' : `  ${entries} entries`}`;
    const name = printable(phase);
    if (told === undefined && !total) return fitted(name, [`  ${amount}`, counted], width);
    const part = Math.min(told ?? done / (total ?? 1), 1);
    const bar = '='.repeat(Math.round(part * barWidth)).padEnd(barWidth);
    const left =
      part > 0.01 ? `  ${Math.ceil(((performance.now() - this.began) / 1000) * (1 / part - 1))} s left` : '';
    return fitted(name, [`  [${bar}] ${Math.floor(part * 100)} %`, `  ${amount}`, counted, left], width);
  }
}

/** Clears the bar, if one is shown, so that the next output begins on a fresh line. */
export function clearProgress(): void {
  shown?.clear();
}

/** As many of the facts as fit beside `name`, which is shortened if not even the first fits. */
function fitted(name: string, facts: readonly string[], width: number): string {
  const [first = '', ...others] = facts;
  let line = `${cut(name, width - first.length)}${first}`;
  if (columnsOf(line) > width) return cut(line, width);
  for (const fact of others) {
    if (columnsOf(line) + fact.length > width) break;
    line += fact;
  }
  return line;
}

function cut(text: string, width: number): string {
  if (columnsOf(text) <= width) return text;
  let kept = '';
  for (const character of text) {
    if (columnsOf(`${kept}${character}…`) > width) break;
    kept += character;
  }
  return width < 2 ? '' : `${kept}…`;
}

/** At most: characters outside ASCII may be two columns wide. */
function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += character <= '~' ? 1 : 2;
  return columns;
}
