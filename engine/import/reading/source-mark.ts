import type { Layout } from '../layout/layout.ts';
import type { Located } from '../split/located.ts';
import { TableState } from '../split/split-table.ts';

/** A place between two records of a source, and what everything before it and a little behind it hashes to. */
export interface SourceMark {
  /** Bytes from the beginning that were hashed: at least to the end of the record before the place. */
  readonly bytes: number;
  /** SHA-256 of them, hex. */
  readonly sha256: string;
  /** Of the place: the end of the record before it. */
  readonly offset: number;
  /** 1-based, of the place. */
  readonly line: number;
  /** Of the next readable record. */
  readonly ordinal: number;
  /** Of a table, what its rows are read by. */
  readonly table: {
    /** Base64. */
    readonly heading: string;
    /** The byte that rows end with. */
    readonly lineEnd: number;
  } | null;
}

/** How a source is read whose reading may be gone on with from a place in it. */
export interface Marking {
  /** Bytes from one mark to the next, at least. */
  readonly every: number;
  /** Where to begin, if the bytes before it are those that they were. */
  readonly from: SourceMark | null;
}

/** Whether every line of a source that is laid out like this is a record, whatever stands in other lines, and its bytes are those of UTF-8. */
export function isLines(layout: Layout): boolean {
  return layout.form === 'ndjson' && layout.encoding === 'utf-8';
}

/**
 * Whether a source that is laid out like this can be read from a place in it on: a line says nothing of how the next is to be read, and a row
 * no more than its heading and its end do. Of JSON documents all that is open around the place would be needed, and UTF-16 is read through
 * its shadow.
 */
export function isMarkable(layout: Layout): boolean {
  return isLines(layout) || (layout.form === 'table' && layout.encoding === 'utf-8');
}

/** Bytes of a heading; behind a longer one nothing is marked. */
const headingLimit = 1 << 16;

/** Where in a source a record ends, and what what follows is read by; null where that is too much, or not known. `table`: of a table. */
export function placeBehind(
  record: Located,
  table: TableState | null,
): Pick<SourceMark, 'offset' | 'line' | 'table'> | null {
  const offset = record.offset + record.length;
  if (table === null) return { offset, line: record.line, table };
  const { heading, headingAt, lineEnd } = table;
  if (heading === null || heading.length > headingLimit || offset <= headingAt) return null;
  if (table.wasTorn && !table.isWhole(record.bytes)) return null;
  return {
    offset,
    line: record.line + table.linesIn(record.bytes),
    table: { heading: heading.toString('base64'), lineEnd },
  };
}

/** What a table is read by from a place in it on. */
export function tableStateAt(from: SourceMark | null): TableState {
  if (from === null || from.table === null) return new TableState();
  const { heading, lineEnd } = from.table;
  return new TableState(from.offset, from.line, Buffer.from(heading, 'base64'), lineEnd);
}

/** The blocks from the place on, once the bytes up to it are known to be the same; none where they are not. */
export function* blocksFrom(
  blocks: Iterable<Buffer>,
  { bytes, offset }: SourceMark,
  areTheSame: () => boolean,
): Generator<Buffer> {
  const held: Buffer[] = [];
  let at = 0;
  for (const block of blocks) {
    const rest = block.subarray(Math.max(0, Math.min(offset - at, block.length)));
    at += block.length;
    if (at < bytes) {
      // A block may be taken away once the next is asked for.
      if (rest.length > 0) held.push(Buffer.from(rest));
      continue;
    }
    if (!areTheSame()) return;
    yield* held.splice(0);
    if (rest.length > 0) yield rest;
  }
}
