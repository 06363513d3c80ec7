import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { printCertificates } from '../../shared/certificates/pem.ts';
import { checkCms, signCms } from '../../shared/seal/cms.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import { loadPkcs12 } from './pkcs12.ts';

const passphrase = 'p\u00e4ss phrase';
/** Later than certificates that are made meanwhile begin to hold. */
const now = new Date(Date.now() + 3_600_000);
let folder: string;

function openssl(...args: string[]): void {
  execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
}

/** A certificate `name`.pem of a new key `name`.key, signed by `issuer` or, without one, by itself. */
function certificate(
  name: string,
  extensions: string,
  {
    issuer,
    days = '30',
    key = ['EC', 'ec_paramgen_curve:P-256'],
  }: { issuer?: string; days?: string; key?: string[] } = {},
): void {
  const [algorithm = '', option = ''] = key;
  writeFileSync(join(folder, `${name}.ext`), extensions);
  openssl('genpkey', '-algorithm', algorithm, '-pkeyopt', option, '-out', `${name}.key`);
  openssl('req', '-new', '-key', `${name}.key`, '-subj', `/O=Meridian/CN=${name}`, '-out', `${name}.csr`);
  const by =
    issuer === undefined ? ['-signkey', `${name}.key`] : ['-CA', `${issuer}.pem`, '-CAkey', `${issuer}.key`];
  openssl(
    ...['x509', '-req', '-in', `${name}.csr`, ...by, '-set_serial', String(1 + name.length), '-days', days],
    ...['-sha256', '-extfile', `${name}.ext`, '-out', `${name}.pem`],
  );
}

function pkcs12(name: string, chain: readonly string[], ...options: string[]): string {
  const file = join(folder, `${name}-${chain.length}${options.join('')}.p12`);
  const text = chain.map((each) => execFileSync('cat', [join(folder, `${each}.pem`)]).toString()).join('');
  writeFileSync(join(folder, 'chain.pem'), text);
  const more = chain.length === 0 ? [] : ['-certfile', 'chain.pem'];
  openssl(
    ...['pkcs12', '-export', '-inkey', `${name}.key`, '-in', `${name}.pem`, ...more, ...options],
    ...['-passout', `pass:${passphrase}`, '-out', file],
  );
  return file;
}

const authority = 'basicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign,cRLSign\n';
const signing = 'keyUsage=critical,digitalSignature\nextendedKeyUsage=emailProtection\n';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'casebound-p12-'));
  certificate('Root', authority, { key: ['RSA', 'rsa_keygen_bits:2048'] });
  certificate('Issuing', authority, { issuer: 'Root' });
  certificate('Ana', signing, { issuer: 'Issuing' });
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("an organization's key", () => {
  test('signs with its whole chain, and openssl agrees', async () => {
    const signer = await loadPkcs12(pkcs12('Ana', ['Root', 'Issuing']), passphrase, now);
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
    openssl(
      ...['cms', '-verify', '-binary', '-inform', 'DER', '-in', 's', '-content', 'm', '-CAfile', 'c'],
      ...['-purpose', 'any', '-out', '/dev/null'],
    );
  });

  test('opens where its key alone is encrypted in the old way', async () => {
    const file = pkcs12('Ana', ['Root', 'Issuing'], '-keypbe', 'PBE-SHA1-3DES', '-macalg', 'sha1');
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
    const whole = pkcs12('Ana', ['Root', 'Issuing']);
    await refused(whole, /passphrase does not open/, 'another');
    await refused(whole, /passphrase does not open/, '');
    await refused(join(folder, 'Ana.pem'), /no PKCS#12/);
    await refused(join(folder, 'none.p12'), /no such file/);
  });

  test('a chain that lacks a link, or its root', async () => {
    await refused(pkcs12('Ana', []), /certificate of O=Meridian, CN=Issuing.* is not there/);
    await refused(pkcs12('Ana', ['Issuing']), /certificate of O=Meridian, CN=Root.* is not there/);
  });

  test('a certificate that expired, or holds only later', async () => {
    const later = new Date(now.getTime() + 40 * 86_400_000);
    const before = new Date(now.getTime() - 40 * 86_400_000);
    const whole = pkcs12('Ana', ['Root', 'Issuing']);
    await refused(whole, /expired on/, passphrase, later);
    await refused(whole, /valid only from/, passphrase, before);
  });

  test.each([
    ['Server', 'extendedKeyUsage=serverAuth\n', /other purposes/],
    ['Exchange', 'keyUsage=critical,keyAgreement\n', /does not allow signatures/],
    ['Deputy', authority, /vouching for others/],
  ])('a certificate that is not for signing: %s', async (name, extensions, words) => {
    certificate(name, extensions, { issuer: 'Issuing' });
    await refused(pkcs12(name, ['Root', 'Issuing']), words);
  });

  test('a certificate whose issuer may not vouch for it', async () => {
    certificate('Below', signing, { issuer: 'Ana' });
    await refused(pkcs12('Below', ['Root', 'Issuing', 'Ana']), /CN=Ana may not vouch/);
  });

  test('a key that is not on P-256', async () => {
    certificate('Long', signing, { issuer: 'Issuing', key: ['RSA', 'rsa_keygen_bits:2048'] });
    await refused(pkcs12('Long', ['Root', 'Issuing']), /not on the curve P-256/);
  });
});
