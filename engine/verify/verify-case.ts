import type { Axis, VerifyReport } from '../../shared/domain/verification.ts';
import { AppError } from '../../shared/errors.ts';
import { counted } from '../../shared/report/counted.ts';
import type { Receipt } from '../../shared/seal/receipt.ts';
import { containerRows } from '../case/containers.ts';
import { asOneRead, type ReadableDb } from '../case/database.ts';
import { type SourceRow, sourceRow } from '../case/sources.ts';
import { acquisitionOf, acquisitionRows } from '../sync/acquisitions.ts';
import { overlapsOf } from '../sync/overlap.ts';
import type { TaskContext } from '../task.ts';
import type { StopFlag } from '../threads/signal.ts';
import { repeatedIds } from './anomalies/repeated-ids.ts';
import { acquisitionAxis } from './answers-check.ts';
import { brokenOffAxes } from './broken-off.ts';
import { chainSummary, firstChained, sourceChain } from './chain/chain-sample.ts';
import type { CheckedSource } from './checked-source.ts';
import { checkCustody } from './custody-check.ts';
import { Findings, report } from './findings.ts';
import { ReviewIndexCheck } from './index-check.ts';
import { type DerivedSource, ReceiptCheck } from './receipt-check.ts';
import { RelationsCheck } from './relations-check.ts';
import { checkSchema } from './schema-check.ts';
import { type SourceOptions, SourcePass } from './source-pass.ts';
import { statedInSource } from './stated-in-source.ts';
import { checkTables } from './tables-check.ts';
import { trailAxes } from './trail-axes.ts';
import type { UsedTerms } from './used-terms.ts';

export interface VerifyOptions extends SourceOptions {
  /** Receipts that left the case earlier, to hold it against. */
  readonly receipts?: readonly Receipt[];
  /** Public keys of those whose signatures on receipts are known. */
  readonly trusted?: readonly Uint8Array[];
  /** The name of the log beside the case file that holds changes of it; null where there is none. */
  readonly log?: string | null;
}

/**
 * Derives everything that the case file says again from the bytes that it stores, and holds the two against each other.
 * Reads only. `path`: of the same file, for the threads that read it.
 *
 * @throws AppError INVALID_INPUT for a receipt of another case or a selection that is no source, CANCELLED
 */
export async function verifyCase(
  db: ReadableDb,
  path: string,
  options: VerifyOptions,
  context: TaskContext,
  stop: StopFlag,
): Promise<VerifyReport> {
  const findings = new Findings();
  const schema = checkSchema(db, findings);
  if (!schema.readable) return report('case', [unreadableCase], chainSummary(null), findings);
  // The quick form looks at no rows of what is known.
  const isQuick = options.states?.hashes === false;
  const tableFaults = isQuick ? 0 : checkTables(db, findings, context);
  const { receipts = [], trusted = [], selections = [] } = options;
  const receiptCheck = new ReceiptCheck(db, receipts, trusted, findings, stop);
  // A slip of the pen would otherwise be a selection that nobody declared.
  for (const id of selections) sourceRow(db, id);
  // From one state of the file: what others add to the case after it is not looked at.
  const begun = asOneRead(db, () => {
    const pass = new SourcePass(db, path, options, findings, context, stop);
    return {
      pass,
      relations: new RelationsCheck(db),
      index: isQuick ? null : new ReviewIndexCheck(db, context, pass.knownSegments()),
    };
  });
  try {
    const faults = schema.faults + tableFaults;
    return await verifySources(begun, receiptCheck, { db, options, findings, context, stop }, faults);
  } catch (error) {
    // Values of other types were found: what relies on them ended in a fault, and cannot be checked.
    if (tableFaults === 0 || error instanceof AppError) throw error;
    return report('case', [unreadableCase], chainSummary(null), findings);
  } finally {
    begun.pass.close();
  }
}

/** What looks at the sources that there are as verification begins, and at nothing that comes later. */
interface Begun {
  readonly pass: SourcePass;
  readonly relations: RelationsCheck;
  readonly index: ReviewIndexCheck | null;
}

interface Verifying {
  readonly db: ReadableDb;
  readonly options: VerifyOptions;
  readonly findings: Findings;
  readonly context: TaskContext;
  readonly stop: StopFlag;
}

