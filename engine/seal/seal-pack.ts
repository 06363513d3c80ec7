import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  type AnnotationWish,
  type Bates,
  everyAnnotation,
  type RelatedWish,
  type Scope,
  type SealResult,
  type SourceRoot,
} from '../../shared/contract/pack-operations.ts';
import type { Redaction } from '../../shared/contract/redaction.ts';
import type { VerifyReport } from '../../shared/domain/verification.ts';
import { AppError } from '../../shared/errors.ts';
import { packName, paths, type SealKind } from '../../shared/pack/layout.ts';
import type { KnownSigner } from '../../shared/seal/known-signer.ts';
import { fingerprint } from '../../shared/seal/ssh-key.ts';
import { batesOf, batesRange } from '../case/bates.ts';
import type { ReadableDb, WritableDb } from '../case/database.ts';
import { caseFault, corrupt } from '../case/faults.ts';
import { openReadable } from '../case/open.ts';
import { isStatedWell } from '../case/sources.ts';
import { appendCustody } from '../custody/log.ts';
import { outFault } from '../files/out-fault.ts';
import { isTaken, placeFile } from '../files/place-file.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import { openSigners, type Signers, sealKindsOf } from '../keys/signers.ts';
import { Scratch } from '../proof/scratch.ts';
import { planRedactions, rulesOf } from '../redact/redactions.ts';
import { assertUnnamed } from '../redact/unnamed.ts';
import type { TaskContext } from '../task.ts';
import { ReadyThreads } from '../threads/ready-threads.ts';
import { type CaseState, readCase } from './case-state.ts';
import { checkWritten } from './check-file.ts';
import { checkers } from './checkers/checkers.ts';
import { packEntries } from './pack-entries.ts';
import { packRecords } from './pack-records.ts';
import { countRecords, sourcesOf } from './records.ts';
import type { KnownScope } from './scope.ts';
import { brokenAxis } from './sound.ts';
import { Staging, zipped } from './staging.ts';
import { MembersApart } from './threads/members-apart.ts';
import { TablesApart } from './threads/tables-apart.ts';
import { removeAbandoned, workPath } from './work-path.ts';
import { packAnnotations, withheldByKind } from './write-annotations.ts';
import { writeCheckers, writeMembers } from './write-members.ts';
import { writeZip } from './zip-writer.ts';

export interface SealRequest {
  readonly scope: Scope;
  /** Path of the key file, and what opens it. */
  readonly key: string;
  readonly passphrase: string;
  /** An organization's PKCS#12 file, whose key takes the place of the P-256 key, and what opens it. */
  readonly p12?: string | undefined;
  readonly p12Passphrase?: string | undefined;
  /** The keys, where they are open already. */
  readonly signers?: Signers | undefined;
  /** The scope, where it was looked up already. */
  readonly found?: KnownScope | undefined;
  readonly out: string;
  /** By default the next. */
  readonly number?: number | undefined;
  /** What the pack carries to be checked with, by path; by default Casebound's own. */
  readonly checkers?: ReadonlyMap<string, Uint8Array> | undefined;
  readonly redaction?: Redaction | undefined;
  /** By default all but notes on entries that are coded as privileged. */
  readonly annotations?: AnnotationWish | undefined;
  /** Related entries are looked for only where this is given. */
  readonly related?: RelatedWish | undefined;
  /** Whether the report goes into the pack as a PDF too. */
  readonly pdf?: boolean | undefined;
  readonly bates?: Bates | undefined;
  /** Why it is sealed though a check fails that is about it. */
  readonly integrityReason?: string | undefined;
  /** The signers whom the person knows: the pack is checked as it will be whenever it is opened. */
  readonly known?: readonly KnownSigner[] | undefined;
  /** Who seals: named in custody. */
  readonly actor: string;
}

/**
 * Seals a pack: made beside `out` from one state of the case, checked as anybody would check it, and only then put at
 * `out` and recorded. Until then nothing stands at `out`, and the case is as it was.
 *
 * @param verification the report on the case that goes into the pack
 * @param threads where threads may wait that sealing needs; those that it did not need end with it
 * @throws AppError INVALID_INPUT for an empty scope, a taken number or path; KEY_UNAVAILABLE; CASE_CORRUPT where what
 *   would be sealed is not what was imported; DISK_FULL; CANCELLED
 */
