import { createHash } from 'node:crypto';
import { toHex } from '../../shared/bytes/encoding.ts';
import type { SourceInfo } from '../../shared/domain/case.ts';
import { containerRows } from '../case/containers.ts';
import type { ReadableDb } from '../case/database.ts';
import { sourceInfo, sourceRow } from '../case/sources.ts';
import type { ByteReader } from '../packed/byte-reader.ts';
import type { Packing } from '../packed/packing.ts';
import { unpack } from '../packed/unpack.ts';
import type { StopFlag } from '../threads/signal.ts';

interface Known {
  readonly id: number;
  /** Hex. */
  readonly sha256: string;
}

/** Tells files that the case has already; only files of a size that it knows are hashed to find out. */
export class AcquiredBefore {
  private readonly db: ReadableDb;
  private readonly sources = new Map<number, Known[]>();
  private readonly containers = new Map<number, Known[]>();

  constructor(db: ReadableDb) {
    this.db = db;
    const rows = db.prepare<[], { id: number; bytes: number; sha256: Buffer }>(
      'SELECT id, bytes, sha256 FROM source WHERE reread_of IS NULL ORDER BY id',
    );
    for (const row of rows.iterate()) this.add(this.sources, row);
    for (const row of containerRows(db)) this.add(this.containers, row);
  }

  private add(to: Map<number, Known[]>, file: { id: number; bytes: number; sha256: Uint8Array }): void {
    remember(to, file.bytes, { id: file.id, sha256: toHex(file.sha256) });
  }

  addSource({ id, bytes, sha256 }: SourceInfo): void {
    remember(this.sources, bytes, { id, sha256 });
  }

  /** The source that these bytes were imported as, or null. `bytes`: their number. */
  async source(
    reader: ByteReader,
    member: Packing['member'],
    bytes: number,
    stop: StopFlag,
  ): Promise<SourceInfo | null> {
    const same = await this.find(this.sources, reader, member, bytes, stop);
    return same === null ? null : sourceInfo(sourceRow(this.db, same));
  }

  /** The id of the container that these bytes were imported as, or null. */
  container(reader: ByteReader, stop: StopFlag): Promise<number | null> {
    return this.find(this.containers, reader, null, reader.size, stop);
  }

  private async find(
    among: Map<number, Known[]>,
    reader: ByteReader,
    member: Packing['member'],
    bytes: number,
    stop: StopFlag,
  ): Promise<number | null> {
    const candidates = among.get(bytes);
    if (candidates === undefined) return null;
    const hash = createHash('sha256');
    // Of a file in a zip the directory tells the size, and nothing beyond it is given.
    const packing = { member, compression: null };
    for await (const piece of unpack(reader, packing, Number.MAX_SAFE_INTEGER, () => stop.check()))
      hash.update(piece);
    const sha256 = toHex(hash.digest());
    return candidates.find((known) => known.sha256 === sha256)?.id ?? null;
  }
}

function remember(to: Map<number, Known[]>, bytes: number, known: Known): void {
  const before = to.get(bytes);
  if (before === undefined) to.set(bytes, [known]);
  else before.push(known);
}
