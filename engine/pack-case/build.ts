/** A pack made into a case to be looked at: a file for as long as it is open, that says of itself that it is a pack. */
import { createHash } from 'node:crypto';
import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { OpenedPack } from '../../shared/domain/case.ts';
import type { VerifyReport } from '../../shared/domain/verification.ts';
import { AppError } from '../../shared/errors.ts';
import type { Mapping } from '../../shared/mapping/mapping.ts';
import { readMapping } from '../../shared/mapping/read.ts';
import type { PackSource, PackSources } from '../../shared/pack/lines.ts';
import { outcomeOf } from '../../shared/pack/outcome.ts';
import { scopeWords } from '../../shared/pack/scope.ts';
import type { KnownSigner } from '../../shared/seal/known-signer.ts';
import { lastEntry } from '../case/census.ts';
import { nextSourceId } from '../case/containers.ts';
import { buildCase } from '../case/create.ts';
import type { WritableDb } from '../case/database.ts';
import { importPaths } from '../import/import-paths.ts';
import { shapes, systems, unknownSystem } from '../import/systems/registry.ts';
import { Scratch } from '../proof/scratch.ts';
import { checkPackFile, describePackFile } from '../seal/check-file.ts';
import { PackFile } from '../seal/pack-file.ts';
import type { TaskContext } from '../task.ts';
import type { StopFlag } from '../threads/signal.ts';
import { recordVerification } from '../verify/record.ts';
import {
  insertAnnotations,
  insertContainer,
  insertSource,
  replaceCustody,
  statePack,
  stateSource,
} from './statements.ts';
import { type Trail, writeTrails } from './trails.ts';

/** Entries by the line of the index, from 0: a number for each line. */
class EntryNumbers {
  private numbers = new Float64Array(1024);

  set(n: number, entry: number): void {
    if (n >= this.numbers.length) {
      const more = new Float64Array(Math.max(2 * this.numbers.length, n + 1));
      more.set(this.numbers);
      this.numbers = more;
    }
    this.numbers[n] = entry;
  }

  get(n: number): number | undefined {
    return this.numbers[n] || undefined;
  }
}

interface Wish {
  readonly pack: string;
  /** Where the case is made; the folder is of its own. */
  readonly path: string;
  readonly known: readonly KnownSigner[];
  /** What a check of it has found, where it was checked already. */
  readonly report?: VerifyReport;
}

/**
 * Checks a pack, and makes a case of what it holds. A pack that fails its check is opened too: what fails is what one wants to look at.
 *
 * @throws AppError FILE_UNREADABLE, PACK_UNREADABLE, CANCELLED, DISK_FULL
 */
export async function buildPackCase(
  { pack: path, path: out, known, report: found }: Wish,
  context: TaskContext,
  stop: StopFlag,
): Promise<void> {
  const described = await describePackFile(path);
  const report = found ?? (await checkPackFile(path, { known }, context));
  const work = mkdtempSync(join(dirname(out), 'trails-'));
  const pack = await PackFile.open(path);
  let room: Scratch | null = null;
  const findRoom = () => (room ??= Scratch.inFile([work]));
  try {
    const trails = await writeTrails(pack, described.sources, work, findRoom, context);
    await buildCase(out, { title: described.case.title }, async (db) => {
      const entryOf = await importSources(db, described, pack, trails, context, stop);
      recordVerification(db, report, '');
      await insertAnnotations(db, pack, entryOf);
      await replaceCustody(db, pack);
      statePack(db, described, await openedPack(path, described, report));
    });
  } finally {
    (room as Scratch | null)?.close();
    pack.close();
    rmSync(work, { recursive: true, force: true });
  }
}

/** Sources keep their numbers, and records those of the pack. @returns entries by the line of the index */
async function importSources(
  db: WritableDb,
  { sources, containers }: PackSources,
  pack: PackFile,
  trails: ReadonlyMap<number, Trail>,
  context: TaskContext,
  stop: StopFlag,
): Promise<EntryNumbers> {
  const entryOf = new EntryNumbers();
  const inOrder = [...sources, ...containers].map(({ id }) => id).sort((a, b) => a - b);
  for (const id of inOrder) {
    const source = sources.find((each) => each.id === id);
    const container = containers.find((each) => each.id === id);
    const trail = trails.get(id);
    if (source === undefined && container !== undefined) {
      insertContainer(db, container, sources.find((each) => each.container?.id === id)?.imported ?? '');
    } else if (source !== undefined && trail === undefined) {
      insertSource(db, source);
    } else if (source !== undefined && trail !== undefined) {
      if (nextSourceId(db) !== id) throw unnumbered();
      const before = lastRows(db);
      await importTrail(db, { ...trail, mapping: await mappingIn(pack, source) }, context, stop);
      placeRecords(db, trail, before, entryOf);
      stateSource(db, source);
    }
  }
  return entryOf;
}

