/** Whether the tables of a pack say what its entries say: they are made again, from the entries and the mappings in the pack. */
import { createReadStream, createWriteStream } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Finding, VerifyReport } from '../../shared/domain/verification.ts';
import { AppError } from '../../shared/errors.ts';
import { BatesNumbers } from '../../shared/pack/bates-numbers.ts';
import { ByteStream } from '../../shared/pack/byte-stream.ts';
import { parseIndexLine } from '../../shared/pack/index-line.ts';
import { paths } from '../../shared/pack/layout.ts';
import type { AnyIndexLine, PackSources } from '../../shared/pack/lines.ts';
import { TextLines } from '../../shared/pack/text-lines.ts';
import type { ReadableDb } from '../case/database.ts';
import { openReadable } from '../case/open.ts';
import { Scratch } from '../proof/scratch.ts';
import type { MaskedFields } from '../redact/mask-plan.ts';
import { describePackFile } from '../seal/check-file.ts';
import type { StagedMember } from '../seal/member-writer.ts';
import { PackFile } from '../seal/pack-file.ts';
import { RecordWriter } from '../seal/records.ts';
import { Staging } from '../seal/staging.ts';
import type { TableState } from '../seal/tables/table-state.ts';
import { writeTables } from '../seal/tables/write-tables.ts';
import type { TaskContext } from '../task.ts';
import type { StopFlag } from '../threads/signal.ts';
import { buildPackCase } from './build.ts';
import { type Read, StatementCheck } from './check-statements.ts';
import { ownMappings } from './own-mappings.ts';
import { sheetsOf } from './sheets.ts';
import { removeTemporary, temporaryCase } from './temporary.ts';

const storage = { axis: 'storage', subject: 'tables' } as const;
/** Of a line of the index or of a table, in bytes. */
const longestLine = 1 << 28;
/** Of a line of a table, as much as a finding quotes. */
const quoted = 1000;

type Made = Omit<TableState, 'db' | 'sources' | 'name'>;

/**
 * The report on a pack, with what its tables are found to say. Nothing is concluded from what cannot be made again: a source that
 * does not read as an import, and tables with other columns than this version writes.
 *
 * @param report on the pack; of one that fails, nothing more is derived
 * @throws AppError PACK_UNREADABLE, DISK_FULL, CANCELLED
 */
export async function checkTables(
  path: string,
  report: VerifyReport,
  context: TaskContext,
  stop: StopFlag,
): Promise<VerifyReport> {
  if (report.axes.some(({ axis, status }) => axis === 'storage' && status === 'fail'))
    return judged(
      report,
      'unverifiable',
      'the files are not those that were sealed, or the entries are not',
      [],
    );
  const described = await describePackFile(path);
  const nameless = described.sources.filter(({ records, mapping }) => records > 0 && mapping === undefined);
  if (nameless.length > 0) {
    const ids = nameless.map(({ id }) => id).join(', ');
    return judged(report, 'unverifiable', `the pack does not have the mapping of source ${ids}`, []);
  }
  const out = temporaryCase();
  const pack = await PackFile.open(path);
  try {
    await buildPackCase({ pack: path, path: out, known: [], report }, context, stop);
    return await compared(report, described, pack, out, context);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'PACK_UNREADABLE') throw error;
    return judged(report, 'unverifiable', `the entries do not read as a trail: ${error.message}`, []);
  } finally {
    pack.close();
    removeTemporary(out);
  }
}

async function compared(
  report: VerifyReport,
  described: PackSources,
  pack: PackFile,
  path: string,
  context: TaskContext,
): Promise<VerifyReport> {
  const db = openReadable(path);
  const staging = new Staging(join(dirname(path), 'tables'));
  const aside = new Scratch([staging.folder]);
  try {
    const statements = new StatementCheck(described);
    const made = await stateOf(pack, db, aside, statements, context);
    if (typeof made === 'string') return judged(report, 'unverifiable', made, []);
    const { sources, pack: of } = described;
    writeTables({ ...made, db, sources, name: of.name }, staging, context);
    const findings: Finding[] = [];
    for (const member of staging.members) {
      const fault = pack.has(member.path) ? await faultOf(pack, member) : null;
      if (fault === 'other columns')
        return judged(
          report,
          'unverifiable',
          `${member.path} has other columns than this version writes`,
          [],
        );
      if (fault !== null) findings.push({ ...storage, code: 'TABLE_ALTERED', member: member.path, ...fault });
    }
    findings.push(...statements.faults().map((fault) => ({ ...storage, ...fault })));
    return judged(
      report,
      'pass',
      soundReason(await ownMappings(pack, described)),
      findings,
      made.records.length,
    );
  } finally {
    aside.close();
    staging.close();
    db.close();
  }
}

function soundReason(own: readonly number[]): string {
  const sound =
    'tables, workbook and load file have for each record what its entry says, as the mapping in the pack reads it, and so have the ids in the index and the periods of the sources';
  if (own.length === 0) return sound;
  return `${sound}; the mapping of ${own.length === 1 ? 'source' : 'sources'} ${own.join(', ')} is not the one that this version has for that system: look at it in data/mappings`;
}

