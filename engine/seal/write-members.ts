/** Everything that a pack holds, in the order in which one thing is known of another. */

import { printCertificates } from '../../shared/certificates/pem.ts';
import type { VerifyReport } from '../../shared/domain/verification.ts';
import { printBagInfo, printManifest } from '../../shared/pack/bag.ts';
import { bagDescription, bagIdentifier } from '../../shared/pack/check-sources.ts';
import {
  bagDeclaration,
  checkpointPath,
  paths,
  payloadPrefix,
  sealNamespace,
} from '../../shared/pack/layout.ts';
import { scopeWords } from '../../shared/pack/scope.ts';
import { signCheckpoint } from '../../shared/seal/checkpoint.ts';
import { signCms } from '../../shared/seal/cms.ts';
import { allowedSigners } from '../../shared/seal/ssh-key.ts';
import { signSsh } from '../../shared/seal/sshsig.ts';
import { timestampRequest } from '../../shared/timestamp/request.ts';
import { checkpointOf } from '../checkpoint/checkpoint-of.ts';
import { custodyLines } from '../custody/export.ts';
import { visibleText } from '../document/visible-text.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import { sha512 } from '../keys/ed25519.ts';
import type { Signers } from '../keys/signers.ts';
import type { TaskContext } from '../task.ts';
import type { CaseState } from './case-state.ts';
import { certification } from './certification.ts';
import { guide } from './guide.ts';
import { deflated, stored } from './member-writer.ts';
import { page } from './page/page.ts';
import { reportForPack, reportText } from './report-text.ts';
import type { Staging } from './staging.ts';
import { writeTables } from './tables/write-tables.ts';
import { writeAnnotations } from './write-annotations.ts';
import { completenessDocument, writeEntries } from './write-entries.ts';
import { writePrivilegeLog } from './write-privilege-log.ts';
import { writeSources } from './write-sources.ts';

export async function writeMembers(
  state: CaseState,
  staging: Staging,
  signers: Signers,
  /** The report on the case that goes into the pack; entries are written while it is made. */
  verification: () => Promise<VerifyReport>,
  context: TaskContext,
  /** Writes the tables, or takes over what was written of them meanwhile. */
  tables: () => void | Promise<void> = () => writeTables(state, staging, context),
): Promise<void> {
  const [caseReport, completeness] = await besideVerification(verification, context, (quiet) =>
    writeEntries(state, staging, quiet),
  );
  const report = reportForPack(caseReport, state);
  writeAnnotations(state, staging);
  writePrivilegeLog(state, staging);
  writePieces(staging, paths.custody, custodyLines(state.db));
  const sources = writeSources(state, staging);
  staging.text(paths.certification, certification(state, sources));
  const markup = page(state, { sources, report, completeness }, context);
  staging.text(paths.page, markup);
  if (state.pdf) staging.bytes(paths.pages, await pagesOf(state, markup));

  for (const source of state.sources) {
    staging.text(
      checkpointPath(source.id),
      await signCheckpoint(nodeDigest, checkpointOf(state.uuid, source), signers.ssh),
    );
  }
  const proof = completenessDocument(state, completeness);
  if (proof !== null) staging.text(paths.completeness, `${JSON.stringify(proof)}\n`);
  staging.text(paths.report, `${JSON.stringify(report)}\n`);
  staging.text(paths.reportText, reportText(report));
  staging.text(paths.chainProfile, `${JSON.stringify(chainProfiles(report))}\n`);
  staging.text(paths.guide, guide(state));

  staging.text(paths.compressed, printManifest(staging.compressedHashes()));

  await tables();
  writeBag(state, staging);
  await writeSeal(staging, signers);
}

/**
 * Verifying waits for the threads that read, mostly: other work has its turns meanwhile, and is heard of once it alone is waited for.
 * Where one of the two fails the other is awaited before it is told: nothing goes on behind.
 */
async function besideVerification<T>(
  verification: () => Promise<VerifyReport>,
  context: TaskContext,
  work: (context: TaskContext) => Promise<T>,
): Promise<[VerifyReport, T]> {
  let verified = false;
  const quiet: TaskContext = {
    progress(progress) {
      if (verified) context.progress(progress);
    },
    checkCancelled: () => context.checkCancelled(),
  };
  const report = verification().finally(() => {
    verified = true;
  });
  const both = [report, work(quiet)] as const;
  await Promise.allSettled(both);
  return Promise.all(both);
}

async function pagesOf({ title, scope, name, uuid, asOf }: CaseState, markup: string): Promise<Buffer> {
  const { reportPdf } = await import('../document/pdf/report-pdf.ts');
  const footer = visibleText(`${name}  case ${uuid}`);
  return reportPdf(markup, { title: visibleText(`${title}: ${scopeWords(scope)}`), footer, asOf });
}

/** What the pack carries to be checked with. Most of the page is libraries: it takes a quarter of its length. */
export function writeCheckers(carried: ReadonlyMap<string, Uint8Array>, staging: Staging): void {
  for (const [path, bytes] of carried)
    staging.bytes(path, bytes, path === paths.checkerPage ? deflated : stored);
}

/** How the exporting systems' own hashes are made, as far as that was found: a profile as `verify --profile` takes it. */
function chainProfiles({ chain, chains }: VerifyReport) {
  return { chain, sources: chains ?? [] };
}

function writePieces(staging: Staging, path: string, pieces: Iterable<string | Uint8Array>): void {
  const writer = staging.open(path);
  for (const piece of pieces) writer.write(piece);
  writer.finish();
}

function writeBag({ uuid, title, number, scope, asOf }: CaseState, staging: Staging): void {
  const payload = staging.members.filter(({ path }) => path.startsWith(payloadPrefix));
  staging.text(paths.bagit, bagDeclaration);
  staging.text(
    paths.bagInfo,
    printBagInfo({
      payloadBytes: payload.reduce((sum, { size }) => sum + size, 0),
      payloadFiles: payload.length,
      date: asOf.slice(0, 10),
      identifier: bagIdentifier(uuid, number),
      title,
      description: bagDescription(scope),
    }),
  );
  staging.text(paths.manifest, printManifest(staging.hashes((path) => path.startsWith(payloadPrefix))));
}

/** The tag manifest lists everything outside data/ and seal/; the seal is made over its bytes. */
async function writeSeal(staging: Staging, { ssh, certificate }: Signers): Promise<void> {
  const tagmanifest = printManifest(staging.hashes((path) => !path.startsWith(payloadPrefix)));
  staging.text(paths.tagmanifest, tagmanifest);
  const bytes = Buffer.from(tagmanifest);
  const signature = await signSsh(bytes, sealNamespace, ssh, sha512);
  staging.text(paths.signature, signature);
  staging.bytes(paths.timestampRequest, timestampRequest(nodeDigest, bytes, Buffer.from(signature)));
  staging.bytes(paths.allowedSigners, allowedSigners(ssh.publicKey, sealNamespace));
  if (certificate === null) return;
  staging.bytes(paths.certificateSignature, await signCms(nodeDigest, bytes, certificate));
  staging.text(paths.certificates, printCertificates(certificate.chain.map(({ der }) => der)));
}
