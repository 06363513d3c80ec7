import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KnownSigner } from '../../shared/seal/known-signer.ts';
import { generateKey } from '../keys/generate-key.ts';
import { loadKnownSigners } from '../keys/known-signers.ts';
import {
  authority,
  Certificates,
  passphrase as p12Passphrase,
  signing,
} from '../keys/testing/certificates.ts';
import { foundSigners } from '../session/found-signers.ts';
import { checkPackFile } from './check-file.ts';
import { passphrase, SmallCase, trailLine } from './testing/small-case.ts';

let small: SmallCase;
let made: Certificates;
/** Sealed with a key of the name Okafor, and with one of an organization. */
let own: string;
let organization: string;
let key: string;

beforeAll(async () => {
  small = await SmallCase.make('Signers', [[trailLine({ id: 'log_1', claim: 'CLM-1' })]]);
  key = generateKey({ out: join(small.folder, 'okafor.key'), passphrase, name: 'Ngozi Okafor' }).path;
  own = (await small.seal({ caseId: 'CLM-1' }, { key })).pack;
  made = new Certificates(mkdtempSync(join(small.folder, 'certificates-')));
  made.certificate('Root', authority);
  made.certificate('Ana', signing, { issuer: 'Root' });
  // A certificate holds from the second in which it was made.
  const p12 = made.pkcs12('Ana', ['Root']);
  organization = (await small.seal({ caseId: 'CLM-1' }, { key, p12, p12Passphrase })).pack;
}, 120_000);
afterAll(() => small.remove());

const since = '2026-01-02T00:00:00.000Z';
const known = (name: string, fingerprint: string): KnownSigner => ({
  name,
  kind: fingerprint.startsWith('SHA256:') ? 'ssh' : 'certificate',
  fingerprint,
  ...{ publicKey: null, since, note: null },
});
const signatures = async (path: string, signers: KnownSigner[]) => {
  const { ok, axes, signers: told } = await checkPackFile(path, { known: signers });
  const axis = (subject: string) =>
    axes.find((each) => each.axis === 'signature' && each.subject === subject);
  return { ok, pack: axis('pack'), certificate: axis('certificate'), told };
};
const opensslFingerprint = (file: string) =>
  made.openssl('x509', '-in', file, '-noout', '-fingerprint', '-sha256').trim().replace(/^.*=/, '');
const sshFingerprint = () =>
  execFileSync('ssh-keygen', ['-l', '-f', `${key}.pub`])
    .toString()
    .split(' ')[1] as string;

test('a stranger is consistent, and nothing more', async () => {
  const { ok, pack, certificate, told } = await signatures(own, []);
  expect(ok).toBe(true);
  expect(pack).toMatchObject({
    status: 'pass',
    reason: expect.stringMatching(/^consistent: .*not known to you/),
  });
  expect(certificate).toMatchObject({
    status: 'pass',
    reason: expect.stringMatching(/^consistent: sealed by CN=Ngozi Okafor/),
  });
  expect(told).toMatchObject([
    { seal: 'ssh', fingerprint: sshFingerprint(), known: null, others: [] },
    { seal: 'certificate', fingerprint: opensslFingerprint(`${key}.crt`), known: null, others: [] },
  ]);
});

test('a known signer is named, with since when, by what ssh-keygen and openssl print', async () => {
  const signers = [known('Ngozi', sshFingerprint()), known('Ngozi', opensslFingerprint(`${key}.crt`))];
  const { pack, certificate } = await signatures(own, signers);
  expect(pack?.reason).toBe(`sealed by ${sshFingerprint()}: Ngozi, known to you since 2026-01-02`);
  expect(certificate?.reason).toMatch(
    /^sealed by CN=Ngozi Okafor \(certificate SHA-256 .*\): Ngozi, known to you since 2026-01-02$/,
  );
});

test('an authority that is known vouches for certificates of its own', async () => {
  const { certificate } = await signatures(organization, [
    known('Meridian CA', opensslFingerprint('Root.pem')),
  ]);
  expect(certificate).toMatchObject({
    status: 'pass',
    reason: expect.stringMatching(/CN=Ana .*vouched for by .*: Meridian CA, known to you since/),
  });
});

test('who is known by the name that a pack gives, and by another key, is called out', async () => {
  const another = [
    known('ngozi  OKAFOR', `SHA256:${'x'.repeat(43)}`),
    known('Ngozi Okafor', 'AB:'.repeat(32).slice(0, -1)),
  ];
  const { ok, pack, certificate, told } = await signatures(own, another);
  expect(ok).toBe(true);
  expect(pack).toMatchObject({
    status: 'unverifiable',
    reason: expect.stringContaining('whom you know by another: SHA256:xxx'),
  });
  expect(certificate).toMatchObject({
    status: 'unverifiable',
    reason: expect.stringContaining('whom you know by another: AB:AB'),
  });
  expect(told?.map(({ others }) => others.length)).toEqual([1, 1]);
  // Known by the certificate, she has another SSH key than the one that is known.
  const half = await signatures(own, [
    known('Ngozi', opensslFingerprint(`${key}.crt`)),
    known('Ngozi', `SHA256:${'x'.repeat(43)}`),
  ]);
  expect(half.pack?.status).toBe('unverifiable');
  expect(half.certificate?.status).toBe('pass');
});

test('files and packs tell whom they would make known; a pack is marked as vouching for itself', async () => {
  expect(loadKnownSigners(`${key}.pub`)).toMatchObject([{ kind: 'ssh', fingerprint: sshFingerprint() }]);
  expect(loadKnownSigners(`${key}.crt`)).toMatchObject([{ kind: 'certificate', name: 'Ngozi Okafor' }]);
  const found = await foundSigners(organization, [known('CA', opensslFingerprint('Root.pem'))]);
  expect(
    found.map(({ kind, name, known: as, fromPack }) => [kind, name, as?.name ?? null, fromPack]),
  ).toEqual([
    ['ssh', expect.any(String), null, true],
    ['certificate', 'Ana', null, true],
    ['certificate', 'Root', 'CA', true],
  ]);
});
