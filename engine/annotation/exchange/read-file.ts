import { createHash } from 'node:crypto';
import { closeSync, fstatSync, readSync } from 'node:fs';
import type { z } from 'zod';
import { fromUtf8 } from '../../../shared/bytes/encoding.ts';
import { type ChainedEvent, eventBreaks } from '../../../shared/custody/events.ts';
import { AppError } from '../../../shared/errors.ts';
import { digestLength } from '../../../shared/proof/digest.ts';
import { openInput } from '../../files/open-input.ts';
import { unreadable } from '../../files/path-faults.ts';
import { nodeDigest } from '../../hash/node-digest.ts';
import type { TaskContext } from '../../task.ts';
import { digestOf } from '../contents.ts';
import { countSet, type EntrySet, idsOfSet } from '../entry-set.ts';
import { hashAtOrigin } from '../origin.ts';
import { sortedContents } from '../sorted-contents.ts';
import {
  contentsOnLine,
  contentsSchema,
  detailsSchema,
  endSchema,
  eventLineSchema,
  type FileDetails,
  headSchema,
} from './format.ts';

/** Bytes of one line: a note of a million characters, each escaped, and its entries, fit in. */
const longestLine = 32 << 20;
/** Content hashes of one file: 2 GiB of them in memory are refused. */
const mostEntries = 1 << 26;
const blockLength = 1 << 20;

/** An event of another copy, with its entries by their places in the file. */
export interface FileEvent {
  readonly event: ChainedEvent;
  /** The details as parsed: what is kept is `event.details`, as it stands there. */
  readonly details: FileDetails;
  readonly salt: Buffer;
  readonly about: EntrySet;
}

export interface AnnotationFile {
  readonly case: { readonly uuid: string; readonly title: string };
  /** 32 bytes for each place, from 1. */
  readonly contents: Buffer;
  readonly events: readonly FileEvent[];
  /** Of the file, hex. */
  readonly sha256: string;
}

/**
 * Reads and checks a file of annotations, which may be anybody's: every line, the chain of its events, what each commits
 * to, and that it is whole.
 *
 * @throws AppError FILE_UNREADABLE, INVALID_INPUT, CANCELLED
 */
export function readAnnotationFile(path: string, context: TaskContext): AnnotationFile {
  const file = new LineReader(path, context);
  try {
    return read(file, context);
  } finally {
    file.close();
  }
}

function read(file: LineReader, context: TaskContext): AnnotationFile {
  const head = file.next(headSchema);
  if (head.entries > mostEntries) throw file.fault('it names more entries than can be taken in');
  const contents: Buffer[] = [];
  for (let left = head.entries; left > 0; ) {
    const piece = Buffer.from(file.next(contentsSchema).contents, 'base64');
    const expected = Math.min(left, contentsOnLine);
    if (piece.length !== expected * digestLength)
      throw file.fault(`it does not hold ${expected} content hashes`);
    contents.push(piece);
    left -= expected;
  }
  const all = Buffer.concat(contents);
  if (hasTwice(all)) throw file.fault('a content hash stands there twice');
  const events: FileEvent[] = [];
  for (let n = 0; n < head.events; n++) events.push(readEvent(file, all, context));
  for (const { seq } of eventBreaks(
    nodeDigest,
    events.map(({ event }) => event),
  )) {
    throw file.fault(`the chain of its events does not hold at event ${seq}`, null);
  }
  const before = file.sha256();
  if (file.next(endSchema).sha256 !== before)
    throw file.fault('the bytes before it are not those that it was made of');
  if (!file.done()) throw file.fault('there is more behind its end');
  return { case: head.case, contents: all, events, sha256: file.sha256() };
}

function readEvent(file: LineReader, contents: Buffer, context: TaskContext): FileEvent {
  const { event, salt: saltText, about: aboutText } = file.next(eventLineSchema);
  const parsed = detailsSchema.safeParse(event.details);
  if (!parsed.success) throw file.fault('what the event says is of no known form');
  const details = parsed.data;
  if (event.action !== actionOf(details)) throw file.fault(`the event is no ${JSON.stringify(event.action)}`);
  if (event.actor.trim() === '') throw file.fault('the event has no author');
  if ('reverses' in details && details.reverses >= event.seq)
    throw file.fault('it reverses an event to come');
  const about = Buffer.from(aboutText, 'base64');
  const salt = Buffer.from(saltText, 'hex');
  const entries = contents.length / digestLength;
  const count = countSet(about);
  const places = count === null || count > entries ? null : idsOfSet(about, entries);
  if (places === null || places.length !== count)
    throw file.fault('it names entries that the file does not have');
  const { targets } = details;
  context.checkCancelled();
  if (targets.count !== count || targets.digest !== digestOf(salt, hashesAt(contents, places))) {
    throw file.fault('the entries named are not those that the event commits to');
  }
  if (details.origin !== undefined && hashAtOrigin(event) !== details.origin.hash) {
    throw file.fault('the event is not the one that its first copy had hashed');
  }
  return { event, details, salt, about };
}

