import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import { toHex } from '../../shared/bytes/encoding.ts';
import type { SourceInfo } from '../../shared/domain/case.ts';
import type { ImportResult, UnappliedOption } from '../../shared/domain/import.ts';
import { containerDigest, containerInfo, containerRow, nextSourceId } from '../case/containers.ts';
import type { WritableDb } from '../case/database.ts';
import { acquisitionDigest, endsEarly, sourceInfo, sourceRow, sourceRows } from '../case/sources.ts';
import { appendCustody } from '../custody/log.ts';
import { toldPath } from '../files/exact-path.ts';
import { FileReader } from '../packed/byte-reader.ts';
import { isPlain } from '../packed/packing.ts';
import { streamLimit } from '../packed/unpack.ts';
import { SegmentWriter } from '../query/index/segment/segment-writer.ts';
import type { TaskContext } from '../task.ts';
import { keptThreadsMs, ReadyThreads } from '../threads/ready-threads.ts';
import { Meter, type StopFlag } from '../threads/signal.ts';
import { AcquiredBefore } from './acquired-before.ts';
import { CaseTerms } from './batch/known-terms.ts';
import type { Trail } from './detect/examine.ts';
import { checkExpected, type Expected } from './detect/expected-hashes.ts';
import { withFound } from './detect/find-files.ts';
import { bytesOf, type Planned } from './detect/plan.ts';
import { changedMeanwhile, hashFile, importSource, nextEntryId, storeFile } from './import-source.ts';
import { lastWritten, refuseRewritten } from './rewritten-file.ts';
import { KnownEntries } from './store/known-entries.ts';
import { type ReadingWish, unappliedTo } from './unapplied.ts';

interface Means {
  readonly context: TaskContext;
  readonly stop: StopFlag;
  /** Of all files, in bytes. */
  readonly total: number;
}

interface Request extends ReadingWish {
  readonly actor: string;
}

type Done = Pick<ImportResult, 'sources' | 'containers' | 'hashes' | 'unapplied'>;

/** A source of one trail, the expected hashes that matched, and what was asked of it and does not hold. */
interface Imported {
  readonly source: SourceInfo;
  readonly by: string[];
  readonly unapplied: readonly UnappliedOption[];
}

/** An open file of the import, and what it came in. */
interface Opened {
  readonly file: number;
  readonly reader: FileReader;
  /** As it is told. */
  readonly path: string;
  readonly container: number | null;
  readonly expected: readonly Expected[];
  /** Counts what was read of it to be unpacked. */
  readonly meter: Meter;
}

/** Imports files one after the other. Use it inside one transaction. */
export class FileImport {
  private readonly db: WritableDb;
  private readonly request: Request;
  private readonly means: Means;
  private readonly known: KnownEntries;
  private readonly terms: CaseTerms;
  private readonly index: SegmentWriter;
  private readonly before: AcquiredBefore;
  /** What one file's threads have compiled serves the next. */
  private readonly threads = new ReadyThreads({ keepMs: keptThreadsMs });
  /** Bytes of the files that are done, and records of theirs. */
  private done = { bytes: 0, records: 0 };

  constructor(db: WritableDb, request: Request, means: Means) {
    this.db = db;
    this.request = request;
    this.means = means;
    this.known = new KnownEntries(db);
    this.terms = new CaseTerms(db);
    this.index = new SegmentWriter(db, nextEntryId(db));
    this.before = new AcquiredBefore(db);
  }

  import(planned: Planned): Promise<Done> {
    const path = toldPath(planned.file.path);
    return withFound(planned.file, async (file) => {
      const opened = {
        file,
        reader: new FileReader(file, path),
        path,
        expected: planned.expected,
        meter: new Meter(),
      };
      const done =
        planned.kind === 'zip'
          ? await this.importZip(planned, opened)
          : await this.importAlone(planned.trail, { ...opened, container: null });
      this.done.bytes += bytesOf(planned);
      return done;
    });
  }

  /** To be called once after the last file. */
  finish(): void {
    this.index.flush();
  }

  /** To be called in the end, whatever came. */
  async close(): Promise<void> {
    await this.threads.close();
  }

