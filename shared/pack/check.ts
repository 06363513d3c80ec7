/**
 * Checks a pack, wherever it is checked: in the application, on the command line, in a browser. Everything in it may
 * come from an attacker; what can be recomputed is, and everything found is told.
 */
import type { Progress } from '../domain/progress.ts';
import type { Axis, PackStatement, VerifyReport } from '../domain/verification.ts';
import { AppError } from '../errors.ts';
import { type KnownSigner, SignerBook } from '../seal/known-signer.ts';
import { checkBag } from './check-bag.ts';
import { checkCertificate } from './check-certificate.ts';
import { checkCompleteness } from './check-completeness.ts';
import { checkCompressed } from './check-compressed.ts';
import { checkContainer, judgeContainer } from './check-container.ts';
import { type CheckContext, type CheckEffects, checkContext } from './check-context.ts';
import { type CheckedEntries, checkEntries } from './check-entries.ts';
import { checkEvents } from './check-events.ts';
import { checkSeal, judgeSeal } from './check-seal.ts';
import { type CheckedSources, checkSources } from './check-sources.ts';
import { checkTimestampOf, judgeTime } from './check-timestamp.ts';
import { Findings } from './findings.ts';
import { isOfPack } from './pack-marks.ts';
import type { PackReader } from './reader.ts';
import { scopeWords } from './scope.ts';
import { changedAsSealed } from './sealed-report.ts';
import { VendorChain } from './vendor-chain.ts';
import { readDirectory, type ZipDirectory } from './zip-directory.ts';

export interface CheckOptions {
  /** The signers, and the authorities, whom the person knows. */
  readonly known?: readonly KnownSigner[];
  /** Whether a certificate has expired is asked at this time, where no timestamp tells a better one. */
  readonly now?: Date;
}

/** @throws AppError PACK_UNREADABLE where the file is no zip, or the zip no pack; CANCELLED */
export async function checkPack(
  reader: PackReader,
  effects: CheckEffects,
  { known = [], now = new Date() }: CheckOptions = {},
  onProgress: (progress: Progress) => void = () => {},
  checkCancelled: () => void = () => {},
): Promise<VerifyReport> {
  const check = (using: CheckEffects) => checkOnce(reader, using, { known, now }, onProgress, checkCancelled);
  const { hashApart: _, ...alone } = effects;
  return (await check(effects)) ?? (await check(alone)) ?? neverUndecided();
}

function neverUndecided(): never {
  throw new Error('a check by one thread alone is never left undecided');
}

/** Null where two threads share the work, and what they found does not agree: one alone can tell why. */
async function checkOnce(
  reader: PackReader,
  effects: CheckEffects,
  { known, now }: Required<CheckOptions>,
  onProgress: (progress: Progress) => void,
  checkCancelled: () => void,
): Promise<VerifyReport | null> {
  const findings = new Findings();
  const directory = await readDirectory(reader);
  assertPack(directory);
  const pack = checkContainer(reader, directory, findings);
  const context = checkContext({ reader, pack, effects, findings }, onProgress, checkCancelled);

  await checkCompressed(context);
  judgeContainer(context, directory.members.length);
  const sealKey = await checkSeal(context);
  const described = await checkSources(context, sealKey);
  const book = new SignerBook(known);
  const timestamp = await checkTimestampOf(context);
  const times = { now, proven: timestamp?.time ?? null };
  const certificate = await checkCertificate(context, described, times, book);
  const holder = certificate.sealer;
  const names = [holder?.name, holder?.signer.known?.name].filter((name) => name != null);
  const checkpoints = described?.checkpoints.size ?? 0;
  const sealer = judgeSeal(context, sealKey, { book, names, checkpoints });
  if (certificate.verdict !== null) findings.judge(certificate.verdict);

  const sizes = new Map([...(described?.checkpoints ?? [])].map(([id, { size }]) => [id, size]));
  const chain = new VendorChain(effects.digest, findings, sizes, await changedAsSealed(context));
  const entries = described === null ? null : await checkEntries(context, described, chain);
  if (described !== null && entries === null) return null;
  if (described !== null && entries !== null) await checkCompleteness(context, described, entries);
  const lastEvent = await checkEvents(context, described, entries);
  const authority = judgeTime(context, timestamp, lastEvent, book);
  await checkBag(context, described);

  findings.judge({
    axis: 'storage',
    subject: 'pack',
    reason:
      'every file is the one that its manifest lists, and none is missing or added; for what report, tables and load file say of the entries the seal alone vouches',
    checked: pack.files.size,
  });
  judgeWhatPacksCannotShow(context, described, entries);
  const signers = [sealer, holder?.signer ?? null, authority].filter((signer) => signer !== null);
  const report = findings.report(chain.judge());
  return {
    ...report,
    names: namesOf(report.axes, described),
    ...(described !== null && { pack: statementOf(described) }),
    signers,
  };
}

function statementOf({ case: { title }, pack }: CheckedSources): PackStatement {
  const { name, scope, entries, records, withheld, masked } = pack;
  return { name, title, about: scopeWords(scope), entries, records, withheld, masked };
}

/** A zip of something else, such as of exports, is no pack that fails: nothing in it says that it is one. */
function assertPack({ members }: ZipDirectory): void {
  if (members.some(({ path }) => isOfPack(path))) return;
  throw new AppError({
    code: 'PACK_UNREADABLE',
    message: 'the zip file is no pack: no file of one is in it',
    safe: 'nothing was checked',
    next: 'where it holds exports, verify it with Casebound as those, or import it into a case',
  });
}

/** Of the sources that anything is said of: a pack describes all that its case has. */
function namesOf(axes: readonly Axis[], described: CheckedSources | null): Record<string, string> {
  const subjects = new Set(axes.map(({ subject }) => subject));
  const named = (described?.sources ?? []).map(({ id, name }): [string, string] => [`source ${id}`, name]);
  return Object.fromEntries(named.filter(([subject]) => subjects.has(subject)));
}

function judgeWhatPacksCannotShow(
  { findings }: CheckContext,
  described: CheckedSources | null,
  entries: CheckedEntries | null,
): void {
  const checked = entries?.table.size ?? 0;
  if (described === null) {
    findings.judge({
      axis: 'completeness',
      subject: 'pack',
      status: 'unverifiable',
      reason: 'without data/sources.json, entries cannot be placed',
      checked,
    });
  }
  for (const axis of ['head', 'tail'] as const) {
    findings.judge({
      axis,
      subject: 'pack',
      status: 'unverifiable',
      reason: `a pack cannot show whether the trail had entries ${axis === 'head' ? 'before the first' : 'after the last'} that were never exported`,
      checked,
    });
  }
}
