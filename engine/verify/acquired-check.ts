import { createHash } from 'node:crypto';
import { toHex } from '../../shared/bytes/encoding.ts';
import type { Axis } from '../../shared/domain/verification.ts';
import { AppError } from '../../shared/errors.ts';
import { AcquiredFiles } from '../case/acquired.ts';
import { acquiredChunks, storedExtent } from '../case/bytes.ts';
import { type ContainerRow, containerRows } from '../case/containers.ts';
import type { ReadableDb } from '../case/database.ts';
import { caseFault } from '../case/faults.ts';
import { chunkLength } from '../case/schema.ts';
import { endsEarly, type SourceRow } from '../case/sources.ts';
import { unpack } from '../packed/unpack.ts';
import type { StopFlag } from '../threads/signal.ts';
import { answerDifferences } from './answers-check.ts';
import type { Findings } from './findings.ts';

/** What of a file is not as the case file says. */
export interface Difference {
  readonly message: string;
  readonly expected?: string;
  readonly actual?: string;
}

/** What the file of a source, as acquired, gives when it is unpacked again. */
export interface AcquiredAgain {
  readonly differences: readonly Difference[];
  /** Whether its stream ends before it should. */
  readonly brokenOff: boolean;
}

const asStored: AcquiredAgain = { differences: [], brokenOff: false };

/**
 * Unpacks what a case keeps of files as they were acquired again, and holds it against what the case says of them: a
 * stream that is stored must be what its file decompresses to.
 */
export class AcquiredCheck {
  private readonly db: ReadableDb;
  private readonly stop: StopFlag;
  private readonly containers: ReadonlyMap<number, ContainerRow>;
  private readonly files: AcquiredFiles;
  /** By the source whose bytes they are: a source that was read anew has none of its own. */
  private readonly known = new Map<number, AcquiredAgain>();

  constructor(db: ReadableDb, stop: StopFlag) {
    this.db = db;
    this.stop = stop;
    this.files = new AcquiredFiles(db);
    this.containers = new Map(containerRows(db).map((row) => [row.id, row]));
  }

  async of(source: SourceRow): Promise<AcquiredAgain> {
    if (source.compression === null && source.container === null) return this.answersOf(source);
    const owner = source.reread_of ?? source.id;
    const known = this.known.get(owner) ?? (await this.unpackAgain(source));
    this.known.set(owner, known);
    return known;
  }

  /** Of what an API answered; a source that is a plain file has nothing beside its bytes. */
  private answersOf(source: SourceRow): AcquiredAgain {
    try {
      const differences = answerDifferences(this.db, source, () => this.stop.check());
      return differences.length === 0 ? asStored : { differences, brokenOff: false };
    } catch (error) {
      const fault = caseFault(error, this.db.name);
      // What cannot be read at all is told when its records are.
      if (fault instanceof AppError && fault.code === 'CASE_CORRUPT') return asStored;
      throw fault;
    }
  }

  private async unpackAgain(source: SourceRow): Promise<AcquiredAgain> {
    try {
      return await this.compare(source);
    } catch (error) {
      const fault = caseFault(error, this.db.name);
      if (!(fault instanceof AppError) || (fault.code !== 'CASE_CORRUPT' && fault.code !== 'FORMAT_UNKNOWN'))
        throw fault;
      return {
        differences: [{ message: `its file as acquired cannot be read: ${fault.message}` }],
        brokenOff: endsEarly(source),
      };
    }
  }

  private async compare(source: SourceRow): Promise<AcquiredAgain> {
    const { reader, packing } = await this.files.placeOf(source);
    if (packing === null) {
      const message = 'the container holds no file where this source is said to have been';
      return { differences: [{ message }], brokenOff: endsEarly(source) };
    }
    const stated = {
      bytes: source.stream_bytes ?? source.bytes,
      sha256: toHex(source.stream_sha256 ?? source.sha256),
    };
    const stream = unpack(reader, packing, Number.MAX_SAFE_INTEGER);
    const hash = createHash('sha256');
    let bytes = 0;
    for (;;) {
      this.stop.check();
      const next = await stream.next();
      if (next.done) {
        const { fault, ...file } = next.value;
        const differences = [
          ...this.extent(source),
          ...difference('size of its file as acquired', file.bytes, source.bytes),
          ...difference('SHA-256 of its file as acquired', toHex(file.sha256), toHex(source.sha256)),
          ...difference('size of what its file decompresses to', bytes, stated.bytes),
          ...difference('SHA-256 of what its file decompresses to', hash.digest('hex'), stated.sha256),
          ...difference(
            'word on whether its file decompresses to its end',
            fault === null,
            !endsEarly(source),
          ),
        ];
        return { differences, brokenOff: fault !== null };
      }
      hash.update(next.value);
      bytes += next.value.length;
      // A hostile case file could hold a bomb: nothing beyond what it says is looked at.
      if (bytes <= stated.bytes) continue;
      await stream.return({} as never);
      const message = 'its file as acquired decompresses to more than the case file says';
      return { differences: [{ message }], brokenOff: endsEarly(source) };
    }
  }

  /** Reading goes as far as the file is said to be long: what is stored beyond that would be met by nobody but `extract`. */
  private extent({ container, reread_of, id, bytes }: SourceRow): Difference[] {
    // A container is read whole.
    if (container !== null) return [];
    const stored = storedExtent(this.db, reread_of ?? id);
    return [
      ...difference('size of its file as it is stored', stored.bytes, bytes),
      ...difference('count of its stored chunks', stored.chunks, Math.ceil(bytes / chunkLength)),
    ];
  }

  /** The axis of each container: whether its bytes are those that were acquired. */
  containerAxes(findings: Findings): Axis[] {
    return [...this.containers.values()].map((container) => {
      const subject = `container ${container.id}`;
      const differences = this.containerDifferences(container);
      for (const each of differences)
        findings.add({ ...each, axis: 'storage', subject, code: 'STORAGE_ACQUIRED' });
      const faulty = differences.length > 0;
      return {
        axis: 'storage',
        subject,
        status: faulty ? 'fail' : 'pass',
        reason: faulty
          ? 'the stored bytes of the container are not those that were acquired'
          : 'the stored bytes of the container are those that were acquired, by their hash',
        checked: 1,
      };
    });
  }

  private containerDifferences({ id, bytes, sha256 }: ContainerRow): Difference[] {
    const hash = createHash('sha256');
    let length = 0;
    try {
      for (const chunk of acquiredChunks(this.db, id)) {
        this.stop.check();
        hash.update(chunk);
        length += chunk.length;
      }
    } catch (error) {
      const fault = caseFault(error, this.db.name);
      if (!(fault instanceof AppError) || fault.code !== 'CASE_CORRUPT') throw fault;
      return [{ message: `it cannot be read: ${fault.message}` }];
    }
    return [
      ...difference('size of the container', length, bytes),
      ...difference('SHA-256 of the container', hash.digest('hex'), toHex(sha256)),
    ];
  }
}

function difference<T extends string | number | boolean>(what: string, derived: T, stated: T): Difference[] {
  if (derived === stated) return [];
  return [
    {
      message: `the case file's ${what} is not what the stored bytes give`,
      expected: String(derived),
      actual: String(stated),
    },
  ];
}
