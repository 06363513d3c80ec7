import { type BigIntStats, statSync } from 'node:fs';
import { getEnvironmentData, setEnvironmentData, threadId } from 'node:worker_threads';
import { exactPath } from '../files/exact-path.ts';
import { sharedMemory } from './shared-memory.ts';

/**
 * Which files SQLite has open in this process, in any of its threads. Where a process closes a file, POSIX gives up all the locks that it has
 * on that, whoever took them and through whatever they were taken: another process could then write into a change that is under way here, or
 * into what is being read. SQLite takes care of its own descriptors, and knows no others. https://www.sqlite.org/howtocorrupt.html, section 2.2
 */
const rows = 4096;
/** A row: which file, how many connections to it are open, and how many threads read it by themselves at this moment. */
const files = new BigInt64Array(sharedMemory('casebound:open-files', rows * 8));
const counts = new Int32Array(sharedMemory('casebound:open-counts', rows * 8));

/**
 * Connections of threads, which may be ended with a case open: SQLite closes it then, and nothing here is called. A place: the row of
 * the file and one more, 0 where it is free; then the thread, and those that began it, the nearest last.
 */
const places = 1024;
const deepest = 6;
const held = new Int32Array(sharedMemory('casebound:open-threads', places * deepest * 4));
const reserved = -1;

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
  const place = hold(row);
  for (let waited = 0; waited < longestWait; waited++) {
    const reading = Atomics.load(counts, rows + row);
    if (reading === 0) break;
    Atomics.wait(counts, rows + row, reading, 1);
  }
  return () => (place === null ? Atomics.sub(counts, row, 1) : release(place));
}

/** Whether SQLite has the file open in this process, or what it keeps beside such a file: a log's index carries locks too. */
export function isOpenHere(path: string): boolean {
  return [path, path.replace(/-(?:journal|wal|shm)$/, '')].some((each) => {
    const row = rowOf(each, false);
    return row !== null && Atomics.load(counts, row) > 0;
  });
}

/** To be called by whoever begins a thread, before that. */
export function beginsThread(): void {
  setEnvironmentData(lineage, lineageHere());
}

/** To be called by whoever began a thread, once that has ended; those that it began have ended with it. */
export function threadEnded(thread: number): void {
  for (let place = 0; place < places; place++) {
    const from = place * deepest;
    if (held.subarray(from + 1, from + deepest).includes(thread)) release(place);
  }
}

const lineage = 'casebound:lineage';

/** The number of this thread, and before it those of the threads that it was begun by; not the first of the process. */
function lineageHere(): number[] {
  const before: unknown = getEnvironmentData(lineage);
  const known = Array.isArray(before) ? before.filter((each) => each !== threadId) : [];
  return threadId === 0 ? [] : [...known, threadId].slice(1 - deepest);
}

/** Null in the first thread, with which the process ends, and where no place is left. */
function hold(row: number): number | null {
  const threads = lineageHere();
  if (threads.length === 0) return null;
  for (let place = 0; place < places; place++) {
    const from = place * deepest;
    if (Atomics.compareExchange(held, from, 0, reserved) !== 0) continue;
    held.fill(0, from + 1, from + deepest);
    held.set(threads, from + 1);
    Atomics.store(held, from, row + 1);
    return place;
  }
  return null;
}

function release(place: number): void {
  const row = Atomics.exchange(held, place * deepest, 0) - 1;
  if (row >= 0) Atomics.sub(counts, row, 1);
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

/** The row of a file, which it keeps; null where there is no such file, or no row is left, as after thousands of files. */
function rowOf(path: string, takes = true): number | null {
  let status: BigIntStats;
  try {
    status = statSync(exactPath(path), { bigint: true });
  } catch {
    // Whoever opens it tells why it cannot be had.
    return null;
  }
  const file = keyOf(status);
  for (let step = 0; step < rows; step++) {
    const row = (Number(BigInt.asUintN(32, file)) + step) % rows;
    const there = takes ? Atomics.compareExchange(files, row, 0n, file) : Atomics.load(files, row);
    if (there === file || (takes && there === 0n)) return row;
    if (there === 0n) return null;
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