  private async importAlone(trail: Trail, opened: Opened): Promise<Done> {
    const before = lastWritten(opened.file);
    const { source, by, unapplied } = await this.importTrail(trail, opened, basename(opened.path));
    // What was compressed is hashed as it is stored, and again as it is read.
    if (isPlain(trail.packing)) refuseRewritten(opened, before, source, this.means.stop);
    const hashes = by.map((each) => ({ id: source.id, by: each }));
    return { sources: [source], containers: [], hashes, unapplied };
  }

  private async importZip(
    planned: Extract<Planned, { kind: 'zip' }>,
    opened: Omit<Opened, 'container'>,
  ): Promise<Done> {
    const { db } = this;
    const same = await this.before.container(opened.reader, this.means.stop);
    if (same !== null) return this.zipAgain(same, opened);
    const id = this.insertContainer(opened);
    const row = containerRow(db, id);
    if (row === null) throw new Error('a container that was stored is not there');
    const by = checkExpected(opened.path, toHex(row.sha256), opened.expected);
    appendCustody(db, this.request.actor, 'import', {
      container: id,
      name: row.name,
      sha256: toHex(row.sha256),
      bytes: row.bytes,
      format: row.format,
      acquisition: containerDigest(row),
      ...outcome(by),
    });
    const sources: SourceInfo[] = [];
    const hashes = by.map((each) => ({ id, by: each }));
    const unapplied: UnappliedOption[] = [];
    for (const trail of planned.trails) {
      const label = trail.packing.member?.name ?? '';
      const name = label.split(/[\\/]/).at(-1) ?? label;
      const within = { ...opened, container: id, expected: planned.hashes.of(label) };
      const done = await this.importTrail(trail, within, name);
      const { source, by: stated } = done;
      sources.push(source);
      unapplied.push(...done.unapplied);
      hashes.push(...stated.map((each) => ({ id: source.id, by: each })));
    }
    if (!hashFile(opened.file, opened.path, this.means.stop).sha256.equals(row.sha256))
      throw changedMeanwhile(opened.path);
    return { sources, containers: [containerInfo(row)], hashes, unapplied };
  }

  private insertContainer({ file, path }: Omit<Opened, 'container'>): number {
    const { db } = this;
    const id = nextSourceId(db);
    const nothing = Buffer.alloc(0);
    db.prepare(
      `INSERT INTO container (id, name, path, format, bytes, sha256, secret, imported) VALUES (?, ?, ?, 'zip', 0, ?, ?, ?)`,
    ).run(
      id,
      basename(path).toWellFormed(),
      path.toWellFormed(),
      nothing,
      randomBytes(32),
      new Date().toISOString(),
    );
    const { bytes, sha256 } = storeFile(db, id, file, path, this.means.stop);
    db.prepare('UPDATE container SET bytes = ?, sha256 = ? WHERE id = ?').run(bytes, sha256, id);
    return id;
  }

  /** A zip that the case has already: what came of it then is all duplicates now. */
  private zipAgain(id: number, { path, expected }: Omit<Opened, 'container'>): Done {
    const { db } = this;
    const row = containerRow(db, id);
    if (row === null) throw new Error('a container that was found is not there');
    const name = basename(path).toWellFormed();
    const by = checkExpected(path, toHex(row.sha256), expected);
    const sources = sourceRows(db).filter(
      ({ container, reread_of }) => container === id && reread_of === null,
    );
    const unapplied = sources.flatMap((source) => unappliedTo(source, this.request));
    appendCustody(db, this.request.actor, 'import', {
      container: id,
      name,
      sha256: toHex(row.sha256),
      unchanged: true,
      ...optionsIn(unapplied),
      ...outcome(by),
    });
    return {
      unapplied,
      sources: sources.map((source) => allDuplicates(sourceInfo(source))),
      containers: [{ ...containerInfo(row), name }],
      hashes: by.map((each) => ({ id, by: each })),
    };
  }

