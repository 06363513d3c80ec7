import type { VerifyReport } from '../../../shared/domain/verification.ts';
import { checkPack } from '../../../shared/pack/check.ts';
import { bytesReader } from '../../../shared/pack/reader.ts';
import { nodeEffects } from '../check-file.ts';

/** What the check of a pack says of these bytes, with nobody known to it. */
export function checked(pack: Uint8Array): Promise<VerifyReport> {
  return checkPack(bytesReader(pack), nodeEffects);
}

/** What fails, each as `axis subject`. */
export function failing({ axes }: Pick<VerifyReport, 'axes'>): string[] {
  return axes.filter(({ status }) => status === 'fail').map(({ axis, subject }) => `${axis} ${subject}`);
}

/** Of the findings, each once. */
export function codes({ findings }: Pick<VerifyReport, 'findings'>): string[] {
  return [...new Set(findings.map(({ code }) => code))];
}
