/** The files of a pack before it is sealed, made by the code that seals it. */
import { generateKeyPairSync } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { PreviewedMember } from '../../shared/contract/sealing-operations.ts';
import type { VerifyReport } from '../../shared/domain/verification.ts';
import { paths } from '../../shared/pack/layout.ts';
import type { ReadableDb } from '../case/database.ts';
import { openReadable } from '../case/open.ts';
import { temporaryFolder } from '../files/temporary-folder.ts';
import { certificateSigner } from '../keys/certificate-signer.ts';
import { nodeSigner } from '../keys/ed25519.ts';
import { selfSigned } from '../keys/self-signed.ts';
import { type Signers, sealKindsOf } from '../keys/signers.ts';
import type { TaskContext } from '../task.ts';
import { lastReport } from '../verify/last-report.ts';
import type { CaseState } from './case-state.ts';
import { checkers } from './checkers/checkers.ts';
import type { PreviewWish } from './pack-contents.ts';
import { readState } from './seal-pack.ts';
import { Staging } from './staging.ts';
import { writeCheckers, writeMembers } from './write-members.ts';

/** A pack of more records is not written to be looked at: of its members, what is known without is told. */
const mostWritten = 2000;
/** Written anew when the pack is sealed, over a verification that is made then. */
const ofTheSealing: ReadonlySet<string> = new Set([
  ...[paths.report, paths.reportText, paths.chainProfile, paths.page, paths.pages],
  ...[paths.certificateSignature, paths.certificates, paths.bagInfo, paths.timestampRequest],
]);

/**
 * The members of a pack with their sizes, as sealing makes them, under a key that is thrown away, in a folder that is.
 *
 * @throws AppError as sealing, before anything is written
 */
export async function packMembers(
  db: ReadableDb,
  wish: PreviewWish,
  context: TaskContext,
): Promise<PreviewedMember[]> {
  const folder = temporaryFolder('casebound-preview-');
  const snapshot = openReadable(db.name);
  try {
    const signers = await throwawaySigners(wish.certified);
    const state = readState(snapshot, wish, sealKindsOf(signers), context);
    const staging = new Staging(join(folder, 'members'));
    writeCheckers(wish.checkers ?? checkers(), staging);
    const report = lastReport(db)?.report ?? nothingVerified;
    await writeMembers(beginningOf(state), staging, signers, async () => report, context);
    return membersOf(state, staging);
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

const nothingVerified: VerifyReport = {
  ...{ ok: true, kind: 'case', axes: [], chain: null },
  ...{ findings: [], findingsTotal: 0 },
};
