import { constants, crc32, deflateRawSync } from 'node:zlib';
import { compareBytes, utf8 } from '../../../shared/bytes/encoding.ts';
import { printCertificates } from '../../../shared/certificates/pem.ts';
import { parseBagInfo, printBagInfo, printManifest } from '../../../shared/pack/bag.ts';
import { paths, payloadPrefix, sealNamespace, sealPrefix } from '../../../shared/pack/layout.ts';
import { wholeMember } from '../../../shared/pack/member.ts';
import { bytesReader } from '../../../shared/pack/reader.ts';
import { readDirectory } from '../../../shared/pack/zip-directory.ts';
import { centralHeader, endRecords, localHeader, methods } from '../../../shared/pack/zip-records.ts';
import { signCms } from '../../../shared/seal/cms.ts';
import { allowedSigners } from '../../../shared/seal/ssh-key.ts';
import { signSsh } from '../../../shared/seal/sshsig.ts';
import { timestampRequest } from '../../../shared/timestamp/request.ts';
import { nodeDigest } from '../../hash/node-digest.ts';
import { sha512 } from '../../keys/ed25519.ts';
import type { Signers } from '../../keys/signers.ts';

/** The files of a pack by their path under the top directory, to be changed as an attacker would. */
export type Files = Map<string, Buffer>;

export async function filesOf(pack: Uint8Array): Promise<{ name: string; files: Files }> {
  const reader = bytesReader(pack);
  const { members } = await readDirectory(reader);
  const files: Files = new Map();
  for (const member of members) {
    files.set(
      member.path.slice(member.path.indexOf('/') + 1),
      Buffer.from(await wholeMember(reader, member, 1 << 28)),
    );
  }
  return { name: members[0]?.path.split('/')[0] ?? '', files };
}

/** Those that sealing compresses. */
function isCompressed(path: string): boolean {
  return path === paths.index || path === paths.proofs || path === paths.checkerPage;
}

/** As sealing does it, for what fits into one piece; on another level as somebody else would. */
function deflated(path: string, bytes: Uint8Array, level = 1): Buffer {
  const windowBits = path === paths.index ? 12 : 15;
  const finishFlush = constants.Z_SYNC_FLUSH;
  const piece = deflateRawSync(bytes, { level, windowBits, memLevel: 9, finishFlush });
  return Buffer.concat([piece, Buffer.of(0x03, 0x00)]);
}

function sha256(bytes: Uint8Array): string {
  return Buffer.from(nodeDigest.sha256(bytes)).toString('hex');
}

/** Makes manifests and bag-info fit the files again. */
export function fixManifests(files: Files): void {
  const hashes = (chosen: (path: string) => boolean) =>
    new Map([...files].filter(([path]) => chosen(path)).map(([path, bytes]) => [path, sha256(bytes)]));
  const payload = [...files].filter(([path]) => path.startsWith(payloadPrefix));
  const info = parseBagInfo(files.get(paths.bagInfo)?.toString() ?? '');
  const text = printBagInfo({
    payloadBytes: payload.reduce((sum, [, { length }]) => sum + length, 0),
    payloadFiles: payload.length,
    date: info.get('Bagging-Date') ?? '',
    identifier: info.get('External-Identifier') ?? '',
    title: info.get('Internal-Sender-Description') ?? '',
    description: info.get('External-Description') ?? '',
  });
  files.set(paths.bagInfo, Buffer.from(text));
  const compressed = [...files].filter(([path]) => isCompressed(path));
  files.set(
    paths.compressed,
    Buffer.from(
      printManifest(new Map(compressed.map(([path, bytes]) => [path, sha256(deflated(path, bytes))]))),
    ),
  );
  files.set(paths.manifest, Buffer.from(printManifest(hashes((path) => path.startsWith(payloadPrefix)))));
  const isTag = (path: string) =>
    !path.startsWith(payloadPrefix) && !path.startsWith(sealPrefix) && path !== paths.tagmanifest;
  files.set(paths.tagmanifest, Buffer.from(printManifest(hashes(isTag))));
}

/** Seals the files anew with any key. */
export async function reseal(files: Files, { ssh: signer, certificate }: Signers): Promise<void> {
  const tagmanifest = files.get(paths.tagmanifest) ?? Buffer.alloc(0);
  const signature = Buffer.from(await signSsh(tagmanifest, sealNamespace, signer, sha512));
  files.set(paths.signature, signature);
  files.set(paths.timestampRequest, Buffer.from(timestampRequest(nodeDigest, tagmanifest, signature)));
  files.set(paths.allowedSigners, Buffer.from(allowedSigners(signer.publicKey, sealNamespace)));
  if (certificate === null) return;
  files.set(paths.certificateSignature, Buffer.from(await signCms(nodeDigest, tagmanifest, certificate)));
  files.set(paths.certificates, Buffer.from(printCertificates(certificate.chain.map(({ der }) => der))));
}

/** The zip as sealing would write it, but in the order given where `sorted` is false, and compressed as asked. */
export function zipOf(
  name: string,
  files: Iterable<readonly [string, Uint8Array]>,
  { sorted = true, level = 1 }: { readonly sorted?: boolean; readonly level?: number | 'stored' } = {},
): Buffer {
  const members = [...files].map(([path, content]) => {
    const compress = isCompressed(path) && level !== 'stored';
    const bytes = compress ? deflated(path, content, level) : content;
    return {
      path: `${name}/${path}`,
      ...{ bytes, size: content.length, crc32: crc32(content), compressedSize: bytes.length },
      method: compress ? methods.deflated : methods.stored,
    };
  });
  if (sorted) members.sort((a, b) => compareBytes(utf8(a.path), utf8(b.path)));
  const parts: Uint8Array[] = [];
  const central: Uint8Array[] = [];
  let offset = 0;
  for (const member of members) {
    central.push(centralHeader({ ...member, offset }));
    const header = localHeader(member);
    parts.push(header, member.bytes);
    offset += header.length + member.compressedSize;
  }
  const directory = Buffer.concat(central);
  return Buffer.concat([...parts, directory, endRecords(members.length, offset, directory.length)]);
}

/** A zip of one deflated member that claims some size. */
export function bombOf(path: string, actual: Uint8Array, claimed: number): Buffer {
  const compressed = deflateRawSync(actual);
  const { length } = compressed;
  const member = { path, size: claimed, crc32: 0, method: methods.deflated, compressedSize: length };
  const local = Buffer.from(localHeader(member));
  const central = Buffer.from(centralHeader({ ...member, offset: 0 }));
  return Buffer.concat([
    local,
    compressed,
    central,
    endRecords(1, local.length + compressed.length, central.length),
  ]);
}