async function importTrail(
  db: WritableDb,
  { path, source, mapping }: Trail & { readonly mapping: Mapping | null },
  context: TaskContext,
  stop: StopFlag,
): Promise<void> {
  const request = { paths: [path], partial: true, actor: '' };
  const known = [...systems, ...shapes].some(({ mapping: { name } }) => name === source.system);
  const by = mapping !== null ? { mapping } : known ? { system: source.system } : {};
  try {
    await importPaths(db, { ...request, ...by }, context, stop);
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'CANCELLED' || error.code === 'DISK_FULL') throw error;
    // A mapping that does not fit, and none: the entries are shown as they are, without columns.
    try {
      await importPaths(db, { ...request, mapping: unknownSystem.mapping }, context, stop);
    } catch (fault) {
      throw fault instanceof AppError && fault.code === 'FORMAT_UNKNOWN'
        ? unlikeEntries(source, fault)
        : fault;
    }
  }
}

/** Where the entries are put while the pack is open is nothing that a person knows of. */
function unlikeEntries({ id, name }: PackSource, cause: AppError): AppError {
  return new AppError(
    {
      code: 'PACK_UNREADABLE',
      message: `the entries of source ${id} (${name}) are none that a trail has`,
      safe: 'nothing was changed',
      next: 'casebound verify says what is wrong with the pack; get it again from where it came from',
    },
    { cause },
  );
}

/** The mapping that the pack has of a source: hostile like all of it, and read like any file of somebody else's. */
export async function mappingIn(pack: PackFile, { mapping: path }: PackSource): Promise<Mapping | null> {
  if (path === undefined || !pack.has(path)) return null;
  const bytes = await pack.whole(path).catch(unlessUnreadable);
  const read = bytes === null ? '' : readMapping(Buffer.from(bytes).toString('utf8'));
  if (typeof read === 'string') return null;
  // Where records stood in their files is no matter here: they stand in a list of their own.
  const { records: _, ...mapping } = read;
  return mapping;
}

/** What does not read is told of by the check of the pack. */
function unlessUnreadable(error: unknown): null {
  if (error instanceof AppError && error.code === 'PACK_UNREADABLE') return null;
  throw error;
}

/** Of each record, where the pack says it stood among those of its source, and its line in the index. */
function placeRecords(
  db: WritableDb,
  { source, records }: Trail,
  before: ReturnType<typeof lastRows>,
  entryOf: EntryNumbers,
): void {
  const own = 'SELECT id, id, offset FROM entry_row WHERE source = ? AND id > ? ORDER BY id LIMIT ?';
  const repeated = 'SELECT id, entry, offset FROM duplicate WHERE source = ? AND id > ? ORDER BY id LIMIT ?';
  place(own, 'entry_row', before.entry);
  place(repeated, 'duplicate', before.duplicate);

  /** Rows are numbered in the order of the trail, as its records are. */
  function place(select: string, table: 'entry_row' | 'duplicate', behind: number): void {
    const following = db.prepare<[number, number, number], [number, number, number]>(select).raw();
    const placing = db.prepare(`UPDATE ${table} SET ordinal = ?, line = ? WHERE id = ?`);
    const inOrder = records[Symbol.iterator]();
    let ahead = inOrder.next();
    const placed = db.transaction((rows: readonly [number, number, number][]) => {
      for (const [id, entry, offset] of rows) {
        while (!ahead.done && ahead.value.offset < offset) ahead = inOrder.next();
        if (ahead.done || ahead.value.offset !== offset) continue;
        placing.run(ahead.value.ordinal, ahead.value.n + 1, id);
        entryOf.set(ahead.value.n, entry);
      }
    });
    let last = behind;
    for (;;) {
      const rows = following.all(source.id, last, placedAtOnce);
      if (rows.length === 0) break;
      placed(rows);
      last = rows.at(-1)?.[0] ?? last;
    }
  }
}

const placedAtOnce = 10_000;

/** A source's rows stand behind those of the sources before it. */
function lastRows(db: WritableDb): { readonly entry: number; readonly duplicate: number } {
  const last = db.prepare<[], number | null>('SELECT max(id) FROM duplicate').pluck();
  return { entry: lastEntry(db), duplicate: last.get() ?? 0 };
}

async function openedPack(
  path: string,
  { pack, sources }: PackSources,
  report: VerifyReport,
): Promise<OpenedPack> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  const { name, number, scope, records, withheld, masked, related } = pack;
  return {
    ...{ path, name, number, sha256: hash.digest('hex'), scope: scopeWords(scope) },
    ...{ records, withheld, masked, related },
    ...{ outcome: outcomeOf(report), findingsTotal: report.findingsTotal, signers: report.signers ?? [] },
    sources: sources.map(statedSource),
  };
}

function statedSource({ id, entries, duplicates, conflicts, quarantined, period, records }: PackSource) {
  return { id, entries, duplicates, conflicts, quarantined, period, records };
}

function unnumbered(): AppError {
  return new AppError({
    code: 'PACK_UNREADABLE',
    message: 'the sources of the pack are not numbered as a case numbers them',
    safe: 'nothing was opened',
    next: 'casebound verify tells what is wrong with the pack',
  });
}
