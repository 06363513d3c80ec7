import type { VerifyReport } from '../../shared/domain/verification.ts';

/**
 * The SHA-256 in what a person pastes: a line of `sha256sum`, `Get-FileHash` or `certutil` as it is copied, with spaces between the bytes, or with
 * `sha256:` before it. Lower case; null where there is none, or more than one.
 */
export function statedHash(text: string): string | null {
  const whole = text
    .replaceAll(/[\s:]/g, '')
    .toLowerCase()
    .replace(/^sha-?256/, '');
  if (digits.test(whole)) return whole;
  const [only, ...others] = text.toLowerCase().match(/(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g) ?? [];
  return others.length === 0 ? (only ?? null) : null;
}

const digits = /^[0-9a-f]{64}$/;

/** What the report says to have that hash. */
export function subjectsOfHash({ files = {} }: Pick<VerifyReport, 'files'>, hash: string): string[] {
  return Object.entries(files)
    .filter(([, { sha256 }]) => sha256 === hash)
    .map(([subject]) => subject);
}
