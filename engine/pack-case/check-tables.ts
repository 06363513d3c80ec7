/** Whether the tables of a pack say what its entries say: they are made again, from the entries and the mappings in the pack. */
import { createReadStream } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Finding, VerifyReport } from '../../shared/domain/verification.ts';
import { AppError } from '../../shared/errors.ts';
import { BatesNumbers } from '../../shared/pack/bates-numbers.ts';
import { ByteStream } from '../../shared/pack/byte-stream.ts';
import { parseLine } from '../../shared/pack/check-context.ts';
import { paths } from '../../shared/pack/layout.ts';
import { type AnyIndexLine, anyIndexLineSchema, type PackSources } from '../../shared/pack/lines.ts';
import { openReadable } from '../case/open.ts';
import type { MaskedFields } from '../redact/mask-plan.ts';
import { describePackFile } from '../seal/check-file.ts';
import type { StagedMember } from '../seal/member-writer.ts';
import { PackFile } from '../seal/pack-file.ts';
import { type PackRecord, PackRecords } from '../seal/records.ts';
import { Staging } from '../seal/staging.ts';
import type { TableState } from '../seal/tables/table-state.ts';
import { writeTables } from '../seal/tables/write-tables.ts';
import type { TaskContext } from '../task.ts';
import type { StopFlag } from '../threads/signal.ts';
import { buildPackCase } from './build.ts';
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
  try {
    const lines = db.prepare<[], [number, number]>(
      'SELECT line, id FROM entry_row UNION ALL SELECT line, entry FROM duplicate',
    );
    const entryOf = new Map(lines.raw().all());
    const made = await stateOf(pack, entryOf);
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
    const reason =
      'tables, workbook and load file have for each record what its entry says, as the mapping in the pack reads it';
    return judged(report, 'pass', reason, findings, made.records.length);
  } finally {
    staging.close();
    db.close();
  }
}

/** What the tables are made from beside the values; a sentence where an entry was not imported. */
async function stateOf(pack: PackFile, entryOf: ReadonlyMap<number, number>): Promise<Made | string> {
  const index = new ByteStream(pack.stream(paths.index));
  const records: PackRecord[] = [];
  const withheld = new Set<number>();
  const masked = new Map<number, MaskedFields>();
  const numbers = new BatesNumbers();
  const standing = new Set<string>();
  for (let bytes = await index.line(longestLine); bytes !== null; bytes = await index.line(longestLine)) {
    const line = parseLine(anyIndexLineSchema, bytes);
    if (line === null) return 'a line of the index does not read';
    numbers.allows(line.n, line.bates);
    // A number that no entry has: of what is withheld no value is looked at.
    const entry = 'withheld' in line ? -1 - line.n : entryOf.get(line.n + 1);
    if (entry === undefined) return `the entry of line ${line.n + 1} does not read as a record of its source`;
    if ('withheld' in line) withheld.add(entry);
    if ('masked' in line) masked.set(entry, { fields: line.masked, rules: [] });
    records.push({ ...recordOf(line, standing), entry });
  }
  await index.close();
  const { numbering } = numbers;
  const bates = numbering && { ...numbering, last: numbering.first + records.length - 1 };
  return { records: PackRecords.of(records), bates, redactions: { withheld, masked, copies: null } };
}

function recordOf(line: AnyIndexLine, standing: Set<string>): Omit<PackRecord, 'entry'> {
  const { source, ordinal } = line;
  const place = 'file' in line ? `${line.offset} ${line.file}` : '';
  const duplicate = place !== '' && standing.has(place);
  standing.add(place);
  return { source, ordinal, sourceOffset: 0, length: 0, duplicate };
}

type Fault = Pick<Finding, 'message' | 'expected' | 'actual' | 'line'> | 'other columns' | null;

/** How a table of the pack is not the one that was made. Of a workbook its parts count: the same may be compressed in another way. */
async function faultOf(pack: PackFile, { path, file }: StagedMember): Promise<Fault> {
  if (path === paths.spreadsheet) {
    const [made, found] = [await sheetsOf(createReadStream(file)), await sheetsOf(pack.stream(path))];
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