function actionOf(details: FileDetails): string {
  if ('mark' in details) return Object.keys(details.mark)[0] as string;
  return 'layout' in details ? 'layout' : 'undo';
}

function hashesAt(contents: Buffer, places: Float64Array): Buffer {
  if (places.length === contents.length / digestLength) return contents;
  const hashes = Buffer.alloc(places.length * digestLength);
  for (const [i, place] of places.entries()) {
    contents.copy(hashes, i * digestLength, (place - 1) * digestLength, place * digestLength);
  }
  return hashes;
}

function hasTwice(contents: Buffer): boolean {
  const sorted = sortedContents(contents);
  for (let at = digestLength; at < sorted.length; at += digestLength) {
    if (sorted.compare(sorted, at - digestLength, at, at, at + digestLength) === 0) return true;
  }
  return false;
}

/** Reads lines, each parsed as what must stand there, and hashes them. */
class LineReader {
  private readonly path: string;
  private readonly context: TaskContext;
  private readonly file: number;
  private readonly size: number;
  private readonly hash = createHash('sha256');
  private block: Buffer = Buffer.alloc(0);
  private line = 0;
  private read = 0;

  constructor(path: string, context: TaskContext) {
    this.path = path;
    this.context = context;
    this.file = openInput(path);
    this.size = fstatSync(this.file).size;
  }

  /** @throws AppError INVALID_INPUT where the next line is none of these, or not there */
  next<T extends z.ZodType>(schema: T): z.output<T> {
    this.context.checkCancelled();
    this.context.progress({ phase: 'reading annotations', done: this.read, total: this.size, unit: 'bytes' });
    this.line++;
    const bytes = this.nextBytes();
    const text = fromUtf8(bytes);
    let value: unknown;
    try {
      value = JSON.parse(text ?? '');
    } catch {
      throw this.fault('it is not JSON in UTF-8');
    }
    const parsed = schema.safeParse(value);
    if (!parsed.success) throw this.fault(reasonOf(parsed.error));
    return parsed.data;
  }

  /** Of everything read so far, hex. */
  sha256(): string {
    return this.hash.copy().digest('hex');
  }

  done(): boolean {
    return this.block.length === 0 && !this.more();
  }

  close(): void {
    closeSync(this.file);
  }

  /** @param line null for what is wrong with no single line */
  fault(why: string, line: number | null = this.line): AppError {
    const where = line === null ? '' : `line ${line}: `;
    return new AppError({
      code: 'INVALID_INPUT',
      message: `${this.path} is no file of annotations that can be taken in: ${where}${why}`,
      safe: 'nothing was imported',
      next: 'have it exported again from the other copy, and carry it over unchanged',
    });
  }

  private nextBytes(): Buffer {
    let from = 0;
    for (;;) {
      const end = this.block.indexOf(0x0a, from);
      if (end !== -1) {
        const bytes = this.block.subarray(0, end);
        this.hash.update(this.block.subarray(0, end + 1));
        this.block = this.block.subarray(end + 1);
        return bytes;
      }
      from = this.block.length;
      if (from > longestLine) throw this.fault('it is longer than any line of such a file');
      if (!this.more()) throw this.fault('the file ends here, before its end');
    }
  }

  private more(): boolean {
    const next = Buffer.alloc(blockLength);
    let length: number;
    try {
      length = readSync(this.file, next, 0, blockLength, null);
    } catch (error) {
      throw unreadable(this.path, error);
    }
    this.read += length;
    this.block = Buffer.concat([this.block, next.subarray(0, length)]);
    return length > 0;
  }
}

function reasonOf({ issues }: z.ZodError): string {
  const [first] = issues;
  const at = first?.path.join('.') ?? '';
  return `it does not read as it should${at === '' ? '' : ` (${at})`}`;
}
