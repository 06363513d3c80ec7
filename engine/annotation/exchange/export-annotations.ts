import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, rmSync, writeSync } from 'node:fs';
import type { AnnotationExport } from '../../../shared/annotation/exchange.ts';
import { AppError } from '../../../shared/errors.ts';
import { canonicalize } from '../../../shared/json/canonical.ts';
import { digestLength } from '../../../shared/proof/digest.ts';
import type { ReadableDb } from '../../case/database.ts';
import { createOut } from '../../case/extract.ts';
import { caseFault, corrupt } from '../../case/faults.ts';
import type { TaskContext } from '../../task.ts';
import { type AnnotationLog, annotationLog } from '../annotation-log.ts';
import { annotationBreaks } from '../breaks.ts';
import { contentsOf } from '../contents.ts';
import { eachRun, entrySet } from '../entry-set.ts';
import { storedAnnotation } from '../events.ts';
import type { Said } from '../said.ts';
import { contentsOnLine, fileFormat } from './format.ts';

/**
 * Writes every annotation event of the case to a file for another copy of it. Whatever stands at `out` is not
 * overwritten; a file that could not be completed is removed.
 *
 * @throws AppError INVALID_INPUT, CASE_CORRUPT, DISK_FULL, CANCELLED
 */
export function exportAnnotations(
  db: ReadableDb,
  {
    out,
    heldAt,
  }: {
    readonly out: string;
    /** Where the file waits instead, until custody tells of it. */
    readonly heldAt?: string | undefined;
  },
  context: TaskContext,
): AnnotationExport {
  const file = createOut(out, heldAt);
  let complete = false;
  try {
    const hash = createHash('sha256');
    for (const { seq } of annotationBreaks(db, context)) throw broken(db, seq);
    const log = annotationLog(db, context);
    const places = new Places(log);
    const write = (line: string) => {
      context.checkCancelled();
      const bytes = Buffer.from(`${line}\n`);
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
      hash.update(bytes);
    };
    for (const line of lines(db, log, places, context)) write(line);
    write(canonicalize({ end: true, sha256: hash.copy().digest('hex') }));
    fsyncSync(file);
    complete = true;
    return { out, events: log.all.length, entries: places.count, sha256: hash.digest('hex') };
  } catch (error) {
    throw caseFault(error, out);
  } finally {
    closeSync(file);
    if (!complete) rmSync(heldAt ?? out, { force: true });
  }
}

/** The other copy would refuse it. */
function broken({ name }: ReadableDb, seq: number): AppError {
  return new AppError({
    code: 'CASE_CORRUPT',
    message: `${name}: annotation ${seq} is not what it was made as`,
    safe: 'nothing was written',
    next: 'verify the case file, and go back to a copy of it',
  });
}

function* lines(db: ReadableDb, log: AnnotationLog, places: Places, context: TaskContext): Generator<string> {
  const info = db.prepare<[], { uuid: string; title: string }>('SELECT uuid, title FROM case_info').get() as {
    uuid: string;
    title: string;
  };
  yield canonicalize({
    format: fileFormat,
    case: { ...info },
    exported: new Date().toISOString(),
    entries: places.count,
    events: log.all.length,
  });
  const own = contentsOf(db, entrySet(places.ids), context);
  if (own === null) throw corrupt(db.name, 'the content hashes of some annotated entries are not whole');
  const contents = Buffer.concat([own, ...places.others.map((content) => Buffer.from(content, 'hex'))]);
  for (let at = 0; at < contents.length; at += contentsOnLine * digestLength) {
    yield canonicalize({
      contents: contents.toString(
        'base64',
        at,
        Math.min(at + contentsOnLine * digestLength, contents.length),
      ),
    });
  }
  for (const [done, said] of log.all.entries()) {
    context.progress({ phase: 'exporting annotations', done, total: log.all.length, unit: 'members' });
    const stored = storedAnnotation(db, said.seq);
    if (stored === null) throw corrupt(db.name, `annotation ${said.seq} is gone`);
    const about = entrySet(places.of(said)).toString('base64');
    yield canonicalize({ event: { ...stored.event }, salt: stored.salt.toString('hex'), about });
  }
}

/** The entries that are annotated, in the order of their numbers, then the contents that the case does not have. */
class Places {
  readonly ids: Float64Array;
  /** Hex, sorted. */
  readonly others: string[];
  private readonly log: AnnotationLog;
  private readonly last: number;
  private readonly placeOf: Uint32Array;
  private readonly placeOfOther: Map<string, number>;

  constructor(log: AnnotationLog) {
    this.log = log;
    this.last = log.marks.last;
    const annotated = new Uint8Array(this.last + 1);
    const others = new Set<string>();
    for (const said of log.all) {
      eachRun(said.entries, 1, this.last, (first, last) => annotated.fill(1, first, last + 1));
      for (const id of said.found) annotated[id] = 1;
      for (const content of log.contentsNotHere(said)) others.add(content);
    }
    this.placeOf = new Uint32Array(this.last + 1);
    let count = 0;
    annotated.forEach((there, id) => {
      if (there === 1) this.placeOf[id] = ++count;
    });
    this.ids = new Float64Array(count);
    annotated.forEach((there, id) => {
      if (there === 1) this.ids[(this.placeOf[id] as number) - 1] = id;
    });
    this.others = [...others].sort();
    this.placeOfOther = new Map(this.others.map((content, i) => [content, count + 1 + i]));
  }

  get count(): number {
    return this.ids.length + this.others.length;
  }

  /** Ascending. */
  of(said: Said): Float64Array {
    const places: number[] = [];
    eachRun(said.entries, 1, this.last, (first, last) => {
      for (let id = first; id <= last; id++) places.push(this.placeOf[id] as number);
    });
    for (const id of said.found) places.push(this.placeOf[id] as number);
    for (const content of this.log.contentsNotHere(said))
      places.push(this.placeOfOther.get(content) as number);
    return Float64Array.from(places).sort();
  }
}
