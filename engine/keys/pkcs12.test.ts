import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { printCertificates } from '../../shared/certificates/pem.ts';
import { checkCms, signCms } from '../../shared/seal/cms.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import { loadPkcs12 } from './pkcs12.ts';
import { authority, Certificates, passphrase, signing } from './testing/certificates.ts';

/** Later than certificates that are made meanwhile begin to hold. */
const now = new Date(Date.now() + 3_600_000);
let folder: string;
let made: Certificates;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'casebound-p12-'));
  made = new Certificates(folder);
  made.certificate('Root', authority, { key: ['RSA', 'rsa_keygen_bits:2048'] });
  made.certificate('Issuing', authority, { issuer: 'Root' });
  made.certificate('Ana', signing, { issuer: 'Issuing' });
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("an organization's key", () => {
  test('signs with its whole chain, and openssl agrees', async () => {
    const signer = await loadPkcs12(made.pkcs12('Ana', ['Root', 'Issuing']), passphrase, now);
    expect(signer.chain.map(({ subject }) => subject)).toEqual(
      ['Ana', 'Issuing', 'Root'].map((name) => `O=Meridian, CN=${name}`),
    );
    const message = Buffer.from('what is sealed\n');
    const cms = await signCms(nodeDigest, message, signer);
    const pem = printCertificates(signer.chain.map(({ der }) => der));
    expect((await checkCms(nodeDigest, message, cms, pem)).fault).toBeNull();
    for (const [name, bytes] of [
      ['m', message],
      ['s', cms],
      ['c', pem],
    ] as const)
      writeFileSync(join(folder, name), bytes);
    made.openssl(
      ...['cms', '-verify', '-binary', '-inform', 'DER', '-in', 's', '-content', 'm', '-CAfile', 'c'],
      ...['-purpose', 'any', '-out', '/dev/null'],
    );
  });

  test('opens where its key alone is encrypted in the old way', async () => {
    const file = made.pkcs12('Ana', ['Root', 'Issuing'], '-keypbe', 'PBE-SHA1-3DES', '-macalg', 'sha1');
    expect((await loadPkcs12(file, passphrase, now)).chain).toHaveLength(3);
  });
});

describe('is refused, and told why:', () => {
  const refused = async (path: string, words: RegExp, secret = passphrase, at = now) => {
    await expect(loadPkcs12(path, secret, at)).rejects.toMatchObject({
      code: 'KEY_UNAVAILABLE',
      safe: 'nothing was written',
      message: expect.stringMatching(words),
    });
  };

  test('a wrong passphrase, a file that is none, a file that is not there', async () => {
    const whole = made.pkcs12('Ana', ['Root', 'Issuing']);
    await refused(whole, /passphrase does not open/, 'another');
    await refused(whole, /passphrase does not open/, '');
    await refused(join(folder, 'Ana.pem'), /no PKCS#12/);
    await refused(join(folder, 'none.p12'), /no such file/);
  });

  test('a chain that lacks a link, or its root', async () => {
    await refused(made.pkcs12('Ana', []), /certificate of O=Meridian, CN=Issuing.* is not there/);
    await refused(made.pkcs12('Ana', ['Issuing']), /certificate of O=Meridian, CN=Root.* is not there/);
  });

  test('a certificate that expired, or holds only later', async () => {
    const later = new Date(now.getTime() + 40 * 86_400_000);
    const before = new Date(now.getTime() - 40 * 86_400_000);
    const whole = made.pkcs12('Ana', ['Root', 'Issuing']);
    await refused(whole, /expired on/, passphrase, later);
    await refused(whole, /valid only from/, passphrase, before);
  });

  test.each([
    ['Server', 'extendedKeyUsage=serverAuth\n', /other purposes/],
    ['Exchange', 'keyUsage=critical,keyAgreement\n', /does not allow signatures/],
    ['Deputy', authority, /vouching for others/],
  ])('a certificate that is not for signing: %s', async (name, extensions, words) => {
    made.certificate(name, extensions, { issuer: 'Issuing' });
    await refused(made.pkcs12(name, ['Root', 'Issuing']), words);
  });

  test('a certificate whose issuer may not vouch for it', async () => {
    made.certificate('Below', signing, { issuer: 'Ana' });
    await refused(made.pkcs12('Below', ['Root', 'Issuing', 'Ana']), /CN=Ana may not vouch/);
  });

  test('a key that is not on P-256', async () => {
    made.certificate('Long', signing, { issuer: 'Issuing', key: ['RSA', 'rsa_keygen_bits:2048'] });
    await refused(made.pkcs12('Long', ['Root', 'Issuing']), /not on the curve P-256/);
  });
});