export async function sealPack(
  db: WritableDb,
  request: SealRequest,
  verification: () => Promise<VerifyReport>,
  context: TaskContext,
  threads: ReadyThreads = new ReadyThreads(),
): Promise<SealResult> {
  const out = resolve(request.out);
  if (isTaken(out)) throw outFault(out, { code: 'EEXIST' });
  const signers = request.signers ?? (await openSigners(request, new Date()));
  removeAbandoned(out);
  const folder = workPath(out, 'members');
  const zip = workPath(out, 'zip');
  try {
    const staging = new Staging(folder);
    const staged = await stage(db, staging, request, signers, verification, context, threads);
    if (MembersApart.isWorth(lengthOf(staging))) threads.begin('members');
    const written = writeZip(zip, staged.name, staging.members.map(zipped), context);
    const checked = await checkWritten(zip, written, { known: request.known ?? [] }, context, threads);
    assertSound(checked, db.name);
    const tagmanifest = staging.hashes((path) => path === paths.tagmanifest).get(paths.tagmanifest) ?? '';
    const result = resultOf(out, staged, { sha256: written.sha256, tagmanifest }, signers, checked);
    record(db, request, staged, result, () => placeFile(zip, out));
    return result;
  } catch (error) {
    throw caseFault(outFault(out, error), db.name);
  } finally {
    await threads.endUnused();
    rmSync(folder, { recursive: true, force: true });
    rmSync(zip, { force: true });
  }
}

/** Bytes of the zip, but for its headers. */
function lengthOf({ members }: Staging): number {
  return members.reduce((sum, { compressedSize }) => sum + compressedSize, 0);
}

