import { createHash } from 'node:crypto';
import type { Axis } from '../../shared/domain/verification.ts';
import { sourceChunks } from '../case/bytes.ts';
import type { ReadableDb } from '../case/database.ts';
import type { SourceRow } from '../case/sources.ts';
import { type AnswerRow, acquisitionOf, answerRows } from '../sync/acquisitions.ts';
import type { Difference } from './acquired-check.ts';

/** A range of a source's stream that is one answer of an API. */
interface Range {
  readonly seq: number;
  readonly from: number;
  readonly to: number;
}

/** The answers that a source's stream is made of. */
export class Answers {
  /** Whether records follow one another as the API lists them, and not as it was asked. */
  readonly inOrder: boolean;
  private readonly ranges: readonly Range[];

  private constructor(ranges: readonly Range[], inOrder: boolean) {
    this.ranges = ranges;
    this.inOrder = inOrder;
  }

  /** Null where the source was not acquired from an API. */
  static of(db: ReadableDb, source: SourceRow): Answers | null {
    const row = acquisitionOf(db, source.reread_of ?? source.id);
    if (row === null) return null;
    const kept = answerRows(db, row.id)
      .filter(({ offset }) => offset !== null)
      .toArray();
    // A page that was kept twice had changed meanwhile: its list was read again.
    const once = new Set(kept.map(({ url }) => url)).size === kept.length;
    const paged = row.system === 'verbitas' || row.system === 'indigiarmor';
    return new Answers(kept.flatMap(rangeOf), paged && once);
  }

  /** Number of the answer in which a byte stands; 0 for one between two. */
  at(offset: number): number {
    let low = 0;
    let high = this.ranges.length - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const range = this.ranges[middle] as Range;
      if (offset < range.from) high = middle - 1;
      else if (offset >= range.to) low = middle + 1;
      else return range.seq;
    }
    return 0;
  }
}

function rangeOf({ seq, offset, bytes }: AnswerRow): Range[] {
  return offset === null || bytes === null ? [] : [{ seq, from: offset, to: offset + bytes }];
}

/**
 * Holds the record of an acquisition against the stored bytes: every answer that is kept stands where it is said to,
 * by its hash, one line feed behind the one before, and nothing else stands there.
 */
export function answerDifferences(db: ReadableDb, source: SourceRow, check: () => void): Difference[] {
  if (source.reread_of !== null) return [];
  const row = acquisitionOf(db, source.id);
  if (row === null) return [];
  const differences: Difference[] = [];
  const bytes = new Stream(sourceChunks(db, source.id), check);
  const hashes = new Map<number, string>();
  for (const answer of answerRows(db, row.id)) {
    const stated = answer.sha256?.toString('hex');
    if (answer.same_as !== null && hashes.get(answer.same_as) !== stated)
      differences.push({
        message: `answer ${answer.seq} is said to be the same as ${answer.same_as}, which has another hash`,
      });
    const [range] = rangeOf(answer);
    if (range === undefined) continue;
    if (bytes.position > 0 && bytes.read(1).toString() !== '\n')
      differences.push({ message: `no line feed stands before answer ${answer.seq}` });
    if (bytes.position !== range.from)
      differences.push({
        message: `answer ${answer.seq} does not begin where the one before it ends`,
        expected: String(bytes.position),
        actual: String(range.from),
      });
    const actual = bytes.hash(range.to - range.from);
    hashes.set(answer.seq, actual);
    if (actual !== stated)
      differences.push({
        message: `the stored bytes of answer ${answer.seq} are not those that were received`,
        expected: actual,
        actual: String(stated),
      });
  }
  if (bytes.read(1).length > 0)
    differences.push({ message: 'bytes stand in the source that belong to no answer' });
  return differences;
}

/** Stored bytes, taken piece by piece. */
class Stream {
  position = 0;
  private readonly chunks: Iterator<Buffer>;
  private readonly check: () => void;
  private rest: Buffer = Buffer.alloc(0);

  constructor(chunks: Iterator<Buffer>, check: () => void) {
    this.chunks = chunks;
    this.check = check;
  }

  /** At most `length` bytes; fewer at the end. */
  read(length: number): Buffer {
    const pieces = [...this.pieces(length)];
    return Buffer.concat(pieces);
  }

  hash(length: number): string {
    const hash = createHash('sha256');
    for (const piece of this.pieces(length)) hash.update(piece);
    return hash.digest('hex');
  }

  private *pieces(length: number): Generator<Buffer> {
    for (let left = length; left > 0; ) {
      if (this.rest.length === 0) {
        this.check();
        const next = this.chunks.next();
        if (next.done) return;
        this.rest = next.value;
      }
      const piece = this.rest.subarray(0, left);
      this.rest = this.rest.subarray(piece.length);
      this.position += piece.length;
      left -= piece.length;
      yield piece;
    }
  }
}

/** What the acquisition itself says of how complete the source is; null for a source that is no acquisition. */
export function acquisitionAxis(db: ReadableDb, source: SourceRow): Axis | null {
  const row = source.reread_of === null ? acquisitionOf(db, source.id) : null;
  if (row === null) return null;
  const proven = row.complete === 1;
  const bounds = proven ? 'nothing that the API gave when it was asked was left out' : 'it may lack entries';
  return {
    axis: 'completeness',
    subject: `source ${source.id}`,
    status: proven ? 'pass' : 'unverifiable',
    reason: `acquired from ${row.origin}, ${bounds}: ${row.reason ?? 'it does not say why'}; what the vendor never logged or deleted before, no acquisition shows`,
    checked: source.entries + source.duplicates,
  };
}
