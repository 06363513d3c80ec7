import { type BigIntStats, statSync } from 'node:fs';
import { sharedMemory } from './shared-memory.ts';

/**
 * Which files SQLite has open in this process, in any of its threads. Where a process closes a file, POSIX gives up all the locks that it has
 * on that, whoever took them and through whatever they were taken: another process could then write into a change that is under way here, or
 * into what is being read. SQLite takes care of its own descriptors, and knows no others. https://www.sqlite.org/howtocorrupt.html, section 2.2
 */
const rows = 512;
/** A row: which file, how many connections to it are open, and how many threads read it by themselves at this moment. */
const files = new BigInt64Array(sharedMemory('casebound:open-files', rows * 8));
const counts = new Int32Array(sharedMemory('casebound:open-counts', rows * 8));

/** Whoever reads by themselves is done within microseconds; a thread that was ended while it did never says so. In milliseconds. */
const longestWait = 50;

/**
 * To be called before SQLite opens a file.
 *
 * @returns to be called once, when it has closed it
 */
export function countOpen(path: string): () => void {
  const row = rowOf(path);
  if (row === null) return () => {};
  Atomics.add(counts, row, 1);
  for (let waited = 0; waited < longestWait; waited++) {
    const reading = Atomics.load(counts, rows + row);
    if (reading === 0) break;
    Atomics.wait(counts, rows + row, reading, 1);
  }
  return () => Atomics.sub(counts, row, 1);
}

/** What `read` gives, which opens and closes the file by itself; null, without calling it, where SQLite has the file open in this process. */
export function unlessOpen<T>(path: string, read: () => T): T | null {
  const row = rowOf(path);
  if (row === null) return read();
  Atomics.add(counts, rows + row, 1);
  try {
    return Atomics.load(counts, row) > 0 ? null : read();
  } finally {
    Atomics.sub(counts, rows + row, 1);
  }
}

/** The row of a file, which it keeps; null where there is no such file, or no row is left, as after hundreds of cases. */
function rowOf(path: string): number | null {
  let status: BigIntStats;
  try {
    status = statSync(path, { bigint: true });
  } catch {
    // Whoever opens it tells why it cannot be had.
    return null;
  }
  const file = keyOf(status);
  for (let step = 0; step < rows; step++) {
    const row = (Number(BigInt.asUintN(32, file)) + step) % rows;
    const there = Atomics.compareExchange(files, row, 0n, file);
    if (there === 0n || there === file) return row;
  }
  return null;
}

/** With the time at which it was made: the number of a file that was removed goes to another. */
function keyOf({ dev, ino, birthtimeNs }: BigIntStats): bigint {
  const mixed = [dev, ino, birthtimeNs].reduce(
    (sum, part) => BigInt.asUintN(64, ((sum ^ part) * 0x9e3779b97f4a7c15n) ^ (sum >> 29n)),
    0x51n,
  );
  return BigInt.asIntN(64, mixed ^ (mixed >> 32n)) || 1n;
}