/** What is told of a pack once its members are written. What it was made from is let go of before it is checked. */
interface Staged extends Pick<CaseState, 'number' | 'name' | 'scope' | 'bates'> {
  readonly entries: number;
  readonly records: number;
  /** Of the sources that have records in it. */
  readonly roots: readonly SourceRoot[];
  /** For custody: what it holds beside its scope, and what stays back. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** Everything that is read of the case is read here, on a connection of its own in one read transaction. */
async function stage(
  db: ReadableDb,
  staging: Staging,
  request: SealRequest,
  signers: Signers,
  verification: () => Promise<VerifyReport>,
  context: TaskContext,
  threads: ReadyThreads,
): Promise<Staged> {
  const aside = new Scratch([staging.folder]);
  const snapshot = openReadable(db.name, { once: true });
  let tables: TablesApart | null = null;
  try {
    const state = readState(snapshot, request, sealKindsOf(signers), context, aside);
    writeCheckers(request.checkers ?? checkers(), staging);
    tables = new TablesApart(state, staging, threads);
    const finished = tables.finish.bind(tables, context);
    await writeMembers(state, staging, signers, verification, context, finished);
    return stagedOf(state);
  } finally {
    await tables?.close();
    aside.close();
    staging.close();
    // Before the seal is recorded: in rollback mode no writer commits while somebody reads.
    snapshot.close();
  }
}

function stagedOf({ number, name, scope, bates, entries, records, ...state }: CaseState): Staged {
  const { related, redactions, annotations } = state;
  const inPack = sourcesOf(records);
  const roots = state.sources
    .filter(({ id }) => inPack.has(id))
    .map(({ id, name: file, merkle_root: root }) => ({ source: id, name: file, root: root.toString('hex') }));
  return {
    ...{ number, name, scope, bates, entries: entries.length, records: records.length },
    roots,
    details: {
      ...relatedDetails(related),
      ...redactionDetails(records, redactions),
      ...(annotations.withheld.length > 0 && { annotationsWithheld: withheldByKind(annotations.withheld) }),
    },
  };
}

/** Whatever is written to the case from here on is not in the pack. `aside`: as for `packRecords`. */
export function readState(
  db: ReadableDb,
  {
    scope: wish,
    found,
    number,
    redaction = [],
    annotations: annotationWish = everyAnnotation,
    related: relatedWish,
    bates: wished,
    pdf = false,
  }: Pick<
    SealRequest,
    'scope' | 'found' | 'number' | 'redaction' | 'annotations' | 'related' | 'bates' | 'pdf'
  >,
  seals: readonly SealKind[],
  context: TaskContext,
  aside?: Scratch,
): CaseState {
  db.exec('BEGIN');
  const about = readCase(db);
  for (const source of about.sources)
    if (!isStatedWell(source))
      throw corrupt(db.name, `source ${source.id} is said to have what no import writes; verify the case`);
  const { scope, related, all } = packEntries(db, { scope: wish, found, related: relatedWish }, context);
  const records = packRecords(db, all, context, aside);
  const redactions = planRedactions(db, about.sources, all, redaction, context);
  const { withheld } = redactions;
  const entries = withheld.size === 0 ? all : all.filter((id) => !withheld.has(id));
  const annotations = packAnnotations({ db, entries, records, redactions }, annotationWish, context);
  const chosen = packNumber(db, number);
  const name = packName(about.title, chosen);
  const bates = wished === undefined ? null : batesRange(db, wished, records.length);
  const state = {
    db,
    ...about,
    scope,
    related,
    entries,
    records,
    redactions,
    annotations,
    bates,
    pdf,
    number: chosen,
    name,
  };
  assertUnnamed(state);
  return { ...state, seals };
}

export function packNumber(db: ReadableDb, wanted?: number): number {
  const next = (db.prepare<[], number | null>('SELECT max(number) FROM pack').pluck().get() ?? 0) + 1;
  if (wanted === undefined) return next;
  if (db.prepare('SELECT 1 FROM pack WHERE number = ?').get(wanted) === undefined) return wanted;
  throw new AppError({
    code: 'INVALID_INPUT',
    message: `a pack ${wanted} has been sealed from this case already`,
    safe: 'nothing was written',
    next: `the next free number is ${next}`,
    details: { field: 'number' },
  });
}

function assertSound(checked: VerifyReport, path: string): void {
  const broken = brokenAxis(checked);
  if (broken === null) return;
  // The log is taken into the pack as the case file has it.
  if (broken.axis === 'custody')
    throw corrupt(path, `its custody log does not hold: ${broken.reason}; verify the case to see where`);
  throw new AppError({
    code: 'INTERNAL',
    message: `the pack that was made does not pass its own check: ${broken.axis} of ${broken.subject}: ${broken.reason}`,
    safe: 'it was thrown away, and the case is as it was',
    next: 'verify the case file; if it is intact, report this with its text',
    details: { findings: checked.findings.slice(0, 10) },
  });
}

function resultOf(
  out: string,
  { entries, roots }: Staged,
  hashes: Pick<SealResult, 'sha256' | 'tagmanifest'>,
  { ssh }: Signers,
  verification: VerifyReport,
): SealResult {
  return {
    pack: out,
    ...hashes,
    entries,
    roots,
    fingerprint: fingerprint(nodeDigest, ssh.publicKey),
    verification,
  };
}

/**
 * The pack takes its place inside the transaction that records it. A crash between the two leaves a pack that custody
 * does not know; sealing again gives the same bytes under the same number, so nothing that went out differs from what is
 * then recorded. A commit that fails takes the file back.
 */
function record(
  db: WritableDb,
  { actor, integrityReason }: SealRequest,
  { number, name, scope, bates, records, details: more }: Staged,
  result: SealResult,
  place: () => void,
): void {
  let placed = false;
  const transaction = db.transaction(() => {
    packNumber(db, number);
    const { sha256, tagmanifest, entries, fingerprint: sealedBy } = result;
    const details = {
      ...{ number, name, sha256, tagmanifest, scope, entries, fingerprint: sealedBy },
      ...more,
      ...(integrityReason === undefined ? {} : { integrity: integrityReason }),
      ...(bates && { bates: { first: batesOf(bates, 0), last: batesOf(bates, records - 1) } }),
    };
    const { time } = appendCustody(db, actor, 'seal', details);
    db.prepare(
      `INSERT INTO pack (number, name, path, scope, entries, sha256, tagmanifest, sealed, bates_prefix, bates_first, bates_last)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(
      ...[number, name, result.pack, JSON.stringify(scope), entries, sha256, tagmanifest, time],
      ...[bates?.prefix ?? null, bates?.first ?? null, bates?.last ?? null],
    );
    place();
    placed = true;
  });
  try {
    transaction.immediate();
  } catch (error) {
    if (placed) rmSync(result.pack, { force: true });
    throw error;
  }
}

/** What custody tells of what went along though it is not of the scope: how many entries for each reason. */
function relatedDetails(related: CaseState['related']) {
  const included = (related ?? []).filter((group) => group.included);
  if (included.length === 0) return {};
  return { related: Object.fromEntries(included.map(({ reason, entries }) => [reason, entries.length])) };
}

/** What custody tells of what stays back. Not of which entries: later packs carry this, and a query can quote. */
function redactionDetails(records: CaseState['records'], redactions: CaseState['redactions']) {
  const { withheld, masked, rules } = redactions;
  if (rules.length === 0) return {};
  const held = rules.map(() => 0);
  for (const { entry } of records)
    for (const place of rulesOf(redactions, entry)) held[place] = (held[place] ?? 0) + 1;
  return {
    withheld: countRecords(records, ({ entry }) => withheld.has(entry)),
    masked: countRecords(records, ({ entry }) => masked.has(entry)),
    redactions: rules.map(({ kind, basis, reason, ...rule }, place) => ({
      kind,
      ...('fields' in rule ? { fields: rule.fields } : {}),
      ...(basis === undefined ? {} : { basis }),
      reason,
      records: held[place] ?? 0,
    })),
  };
}
