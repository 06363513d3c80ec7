import type { Packing } from '../packed/packing.ts';
import { type ZipContents, zipContents } from '../packed/zip.ts';
import { AcquiredBytes } from './bytes.ts';
import { containerRow } from './containers.ts';
import type { ReadableDb } from './database.ts';
import type { SourceRow } from './sources.ts';

/** Where the file of a source stands as it was acquired. */
export interface AcquiredPlace {
  readonly reader: AcquiredBytes;
  /** Null where the container holds no such file. */
  readonly packing: Packing | null;
}

/** Finds the files of sources in what a case keeps of files as they were acquired; reads each container's directory once. */
export class AcquiredFiles {
  private readonly db: ReadableDb;
  private readonly contents = new Map<number, Promise<ZipContents>>();

  constructor(db: ReadableDb) {
    this.db = db;
  }

  /**
   * Of a source that is compressed, or came in a container.
   *
   * @throws AppError CASE_CORRUPT, FORMAT_UNKNOWN where the stored container is no zip
   */
  async placeOf(source: SourceRow): Promise<AcquiredPlace> {
    const { compression, container, member_at, bytes } = source;
    if (container === null) {
      const reader = new AcquiredBytes(this.db, source.reread_of ?? source.id, bytes);
      return { reader, packing: { member: null, compression } };
    }
    const reader = new AcquiredBytes(this.db, container, containerRow(this.db, container)?.bytes ?? 0);
    const contents = this.contents.get(container) ?? zipContents(reader);
    this.contents.set(container, contents);
    const { members } = await contents;
    const member = members.find(({ at, name }) => at === member_at && name === source.member);
    return { reader, packing: member === undefined ? null : { member, compression } };
  }
}
