import type { Detected } from '../../shared/chain/evaluate.ts';
import type { Axis, ChainSummary, VerifyReport } from '../../shared/domain/verification.ts';
import { AppError, toAppError } from '../../shared/errors.ts';
import type { ReadableDb } from '../case/database.ts';
import { caseFault } from '../case/faults.ts';
import { type SourceRow, sourceRows } from '../case/sources.ts';
import { storedBlocks } from '../import/blocks.ts';
import { splitterFor } from '../import/formats.ts';
import { knownTerms } from '../import/known-terms.ts';
import { systemNamed } from '../import/systems/registry.ts';
import type { TaskContext } from '../task.ts';
import { readApart } from '../threads/read-apart.ts';
import type { StopFlag } from '../threads/signal.ts';
import { checkCustody } from './custody-check.ts';
import { Findings, report } from './findings.ts';
import { checkSchema } from './schema-check.ts';
import { SourceCheck, sampleChain } from './source-check.ts';

export interface VerifyOptions {
  /** Every source is a selection: what is missing in it is no gap. */
  readonly partial: boolean;
}

/** Records that a chain is detected from. */
const sampleRecords = 200;

/**
 * Derives everything that the case file says again from the bytes that it stores, and holds the two against each other.
 * Reads only. `path`: of the same file, for the threads that read it.
 */
export async function verifyCase(
  db: ReadableDb,
  path: string,
  options: VerifyOptions,
  context: TaskContext,
  stop: StopFlag,
): Promise<VerifyReport> {
  const findings = new Findings();
  const schemaFaults = checkSchema(db, findings);
  const sources = sourceRows(db);
  const total = sources.reduce((bytes, source) => bytes + source.bytes, 0);
  const checks: SourceCheck[] = [];
  let chain: Detected | null = null;
  let done = 0;
  for (const source of sources) {
    const sample = sampleChain(sampleTexts(db, source));
    chain ??= sample.detected;
    const partial = options.partial || source.partial === 1;
    const check = new SourceCheck(db, source, sample.detected, sample.hashesUnknown, partial, findings);
    checks.push(check);
    await readInto(check, db, path, source, sample.detected, stop, (bytes) => {
      context.progress({ phase: `verifying ${source.name}`, done: done + bytes, total, unit: 'bytes' });
      context.checkCancelled();
    });
    done += source.bytes;
  }
  const axes = [
    ...sourceAxes(checks),
    ...checkCustody(db, findings),
    ...caseAxes(db, sources, schemaFaults, findings),
  ];
  return report('case', axes, chainSummary(chain), findings);
}

async function readInto(
  check: SourceCheck,
  db: ReadableDb,
  path: string,
  source: SourceRow,
  detected: Detected | null,
  stop: StopFlag,
  onBytes: (bytes: number) => void,
): Promise<void> {
  try {
    const arrivals = readApart(
      { kind: 'case', path, source: source.id },
      {
        format: source.format,
        system: systemNamed(source.system),
        secret: source.secret,
        terms: knownTerms(db),
        chain: detected?.profile ?? null,
      },
      { passBlocks: false, stop },
    );
    for (;;) {
      const next = await arrivals.next();
      stop.check();
      if (next.done) {
        check.finish(next.value);
        return;
      }
      if (next.value.type !== 'part') continue;
      const { batch, links, bytes } = next.value.part;
      check.addBatch(batch, links);
      onBytes(bytes);
    }
  } catch (error) {
    // Damage is what verification is for: it is told, and the other sources are looked at all the same.
    const fault = caseFault(error, path);
    if (!(fault instanceof AppError) || fault.code !== 'CASE_CORRUPT') throw fault;
    check.unreadable(fault.message);
  }
}

/** The text of a source's first readable records, as far as its bytes can be read. */
function sampleTexts(db: ReadableDb, source: SourceRow): string[] {
  const texts: string[] = [];
  try {
    for (const { bytes, fault } of splitterFor(source.format)(storedBlocks(db, source.id))) {
      if (fault === null) texts.push(bytes.toString('utf8'));
      if (texts.length === sampleRecords) break;
    }
  } catch (error) {
    if (toAppError(caseFault(error, db.name)).code !== 'CASE_CORRUPT') throw error;
  }
  return texts;
}

/** A chain may go on in another source: what one source lacks is looked for in all. */
function sourceAxes(checks: readonly SourceCheck[]): Axis[] {
  const chains = checks.flatMap(({ chain }) => (chain ? [chain] : []));
  const wanted = new Set(chains.flatMap((chain) => chain.wanted()));
  const carried = new Set<string>();
  if (wanted.size > 0)
    for (const chain of chains) for (const hash of chain.carried(wanted)) carried.add(hash);
  return checks.flatMap((check) => check.axes(carried));
}

function caseAxes(
  db: ReadableDb,
  sources: readonly SourceRow[],
  schemaFaults: number,
  findings: Findings,
): Axis[] {
  const rows = db.prepare('SELECT count(*) FROM entry_row').pluck().get() as number;
  const stated = sources.reduce((entries, source) => entries + source.entries, 0);
  if (rows !== stated) {
    findings.add({
      axis: 'storage',
      subject: 'case',
      code: 'STORAGE_ENTRY',
      message: 'the case file holds entries that belong to no source',
      expected: String(stated),
      actual: String(rows),
    });
  }
  const sound = rows === stated && schemaFaults === 0;
  return [
    {
      axis: 'storage',
      subject: 'case',
      status: sound ? 'pass' : 'fail',
      reason: sound
        ? 'every entry belongs to a source, and the tables are as Casebound makes them'
        : 'the case file is not as Casebound makes it',
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
      status: 'absent',
      reason: 'a file says nothing of what its exporter left out',
      checked: 0,
    },
  ];
}

function chainSummary(detected: Detected | null): ChainSummary {
  if (detected === null) return { profile: null, detected: false, covers: [], omits: [] };
  return { profile: detected.profile.name, detected: true, covers: detected.covers, omits: detected.omits };
}
