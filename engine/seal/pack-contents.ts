/** A pack before it is sealed, made by the code that seals it. */
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PackContents, PreviewedMember } from '../../shared/contract/sealing-operations.ts';
import { columns } from '../../shared/domain/columns.ts';
import type { VerifyReport } from '../../shared/domain/verification.ts';
import { paths } from '../../shared/pack/layout.ts';
import { scopeKey } from '../../shared/pack/scope.ts';
import type { ReadableDb } from '../case/database.ts';
import { openReadable } from '../case/open.ts';
import { certificateSigner } from '../keys/certificate-signer.ts';
import { nodeSigner } from '../keys/ed25519.ts';
import { selfSigned } from '../keys/self-signed.ts';
import type { TaskContext } from '../task.ts';
import { lastReport } from '../verify/last-report.ts';
import { batesOf } from './bates.ts';
import type { CaseState } from './case-state.ts';
import { certification } from './certification.ts';
import { checkers } from './checkers/checkers.ts';
import { packValues } from './pack-values.ts';
import { sealNotices } from './preview.ts';
import { readState, type SealRequest } from './seal-pack.ts';
import type { Signers } from './signers.ts';
import { Staging } from './staging.ts';
import { packAnnotations } from './write-annotations.ts';
import { writeCheckers, writeMembers } from './write-members.ts';
import { describeSources } from './write-sources.ts';

/** A pack of more records is not written to be looked at: of its members, what is known without is told. */
const mostWritten = 2000;
const rowsShown = 20;
/** Written anew when the pack is sealed, over a verification that is made then. */
const ofTheSealing: ReadonlySet<string> = new Set([
  ...[paths.report, paths.reportText, paths.chainProfile, paths.page, paths.pages],
  ...[paths.certificateSignature, paths.certificates, paths.bagInfo, paths.timestampRequest],
]);

type Wish = Pick<SealRequest, 'scope' | 'related' | 'pdf' | 'redaction' | 'number' | 'bates' | 'checkers'> & {
  /** Whether the key that will seal has a certificate: the pack says so in several places. */
  readonly certified: boolean;
};

/**
 * What a pack would hold: its members as sealing makes them, under a key that is thrown away, in a folder that is.
 *
 * @throws AppError as sealing, before anything is written
 */
export async function packContents(db: ReadableDb, wish: Wish, context: TaskContext): Promise<PackContents> {
  const snapshot = openReadable(db.name);
  const folder = mkdtempSync(join(tmpdir(), 'casebound-preview-'));
  try {
    const signers = await throwawaySigners(wish.certified);
    const state = readState(snapshot, wish, signers, context);
    const staging = new Staging(join(folder, 'members'));
    writeCheckers(wish.checkers ?? checkers(), staging);
    await writeMembers(
      beginningOf(state),
      staging,
      signers,
      lastReport(db)?.report ?? nothingVerified,
      context,
    );
    return contentsOf(state, membersOf(state, staging), context);
  } finally {
    snapshot.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function throwawaySigners(certified: boolean): Promise<Signers> {
  const ssh = nodeSigner(generateKeyPairSync('ed25519').privateKey);
  if (!certified) return { ssh, certificate: null };
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const now = new Date();
  return {
    ssh,
    certificate: await certificateSigner('', privateKey, [selfSigned(privateKey, 'preview', now)], now),
  };
}

function contentsOf(
  state: CaseState,
  members: readonly PreviewedMember[],
  context: TaskContext,
): PackContents {
  const { db, scope, records, entries, bates, number, name, redactions } = state;
  const { withheld, masked } = redactions;
  return {
    ...{ number, name, entries: entries.length, records: records.length },
    ...{ withheld: withheld.size, masked: masked.size },
    annotations: packAnnotations(state, context).length,
    bates: bates === null ? null : { first: batesOf(bates, 0), last: batesOf(bates, records.length - 1) },
    members,
    columns: columns.map(({ name: column }) => column),
    rows: rowsOf(state, context),
    certification: certification(state, describeSources(state)),
    notices: sealNotices(db, scopeKey(scope) !== null, records, state.sources.length),
  };
}

/** The state as it would be with the first records alone, where there are too many to write them all. */
function beginningOf(state: CaseState): CaseState {
  if (state.records.length <= mostWritten) return state;
  const records = state.records.slice(0, mostWritten);
  const kept = new Set(records.map(({ entry }) => entry));
  return { ...state, records, entries: state.entries.filter((id) => kept.has(id)) };
}

function membersOf({ records }: CaseState, staging: Staging): PreviewedMember[] {
  const partly = records.length > mostWritten;
  return staging.members
    .map(({ path, size }) => {
      const known = partly
        ? path === paths.checkerPage || path === paths.checkerProgram
        : !ofTheSealing.has(path);
      return { path, size: known ? size : null };
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function rowsOf(state: CaseState, context: TaskContext): PackContents['rows'] {
  const ids = state.entries.slice(0, rowsShown);
  const { masked } = state.redactions;
  return packValues(
    state,
    context,
  )(ids).map((row, i) => ({
    masked: masked.has(ids[i] as number),
    values: row.map((cell) => (cell === null ? null : String(cell))),
  }));
}

const nothingVerified: VerifyReport = {
  ...{ ok: true, kind: 'case', axes: [], chain: null },
  ...{ findings: [], findingsTotal: 0 },
};
