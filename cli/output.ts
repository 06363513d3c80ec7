import { printable } from '../shared/report/printable.ts';
import { clearProgress } from './progress.ts';

export { printable };

/** One JSON document, equal to `JSON.stringify(value)` for every parser, with nothing in it that a terminal acts on. */
export function jsonDocument(value: unknown, indent = 2): string {
  // JSON.stringify has escaped the C0 controls inside strings; line feeds between members come from the indent.
  return JSON.stringify(value, null, indent).replace(
    /[\u007f-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Like `printable`, but keeps line breaks. */
export function printableLines(text: string): string {
  return text
    .split(/(\r?\n)/)
    .map((part, i) => (i % 2 === 0 ? printable(part) : part))
    .join('');
}

/** Lines of columns, each as wide as its widest cell; the last is left ragged. */
export function aligned(rows: readonly (readonly string[])[]): string {
  const widths = rows.reduce<number[]>(
    (widest, row) => row.map((cell, i) => Math.max(widest[i] ?? 0, cell.length)),
    [],
  );
  return rows
    .map((row) =>
      row.map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i] ?? 0))).join('  '),
    )
    .join('\n');
}

/** Writes and waits until the other side has taken it, so that a slow reader slows the work down. */
export function write(stream: NodeJS.WriteStream, data: string | Uint8Array): Promise<void> {
  clearProgress();
  return new Promise((resolve, reject) => {
    stream.write(data, (error) => (error ? reject(error) : resolve()));
  });
}

/** Prints the result of a command. If the reader has gone by then, the command still ends as it would have. */
export async function print(text: string): Promise<void> {
  try {
    await write(process.stdout, `${text}\n`);
  } catch (error) {
    if (!isReaderGone(error)) throw error;
  }
}

/** Tells what is being done, if standard error is a terminal. */
export function tell(line: string): void {
  if (!process.stderr.isTTY) return;
  clearProgress();
  process.stderr.write(`${line}\n`);
}

/** Prints a line that must not be missed to standard error, whether or not that is a terminal. */
export function notice(line: string): void {
  clearProgress();
  process.stderr.write(`${line}\n`);
}

/** Whether the reader of the output has seen enough, as `head` does: a reason to stop, not an error. */
export function isReaderGone(error: unknown): boolean {
  return (error as NodeJS.ErrnoException | null)?.code === 'EPIPE';
}
