/** The entries of a pack as trails to be imported: one file for each source, as its entries stand in the pack. */
import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { encodeText } from '../../shared/bytes/encoded-text.ts';
import { concat } from '../../shared/bytes/encoding.ts';
import { type FindRoom, PagedRows } from '../../shared/bytes/paged-rows.ts';
import { ByteStream } from '../../shared/pack/byte-stream.ts';
import { parseLine } from '../../shared/pack/check-context.ts';
import { entryFiles } from '../../shared/pack/entry-files.ts';
import { paths } from '../../shared/pack/layout.ts';
import { anyIndexLineSchema, type PackSource } from '../../shared/pack/lines.ts';
import { MemberFault } from '../../shared/pack/member.ts';
import type { PackFile } from '../seal/pack-file.ts';
import type { TaskContext } from '../task.ts';

/** A record that the pack has bytes of. */
export interface PackedRecord {
  /** The line of the index, from 0. */
  readonly n: number;
  /** Its place among the records of its source. */
  readonly ordinal: number;
  /** Where it stands in the trail. */
  readonly offset: number;
}

const recordLength = 24;

/** The records of a trail, in its order: millions as objects would take more than all else of opening a pack. */
export class PackedRecords {
  private readonly rows: PagedRows;

  constructor(findRoom: FindRoom) {
    this.rows = new PagedRows(recordLength, findRoom);
  }

  get length(): number {
    return this.rows.size;
  }

  add({ n, ordinal, offset }: PackedRecord): void {
    const at = this.rows.add();
    const { view } = this.rows.page;
    view.setFloat64(at, n);
    view.setFloat64(at + 8, ordinal);
    view.setFloat64(at + 16, offset);
  }

  *[Symbol.iterator](): Generator<PackedRecord> {
    for (let row = 0; row < this.length; row++) {
      const at = this.rows.at(row);
      const { view } = this.rows.page;
      yield {
        n: view.getFloat64(at),
        ordinal: view.getFloat64(at + 8),
        offset: view.getFloat64(at + 16),
      };
    }
  }
}

export interface Trail {
  readonly source: PackSource;
  readonly path: string;
  readonly records: PackedRecords;
}

const lineLimit = 1 << 20;
/** An entry that is longer is no entry of any import. */
const entryLimit = 1 << 29;

/**
 * Writes the trails into a folder, by source id, those that the pack has bytes of. What does not read is left out: the check of the
 * pack tells of it.
 *
 * @param findRoom where records are put aside; it is theirs as long as the trails are used
 */
export async function writeTrails(
  pack: PackFile,
  sources: readonly PackSource[],
  folder: string,
  findRoom: FindRoom,
  context: TaskContext,
): Promise<Map<number, Trail>> {
  const writer = new TrailWriter(pack, sources, folder, findRoom);
  try {
    const index = new ByteStream(pack.stream(paths.index));
    for (let n = 0; ; n++) {
      if (n % 1000 === 0) context.checkCancelled();
      const bytes = await lineOf(index);
      if (bytes === null) break;
      const line = parseLine(anyIndexLineSchema, bytes);
      // By its place, whatever number a hostile line gives itself.
      if (line !== null && 'file' in line && line.length <= entryLimit) await writer.add({ ...line, n });
    }
    await index.close();
    return writer.finish();
  } finally {
    writer.close();
  }
}

async function lineOf(index: ByteStream): Promise<Uint8Array | null> {
  try {
    return await index.line(lineLimit);
  } catch (error) {
    if (error instanceof MemberFault) return null;
    throw error;
  }
}

/** JSON entries that span lines are written as one array: then nothing but JSON itself parts them. */
class TrailWriter {
  private readonly pack: PackFile;
  private readonly sources: ReadonlyMap<number, PackSource>;
  private readonly places: ReturnType<typeof entryFiles>;
  private readonly folder: string;
  private readonly unpacked = new Map<string, { readonly file: number; readonly size: number }>();
  private readonly open = new Map<number, { file: number; at: number; trail: Trail }>();
  private readonly findRoom: FindRoom;

  constructor(pack: PackFile, sources: readonly PackSource[], folder: string, findRoom: FindRoom) {
    this.findRoom = findRoom;
    this.pack = pack;
    this.sources = new Map(sources.map((source) => [source.id, source]));
    this.places = entryFiles(sources);
    this.folder = folder;
  }

  async add(line: {
    n: number;
    source: number;
    ordinal: number;
    offset: number;
    length: number;
  }): Promise<void> {
    const source = this.sources.get(line.source);
    const place = this.places.get(line.source);
    if (source === undefined || place === undefined) return;
    const from = await this.unpack(place.path);
    if (line.offset + line.length > from.size) return;
    const bytes = Buffer.alloc(line.length);
    readSync(from.file, bytes, 0, line.length, line.offset);
    const trail = this.trailOf(source);
    const joint = source.table === null ? this.joint(source, trail.trail.records.length) : place.lineEnd;
    if (source.table === null) trail.at += put(trail.file, joint, trail.at);
    trail.trail.records.add({ n: line.n, ordinal: line.ordinal, offset: trail.at });
    trail.at += put(trail.file, bytes, trail.at);
    if (source.table !== null) trail.at += put(trail.file, joint, trail.at);
  }

  finish(): Map<number, Trail> {
    const trails = new Map<number, Trail>();
    for (const [id, { file, at, trail }] of this.open) {
      if (trail.source.table === null) put(file, encodeText(trail.source.encoding, '\n]\n'), at);
      trails.set(id, trail);
    }
    return trails;
  }

  close(): void {
    for (const { file } of [...this.open.values(), ...this.unpacked.values()]) closeSync(file);
  }

  private joint({ encoding }: PackSource, before: number): Uint8Array {
    return encodeText(encoding, before === 0 ? '[\n' : ',\n');
  }

  private trailOf(source: PackSource) {
    const known = this.open.get(source.id);
    if (known !== undefined) return known;
    const path = join(this.folder, `trail-${source.id}`);
    const file = openSync(path, 'wx', 0o600);
    const records = new PackedRecords(this.findRoom);
    const opening = this.places.get(source.id)?.opening ?? new Uint8Array();
    const opened = { file, at: put(file, concat(opening), 0), trail: { source, path, records } };
    this.open.set(source.id, opened);
    return opened;
  }

  /** A file of entries, out of the zip, to be read at any place; as far as it can be. */
  private async unpack(path: string): Promise<{ readonly file: number; readonly size: number }> {
    const known = this.unpacked.get(path);
    if (known !== undefined) return known;
    const file = openSync(join(this.folder, `entries-${this.unpacked.size}`), 'wx+', 0o600);
    let size = 0;
    try {
      for await (const piece of this.pack.stream(path)) size += put(file, piece, size);
    } catch (error) {
      if (!(error instanceof MemberFault)) throw error;
    }
    this.unpacked.set(path, { file, size });
    return { file, size };
  }
}

function put(file: number, bytes: Uint8Array, at: number): number {
  for (let done = 0; done < bytes.length; )
    done += writeSync(file, bytes, done, bytes.length - done, at + done);
  return bytes.length;
}
