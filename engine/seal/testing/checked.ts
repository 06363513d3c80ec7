import { isDeepStrictEqual } from 'node:util';
import type { VerifyReport } from '../../../shared/domain/verification.ts';
import { checkPack } from '../../../shared/pack/check.ts';
import type { HashApart } from '../../../shared/pack/check-context.ts';
import { hashMembers } from '../../../shared/pack/hash-members.ts';
import { bytesReader } from '../../../shared/pack/reader.ts';
import { nodeEffects } from '../check-file.ts';

/** What the check of a pack says of these bytes, with nobody known to it; the same where another thread shares the work. */
export async function checked(pack: Uint8Array): Promise<VerifyReport> {
  const reader = bytesReader(pack);
  const hashApart: HashApart = (files, onBytes) => hashMembers(nodeEffects, reader, files, onBytes);
  const alone = await checkPack(reader, nodeEffects);
  const shared = await checkPack(reader, { ...nodeEffects, hashApart });
  if (!isDeepStrictEqual(alone, shared)) throw new Error('another thread changes what a check says');
  return alone;
}

/** What fails, each as `axis subject`. */
export function failing({ axes }: Pick<VerifyReport, 'axes'>): string[] {
  return axes.filter(({ status }) => status === 'fail').map(({ axis, subject }) => `${axis} ${subject}`);
}

/** Of the findings, each once. */
export function codes({ findings }: Pick<VerifyReport, 'findings'>): string[] {
  return [...new Set(findings.map(({ code }) => code))];
}
