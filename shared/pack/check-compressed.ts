/**
 * Whether each compressed file stands in the zip as sealing compressed it. Several streams unpack to the same content, so
 * that the manifests do not notice a change from one to another: the bytes as they stand are hashed for themselves, since
 * compressing again would ask for the same version of the same compressor.
 */
import { fromUtf8 } from '../bytes/encoding.ts';
import { parseManifest } from './bag.ts';
import type { CheckContext } from './check-context.ts';
import { paths } from './layout.ts';
import { hashMember, MemberFault, readPacked } from './member.ts';
import type { FoundMember } from './zip-directory.ts';
import { methods } from './zip-records.ts';

/** Findings bear on `storage` of `container`. What another program zipped again is compressed as that does it. */
export async function checkCompressed(context: CheckContext): Promise<void> {
  const { pack, findings } = context;
  if (pack.rewritten) return;
  const listed = parseManifest(fromUtf8((await context.small(paths.compressed)) ?? new Uint8Array(0)) ?? '');
  const compressed = [...pack.files].filter(([, { method }]) => method === methods.deflated);
  for (const path of new Set([...(listed?.keys() ?? []), ...compressed.map(([each]) => each)])) {
    const expected = listed?.get(path);
    const actual = await hashOf(context, pack.files.get(path));
    if (expected === actual) continue;
    findings.add({
      axis: 'storage',
      subject: 'container',
      code: 'COMPRESSION_ALTERED',
      message: 'it does not stand in the zip as it was compressed when the pack was sealed',
      member: path,
      expected,
      actual,
    });
  }
}

/** Undefined where the file is not there, is not compressed, or reaches out of the zip. */
async function hashOf({ reader, effects }: CheckContext, member: FoundMember | undefined) {
  if (member?.method !== methods.deflated) return undefined;
  try {
    return (await hashMember(effects, readPacked(reader, member))).sha256;
  } catch (error) {
    if (error instanceof MemberFault) return undefined;
    throw error;
  }
}
