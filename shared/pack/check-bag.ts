/** Whether the pack is the BagIt bag that its manifests describe (RFC 8493), file by file. */
import { equalBytes, fromUtf8, utf8 } from '../bytes/encoding.ts';
import { type Hashes, parseBagInfo, parseManifest } from './bag.ts';
import type { CheckContext } from './check-context.ts';
import type { CheckedSources } from './check-sources.ts';
import { entryFilePattern } from './entry-files.ts';
import { bagDeclaration, checkpointPath, paths, payloadPrefix, sealPrefix } from './layout.ts';
import { hashMember, MemberFault, readMember } from './member.ts';
import { scopeKey } from './scope.ts';

const storage = { axis: 'storage', subject: 'pack' } as const;
const sealFiles: ReadonlySet<string> = new Set([
  paths.allowedSigners,
  paths.signature,
  paths.certificateSignature,
  paths.certificates,
  paths.timestampRequest,
  paths.timestamp,
  paths.timestampCertificates,
]);
const known: ReadonlySet<string> = new Set(Object.values(paths));
/** Without these, there is nothing to check. */
const required = [
  paths.bagit,
  paths.bagInfo,
  paths.manifest,
  paths.tagmanifest,
  paths.index,
  paths.proofs,
  paths.compressed,
  paths.sources,
  paths.custody,
  paths.annotationTargets,
  paths.annotations,
];

/**
 * Holds what every file hashes to against the manifests, which is looked for where nobody has read the file yet; the
 * findings bear on `storage` of `pack`.
 */
export async function checkBag(context: CheckContext, described: CheckedSources | null): Promise<void> {
  const { findings, pack } = context;
  const actual = await hashAll(context);
  for (const path of required) {
    if (!pack.files.has(path))
      findings.add({ ...storage, code: 'MEMBER_MISSING', message: 'the pack lacks this file', member: path });
  }
  const manifest = await readManifest(context, paths.manifest);
  const tagmanifest = await readManifest(context, paths.tagmanifest);
  compare(context, manifest, actual, (path) => path.startsWith(payloadPrefix));
  compare(context, tagmanifest, actual, isTagFile);
  for (const path of actual.keys()) {
    if (path.startsWith(sealPrefix) && !sealFiles.has(path)) {
      findings.add({
        ...storage,
        code: 'MEMBER_EXTRA',
        message: 'nothing vouches for this file',
        member: path,
      });
    }
  }
  checkKnown(context, described);
  await checkDeclaration(context);
  await checkPayloadSum(context);
}

/**
 * A pack has no files but those of its format: a note of the forger's beside the report would have been vouched for like it. Files of
 * entries, and lists of what stays back, are looked for where they are read.
 */
function checkKnown({ findings, pack }: CheckContext, described: CheckedSources | null): void {
  const mappings = new Set(described?.sources.map(({ mapping }) => mapping));
  const checkpoints = new Set(described?.sources.map(({ id }) => checkpointPath(id)));
  const proves = described === null || scopeKey(described.pack.scope) !== null;
  const isKnown = (path: string) =>
    known.has(path)
      ? proves || path !== paths.completeness
      : entryFilePattern.test(path) || mappings.has(path) || checkpoints.has(path);
  for (const path of described === null ? [] : pack.files.keys()) {
    if (path.startsWith(sealPrefix) || isKnown(path)) continue;
    findings.add({
      ...storage,
      code: 'MEMBER_EXTRA',
      message: 'a pack of this kind has no such file',
      member: path,
    });
  }
  for (const path of mappings) {
    if (path !== undefined && !pack.files.has(path))
      findings.add({ ...storage, code: 'MEMBER_MISSING', message: 'the pack lacks this file', member: path });
  }
}

function isTagFile(path: string): boolean {
  return !path.startsWith(payloadPrefix) && !path.startsWith(sealPrefix) && path !== paths.tagmanifest;
}

async function hashAll(context: CheckContext): Promise<Hashes> {
  const { reader, pack, effects, findings, watch } = context;
  const known = await context.hashes();
  const hashes = new Map<string, string>();
  for (const [path, member] of pack.files) {
    try {
      const { sha256, crc32 } =
        known.get(path) ?? (await hashMember(effects, watch('hashing files', readMember(reader, member))));
      hashes.set(path, sha256);
      if (crc32 !== member.crc32) {
        findings.add({
          ...storage,
          code: 'CRC_MISMATCH',
          message: 'the zip states another checksum for it',
          member: path,
        });
      }
    } catch (error) {
      if (!(error instanceof MemberFault)) throw error;
      hashes.set(path, 'unreadable');
      findings.add({ ...storage, code: 'MEMBER_UNREADABLE', message: error.message, member: path });
    }
  }
  return hashes;
}

async function readManifest(context: CheckContext, path: string): Promise<Hashes> {
  const bytes = await context.small(path);
  const manifest = bytes === null ? null : parseManifest(fromUtf8(bytes) ?? '');
  if (bytes !== null && manifest === null) {
    context.findings.add({
      ...storage,
      code: 'MANIFEST_INVALID',
      message: 'it is not a manifest as sealing writes it',
      member: path,
    });
  }
  return manifest ?? new Map();
}

/** The manifest lists all of its files and nothing else, each with its hash. */
function compare(
  { findings }: CheckContext,
  listed: Hashes,
  actual: Hashes,
  isOwn: (path: string) => boolean,
): void {
  for (const [path, expected] of listed) {
    const found = isOwn(path) ? actual.get(path) : undefined;
    if (found === undefined) {
      findings.add({
        ...storage,
        code: 'MEMBER_MISSING',
        message: 'a manifest lists this file, and the pack lacks it',
        member: path,
      });
    } else if (found !== expected) {
      findings.add({
        ...storage,
        code: 'MANIFEST_MISMATCH',
        message: 'the file is not the one that its manifest lists',
        member: path,
        expected,
        actual: found,
      });
    }
  }
  for (const path of actual.keys()) {
    if (isOwn(path) && !listed.has(path)) {
      findings.add({
        ...storage,
        code: 'MEMBER_EXTRA',
        message: 'no manifest lists this file',
        member: path,
      });
    }
  }
}

async function checkDeclaration({ small, findings }: CheckContext): Promise<void> {
  const bytes = await small(paths.bagit);
  if (bytes !== null && !equalBytes(bytes, utf8(bagDeclaration))) {
    findings.add({
      ...storage,
      code: 'BAG_INVALID',
      message: 'it does not declare a BagIt 1.0 bag',
      member: paths.bagit,
    });
  }
}

async function checkPayloadSum({ small, pack, findings }: CheckContext): Promise<void> {
  const bytes = await small(paths.bagInfo);
  if (bytes === null) return;
  const payload = [...pack.files].filter(([path]) => path.startsWith(payloadPrefix));
  const expected = `${payload.reduce((sum, [, { size }]) => sum + size, 0)}.${payload.length}`;
  const actual = parseBagInfo(fromUtf8(bytes) ?? '').get('Payload-Oxum');
  if (expected !== actual) {
    findings.add({
      ...storage,
      code: 'BAG_INVALID',
      message: 'its sum of the payload is not that of the files',
      member: paths.bagInfo,
      expected,
      actual,
    });
  }
}