/** `tableFaults`: what is wrong with the tables, all of which can be read. */
async function verifySources(
  { pass, relations, index }: Begun,
  receiptCheck: ReceiptCheck,
  { db, options, findings, context, stop }: Verifying,
  tableFaults: number,
): Promise<VerifyReport> {
  const { receipts = [] } = options;
  const { sources, checks } = await pass.run(index, () => {
    index?.lookAhead();
    relations.lookAhead();
  });
  for (const { source, place } of repeatedIds(db, sources, stop))
    checks[sources.findIndex(({ id }) => id === source)]?.trail.idRepeated(place);
  const acquisitions = sources.flatMap((source) => acquisitionAxis(db, source) ?? []);
  for (const source of sources) checkOverlaps(db, source, findings, context);
  const axes = [
    ...acquisitions,
    ...brokenOffAxes(sources),
    ...(await trailAxes(checks, async (n, wanted) =>
      statedInSource(db, sources[n] as SourceRow, wanted, stop),
    )),
    ...pass.acquired.containerAxes(findings),
    ...(await receiptCheck.axes({ db, sources, derived: (id) => derivedBy(checks, sources, id) })),
    ...checkCustody(db, findings, context),
    ...caseAxes(
      relations.rows,
      tableFaults +
        relations.faults(sources, findings) +
        checkTerms(db, pass.terms, checks, findings) +
        (index?.faults(findings) ?? 0),
      options.log ?? null,
      unfinishedIn(db),
    )
      .filter(({ axis }) => axis !== 'signature' || receipts.length === 0)
      .filter(
        ({ axis, status }) =>
          axis !== 'completeness' ||
          status !== 'absent' ||
          acquisitions.length < sources.length ||
          sources.length === 0,
      ),
  ];
  const also = checks.flatMap(({ trail }) => trail.also);
  const chains = checks.flatMap(({ subject, sample, trail }) => sourceChain(subject, sample, trail.also));
  const summary = chainSummary(firstChained(checks.map(({ sample }) => sample)), also);
  return report('case', axes, summary, findings, {
    chains,
    names: namesOf(db, sources),
  });
}

function namesOf(db: ReadableDb, sources: readonly SourceRow[]): Record<string, string> {
  return Object.fromEntries([
    ...sources.map(({ id, name }) => [`source ${id}`, name]),
    ...containerRows(db).map(({ id, name }) => [`container ${id}`, name]),
  ]);
}

/** What an API gave at one time and not at another is told; which of the two is right, it cannot say. */
function checkOverlaps(db: ReadableDb, source: SourceRow, findings: Findings, context: TaskContext): void {
  if (source.reread_of !== null || acquisitionOf(db, source.id) === null) return;
  const { findings: found, findingsTotal } = overlapsOf(db, source.id, context);
  for (const finding of found) findings.add(finding);
  findings.count(`source ${source.id}`, 'completeness', findingsTotal - found.length);
}

function derivedBy(
  checks: readonly CheckedSource[],
  sources: readonly SourceRow[],
  id: number,
): DerivedSource | null {
  return checks[sources.findIndex((source) => source.id === id)]?.derived ?? null;
}

const unreadableCase: Axis = {
  axis: 'storage',
  subject: 'case',
  status: 'fail',
  reason: 'tables are not as Casebound makes them: nothing in the case file can be relied on',
  checked: 0,
};

/** Whether the case file holds terms that no record has; cannot be told where a source could not be read. */
function checkTerms(
  db: ReadableDb,
  terms: UsedTerms,
  checks: readonly CheckedSource[],
  findings: Findings,
): number {
  const unused = checks.every((check) => check.complete) ? terms.unused(db) : 0;
  if (unused === 0) return 0;
  findings.add({
    axis: 'storage',
    subject: 'case',
    code: 'STORAGE_TERM',
    message: `the case file lists ${counted(unused, 'value')} that no record has`,
  });
  return 1;
}

/** Acquisitions of which no source was made yet, as a sentence; null where there is none. */
function unfinishedIn(db: ReadableDb): string | null {
  const [first, ...others] = acquisitionRows(db).filter(({ source }) => source === null);
  if (first === undefined) return null;
  const more = others.length === 0 ? '' : `, and ${counted(others.length, 'other')}`;
  return `acquisition ${first.id} from ${first.origin} is not finished${more}; custody tells of one once a source is made of it, so that until then nothing shows who began it, or what was changed in it since`;
}

/**
 * @param log beside the file, and part of the case
 * @param unfinished acquisitions
 */
function caseAxes(rows: number, faults: number, log: string | null, unfinished: string | null): Axis[] {
  const sound = faults === 0;
  const beside =
    log === null
      ? ''
      : `; ${log} beside the file belongs to the case: the file without it may say something else`;
  return [
    {
      axis: 'storage',
      subject: 'case',
      status: sound ? 'pass' : 'fail',
      reason: sound
        ? `every entry belongs to a source, and the tables are as Casebound makes them${beside}`
        : `the case file is not as Casebound makes it${beside}`,
      checked: rows,
    },
    {
      axis: 'signature',
      subject: 'case',
      status: 'absent',
      reason: 'no signed checkpoint was given to hold the case file against',
      checked: 0,
    },
    {
      axis: 'completeness',
      subject: 'case',
      status: unfinished === null ? 'absent' : 'unverifiable',
      reason: unfinished ?? 'a file says nothing of what its exporter left out',
      checked: 0,
    },
  ];
}