  private async importTrail(trail: Trail, opened: Opened, fileName: string): Promise<Imported> {
    const { db, request, means } = this;
    const { detected, packing } = trail;
    const name = fileName.toWellFormed();
    const again = await this.before.source(opened.reader, packing.member, trail.bytes, means.stop);
    if (again !== null) {
      const by = checkExpected(whereOf(trail, opened), again.sha256, opened.expected);
      const unapplied = unappliedTo(sourceRow(db, again.id), request, name);
      appendCustody(db, request.actor, 'import', {
        source: again.id,
        name,
        sha256: again.sha256,
        unchanged: true,
        ...optionsIn(unapplied),
        ...withinOf(opened, by),
      });
      return { source: { ...allDuplicates(again), name }, by, unapplied };
    }
    const packed = packing.member?.packed ?? opened.reader.size;
    const source = await importSource(
      db,
      {
        bytes: {
          kind: 'file',
          file: opened.file,
          packing,
          limit: streamLimit(packed),
          read: opened.meter.memory,
        },
        path: opened.path,
        name,
        within:
          opened.container === null
            ? null
            : { container: opened.container, member: packing.member?.name ?? '' },
        layout: detected.layout,
        mapping: detected.mapping,
        evidence: detected.evidence,
        partial: request.partial,
      },
      {
        known: this.known,
        terms: this.terms,
        index: this.index,
        secret: randomBytes(32),
        stop: means.stop,
        threads: this.threads,
        progress: (bytes, records) => this.progress(name, trail, opened, bytes, records),
      },
    );
    const by = checkExpected(whereOf(trail, opened), source.sha256, opened.expected);
    this.before.addSource(source);
    this.done.records += source.entries + source.duplicates;
    recordImport(db, request, source, withinOf(opened, by));
    return { source, by, unapplied: [] };
  }

  /** `read`: of the stream, in bytes. How long a packed one will be is not known, but how far its file was read. */
  private progress(name: string, { packing }: Trail, opened: Opened, read: number, records: number): void {
    const plain = packing.member === null && packing.compression === null;
    const { total, context } = this.means;
    const here = Math.min(opened.reader.size, plain ? read : opened.meter.bytes);
    context.progress({
      phase: `importing ${name}`,
      done: Math.min(total, this.done.bytes + here),
      total,
      unit: 'bytes',
      entries: this.done.records + records,
    });
  }
}

/** Writes the custody event of a new source. */
export function recordImport(
  db: WritableDb,
  { actor, partial }: Pick<Request, 'actor' | 'partial'>,
  source: SourceInfo,
  more: Readonly<Record<string, unknown>>,
  action: 'import' | 'sync' = 'import',
): void {
  const { id, name, sha256, bytes, system, format, entries, duplicates, conflicts, quarantined, merkleRoot } =
    source;
  const row = sourceRow(db, id);
  appendCustody(db, actor, action, {
    source: id,
    name,
    sha256,
    bytes,
    system,
    format,
    entries,
    duplicates,
    conflicts,
    quarantined,
    merkleRoot,
    partial,
    acquisition: acquisitionDigest(row),
    ...(row.compression === null ? {} : { compression: row.compression }),
    ...(endsEarly(row) ? { incomplete: true } : {}),
    ...more,
  });
}

/** Names the options that do not hold, where there are any. */
function optionsIn(unapplied: readonly UnappliedOption[]): Record<string, unknown> {
  return unapplied.length === 0 ? {} : { unapplied: [...new Set(unapplied.map(({ option }) => option))] };
}

/** What a trail is called where it is refused. */
function whereOf({ packing: { member } }: Trail, { path }: Opened): string {
  return member === null ? path : `${path}: ${member.name}`;
}

/** Of what came in a container, its own hash was checked where one was stated of it; the container's is told of that. */
function withinOf({ container }: Opened, by: readonly string[]): Record<string, unknown> {
  if (container === null) return outcome(by);
  return by.length === 0 ? { container } : { container, ...outcome(by) };
}

/** Whether an expected hash was there, and where; one that differs is refused before. */
function outcome(by: readonly string[]): Record<string, unknown> {
  return by.length === 0 ? { expectedSha256: 'none' } : { expectedSha256: 'matched', expectedBy: by };
}

function allDuplicates(source: SourceInfo): SourceInfo {
  const { entries, duplicates, quarantined } = source;
  return {
    ...source,
    entries: 0,
    duplicates: entries + duplicates + quarantined,
    conflicts: 0,
    quarantined: 0,
  };
}
