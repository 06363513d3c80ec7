import { expect, it } from 'vitest';
import { SignerBook } from '../seal/known-signer.ts';
import { checkCertificate } from './check-certificate.ts';
import type { CheckContext } from './check-context.ts';
import type { CheckedSources } from './check-sources.ts';
import { Findings } from './findings.ts';
import { paths, type SealKind } from './layout.ts';

/** What is said of a pack that states with what it was sealed, and holds these files under `seal/`. */
async function judged(seals: readonly SealKind[] | null, held: readonly string[]) {
  const findings = new Findings();
  const files = new Map(held.map((path) => [path, {}]));
  const small = async () => null;
  const context = { small, findings, pack: { files }, effects: {} } as unknown as CheckContext;
  const described = seals === null ? null : ({ pack: { seals } } as unknown as CheckedSources);
  const times = { now: new Date(), proven: null };
  const { verdict } = await checkCertificate(context, described, times, new SignerBook([]));
  if (verdict !== null) findings.judge(verdict);
  const { axes, findings: found } = findings.report(null);
  return { axes: axes.map(({ status }) => status), codes: found.map(({ code }) => code) };
}

const certificates = [paths.certificateSignature, paths.certificates];

it('a pack that was sealed without a certificate is said nothing of its certificate', async () => {
  expect(await judged(['ssh'], [])).toEqual({ axes: [], codes: [] });
  expect(await judged(null, [])).toEqual({ axes: [], codes: [] });
});

it('a certificate that was put in afterwards is found, each of its files', async () => {
  expect(await judged(['ssh'], certificates)).toEqual({
    axes: ['fail'],
    codes: ['SEAL_INVALID', 'SEAL_INVALID'],
  });
});

it('a certificate that was taken away is found, and what nothing describes is looked for where a file of it is', async () => {
  expect(await judged(['ssh', 'cms'], [])).toEqual({ axes: ['fail'], codes: ['SEAL_MISSING'] });
  expect(await judged(null, certificates)).toEqual({ axes: ['fail'], codes: ['SEAL_MISSING'] });
});
