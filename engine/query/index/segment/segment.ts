import { hash } from 'node:crypto';
import { z } from 'zod';
import { prepared, type ReadableDb } from '../../../case/database.ts';
import { parts, type SegmentPart, segmentEntries, unpacked } from './arrays.ts';

/** By column and part, the SHA-256, hex, of the array as stored. */
export type Manifest = Readonly<Record<string, Readonly<Partial<Record<SegmentPart, string>>>>>;

const manifestSchema = z.record(z.string(), z.partialRecord(z.enum(parts), z.string().length(64)));

/** Thrown where a stored index is not what this program writes. It is derived: the rows are asked instead. */
export class DamagedIndex extends Error {}

export function damaged(what: string): DamagedIndex {
  return new DamagedIndex(`the stored review index has ${what}`);
}

export interface SegmentRow {
  /** Its first entry. */
  readonly first: number;
  readonly entries: number;
  readonly manifest: Manifest;
}

/**
 * The segments that follow one another from entry 1 on, as far as entry `last`: one that begins behind it is of what was imported since.
 * Those behind a gap do not count.
 */
export function storedSegments(db: ReadableDb, last: number): SegmentRow[] {
  const rows = prepared<[], { first: number; entries: number; manifest: string }>(
    db,
    'SELECT first, entries, manifest FROM review_segment ORDER BY first',
  ).all();
  const segments: SegmentRow[] = [];
  let next = 1;
  for (const { first, entries, manifest } of rows) {
    if (first !== next || first > last) break;
    if (entries < 1 || entries > segmentEntries || first + entries - 1 > last)
      throw damaged('a wrong segment');
    segments.push({ first, entries, manifest: readManifest(manifest) });
    next += entries;
  }
  return segments;
}

function readManifest(text: string): Manifest {
  try {
    return manifestSchema.parse(JSON.parse(text)) as Manifest;
  } catch {
    throw damaged('a manifest that does not read');
  }
}

/** The arrays of one column in one segment. */
export class SegmentColumn {
  private readonly db: ReadableDb;
  private readonly segment: SegmentRow;
  private readonly column: string;

  constructor(db: ReadableDb, segment: SegmentRow, column: string) {
    this.db = db;
    this.segment = segment;
    this.column = column;
  }

  /** Null where no entry has a value. */
  codes(): Uint8Array | Uint16Array | Uint32Array | null {
    const bytes = this.bytes('codes');
    if (bytes === null) return null;
    switch (bytes.length / this.segment.entries) {
      case 1:
        return bytes;
      case 2:
        return new Uint16Array(bytes.buffer, bytes.byteOffset, this.segment.entries);
      case 4:
        return new Uint32Array(bytes.buffer, bytes.byteOffset, this.segment.entries);
      default:
        throw damaged('codes of another length');
    }
  }

  values(): Buffer | null {
    return this.bytes('values');
  }

  numbers(part: 'numbers' | 'ms'): Float64Array | null {
    const bytes = this.bytes(part);
    if (bytes === null) return null;
    if (bytes.length !== this.segment.entries * 8) throw damaged('numbers of another length');
    return new Float64Array(bytes.buffer, bytes.byteOffset, this.segment.entries);
  }

  ns(): Uint32Array | null {
    const bytes = this.bytes('ns');
    if (bytes === null) return null;
    if (bytes.length !== this.segment.entries * 4) throw damaged('numbers of another length');
    return new Uint32Array(bytes.buffer, bytes.byteOffset, this.segment.entries);
  }

  text(): Buffer | null {
    return this.bytes('text');
  }

  /** One of the arrays, whatever it is an array of; null where there is none. @throws DamagedIndex */
  bytes(part: SegmentPart): Buffer<ArrayBuffer> | null {
    const data = this.packed(part);
    try {
      return data && unpacked(data);
    } catch {
      throw damaged('an array that does not unpack');
    }
  }

  /** The same as it is stored, which is what the manifest says. */
  packed(part: SegmentPart): Buffer | null {
    const expected = this.segment.manifest[this.column]?.[part];
    const data = prepared<[number, string, string], { data: Buffer }>(
      this.db,
      'SELECT data FROM review_array WHERE segment = ? AND "column" = ? AND part = ?',
    ).get(this.segment.first, this.column, part)?.data;
    if (data === undefined && expected === undefined) return null;
    if (data === undefined || hash('sha256', data) !== expected) throw damaged('an array that was changed');
    return data;
  }
}