/** What the tables are made from beside the values; a sentence where an entry was not imported. `aside`: where records are put. */
async function stateOf(
  pack: PackFile,
  db: ReadableDb,
  aside: Scratch,
  statements: StatementCheck,
  context: TaskContext,
): Promise<Made | string> {
  const index = new TextLines(pack.stream(paths.index));
  const records = new RecordWriter(aside);
  const withheld = new Set<number>();
  const masked = new Map<number, MaskedFields>();
  const numbers = new BatesNumbers();
  const standing = new Standing();
  const imported = importedRecords(db);
  let n = 0;
  try {
    for (;;) {
      const next = index.line(longestLine);
      const text = next instanceof Promise ? await next : next;
      if (text === null) break;
      const line = parseIndexLine(text, () => index.bytes());
      if (line === null) return 'a line of the index does not read';
      if (n++ % 1000 === 0) context.checkCancelled();
      numbers.allows(line.n, line.bates);
      // A number that no entry has: of what is withheld no value is looked at.
      let entry = -1 - line.n;
      if ('withheld' in line) {
        withheld.add(entry);
      } else {
        const read = imported.at(line.n + 1);
        if (read === null) return `the entry of line ${line.n + 1} does not read as a record of its source`;
        entry = read.entry;
        statements.add(line, read);
      }
      if ('masked' in line) masked.set(entry, { fields: line.masked, rules: [] });
      const { source, ordinal } = line;
      records.add({ source, ordinal, sourceOffset: 0, length: 0, entry, duplicate: standing.has(line) });
    }
  } finally {
    imported.close();
    await index.close();
  }
  const { numbering } = numbers;
  const bates = numbering && { ...numbering, last: numbering.first + n - 1 };
  return { records: records.finish(), bates, redactions: { withheld, masked, copies: null } };
}

interface Imported extends Read {
  readonly entry: number;
}

/** The records that the entries of the pack were read as, by the line of the index, asked for in ascending order. */
function importedRecords(db: ReadableDb): { at(line: number): Imported | null; close(): void } {
  const rows = db
    .prepare<[], [number, number, string | null, number | null]>(
      `SELECT line, id, entry_id, time FROM entry_row
       UNION ALL SELECT d.line, d.entry, e.entry_id, e.time FROM duplicate AS d JOIN entry_row AS e ON e.id = d.entry ORDER BY 1`,
    )
    .raw()
    .iterate();
  let ahead = rows.next();
  return {
    at: (line) => {
      while (!ahead.done && ahead.value[0] < line) ahead = rows.next();
      if (ahead.done || ahead.value[0] !== line) return null;
      const [, entry, entryId, time] = ahead.value;
      ahead = rows.next();
      return { entry, entryId, time };
    },
    close: () => void rows.return?.(),
  };
}

/** Whether the bytes that a line points to stand in the files already: files are written from front to back. */
class Standing {
  private readonly ends = new Map<string, number>();

  has(line: AnyIndexLine): boolean {
    if (!('file' in line)) return false;
    const end = this.ends.get(line.file) ?? 0;
    if (line.offset < end) return true;
    this.ends.set(line.file, line.offset + line.length);
    return false;
  }
}

type Fault = Pick<Finding, 'message' | 'expected' | 'actual' | 'line'> | 'other columns' | null;

/** How a table of the pack is not the one that was made. Of a workbook its parts count: the same may be compressed in another way. */
async function faultOf(pack: PackFile, { path, file }: StagedMember): Promise<Fault> {
  if (path === paths.spreadsheet) {
    const copy = `${file}-found`;
    await pipeline(pack.stream(path), createWriteStream(copy, { mode: 0o600 }));
    const [made, found] = [await sheetsOf(file), await sheetsOf(copy)];
    return made !== null && made === found
      ? null
      : { message: 'the workbook does not have what the entries give' };
  }
  const [made, found] = [new ByteStream(createReadStream(file)), new ByteStream(pack.stream(path))];
  try {
    for (let number = 1; ; number++) {
      const [expected, actual] = [await made.line(longestLine), await found.line(longestLine)];
      if (expected === null && actual === null && (await found.done())) return null;
      if (expected !== null && actual !== null && Buffer.compare(expected, actual) === 0) continue;
      if (number === 1) return 'other columns';
      const message = `line ${number} is not what the entries give`;
      return { message, line: number, expected: textOf(expected), actual: textOf(actual) };
    }
  } finally {
    await Promise.all([made.close(), found.close()]);
  }
}

function textOf(line: Uint8Array | null): string {
  return line === null ? 'no such line' : Buffer.from(line).toString('utf8').trimEnd().slice(0, quoted);
}

function judged(
  report: VerifyReport,
  status: 'pass' | 'unverifiable',
  reason: string,
  findings: readonly Finding[],
  checked = 0,
): VerifyReport {
  const [first] = findings;
  const axis = {
    ...storage,
    ...(first === undefined
      ? { status, reason }
      : { status: 'fail' as const, reason: `${first.member}: ${first.message}` }),
    checked,
  };
  // Beside the other answers on what is stored.
  const after = report.axes.findLastIndex(({ axis: name }) => name === 'storage') + 1;
  return {
    ...report,
    ok: report.ok && findings.length === 0,
    axes: report.axes.toSpliced(after, 0, axis),
    findings: [...report.findings, ...findings],
    findingsTotal: report.findingsTotal + findings.length,
  };
}
