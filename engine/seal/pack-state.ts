/** What a pack's file says of itself, and what is taken out of it: nothing of it is checked but a timestamp that is shown. */
import { statSync, writeFileSync } from 'node:fs';
import { readCertificate } from '../../shared/certificates/certificate.ts';
import { parseCertificates } from '../../shared/certificates/pem.ts';
import type { CertificateInfo, PackState } from '../../shared/contract/sealing-operations.ts';
import { paths } from '../../shared/pack/layout.ts';
import { fingerprint, parseKnownSigners } from '../../shared/seal/ssh-key.ts';
import { checkTimestamp } from '../../shared/timestamp/check.ts';
import { outFault } from '../files/out-fault.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import { certificateInfo } from '../keys/check-key.ts';
import { describePackFile } from './check-file.ts';
import { PackFile } from './pack-file.ts';

/** @throws AppError FILE_UNREADABLE, PACK_UNREADABLE */
export async function packState(path: string): Promise<PackState> {
  const { pack, sources } = await describePackFile(path);
  const file = await PackFile.open(path);
  try {
    const signers = parseKnownSigners(text(await file.whole(paths.allowedSigners)));
    const [key] = signers.keys;
    return {
      bytes: statSync(path).size,
      name: pack.name,
      records: pack.records,
      roots: sources
        .filter(({ records }) => records > 0)
        .map(({ id, name, tree }) => ({ source: id, name, root: tree.root })),
      seals: pack.seals,
      fingerprint: key === undefined ? null : fingerprint(nodeDigest, key),
      certificate: file.has(paths.certificates)
        ? firstCertificate(await file.whole(paths.certificates))
        : null,
      timestamp: file.has(paths.timestamp) ? await timestampOf(file) : null,
    };
  } finally {
    file.close();
  }
}

/**
 * Takes the timestamp request out of a pack, to be sent to an authority: `openssl ts` and any authority read it. Nothing that is
 * there is overwritten.
 *
 * @throws AppError FILE_UNREADABLE, PACK_UNREADABLE, INVALID_INPUT where a file stands at `out`, DISK_FULL
 */
export async function extractRequest({
  path,
  out,
}: {
  readonly path: string;
  readonly out: string;
}): Promise<{ out: string }> {
  const file = await PackFile.open(path);
  try {
    writeFileSync(out, await file.whole(paths.timestampRequest), { flag: 'wx' });
    return { out };
  } catch (error) {
    throw outFault(out, error);
  } finally {
    file.close();
  }
}

function firstCertificate(pem: Uint8Array): CertificateInfo | null {
  const [der] = parseCertificates(text(pem)) ?? [];
  const certificate = der === undefined ? null : readCertificate(der);
  return certificate === null ? null : certificateInfo(certificate);
}

async function timestampOf(file: PackFile): Promise<NonNullable<PackState['timestamp']>> {
  const [sealed, signature, answer, chain] = await Promise.all(
    [paths.tagmanifest, paths.signature, paths.timestamp, paths.timestampCertificates].map((path) =>
      file.whole(path),
    ) as [Promise<Uint8Array>, Promise<Uint8Array>, Promise<Uint8Array>, Promise<Uint8Array>],
  );
  const outcome = await checkTimestamp(nodeDigest, sealed, signature, Uint8Array.from(answer), text(chain));
  if (outcome.fault !== null) return { fault: outcome.fault };
  const { time, chain: vouching } = outcome.timestamp;
  return { time: time.toISOString(), authority: vouching.path[0]?.subject ?? '' };
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}
