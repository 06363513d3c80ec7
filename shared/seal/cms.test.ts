import { execFileSync } from 'node:child_process';
import { sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nodeDigest } from '../../engine/hash/node-digest.ts';
import { generateKey } from '../../engine/keys/generate-key.ts';
import { loadSigners } from '../../engine/keys/load-key.ts';
import { authority, Certificates, signing } from '../../engine/keys/testing/certificates.ts';
import { type Certificate, readCertificate } from '../certificates/certificate.ts';
import { parseCertificates, printCertificates } from '../certificates/pem.ts';
import { type CertificateSigner, checkCms, signCms } from './cms.ts';

const message = Buffer.from('f00d  bagit.txt\n');
let folder: string;
let signer: CertificateSigner;
let cms: Uint8Array<ArrayBuffer>;
let pem: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'casebound-cms-'));
  const { path } = generateKey({ out: join(folder, 'k'), passphrase: 'a passphrase', name: 'Ana Examiner' });
  const { certificate } = await loadSigners(path, 'a passphrase', new Date());
  if (certificate === null) throw new Error('the key file holds no certificate');
  signer = certificate;
  cms = await signCms(nodeDigest, message, signer);
  pem = printCertificates(signer.chain.map(({ der }) => der));
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a CMS signature', () => {
  test('is verified by OpenSSL, and not over anything else', () => {
    const [signature, content, certificate] = ['s.p7s', 'content', 'c.pem'].map((name) =>
      join(folder, name),
    ) as [string, string, string];
    writeFileSync(signature, cms);
    writeFileSync(content, message);
    writeFileSync(certificate, pem);
    const verify = () =>
      execFileSync(
        'openssl',
        [
          'cms',
          '-verify',
          '-binary',
          '-inform',
          'DER',
          '-in',
          signature,
          '-content',
          content,
          '-CAfile',
          certificate,
        ].concat(['-purpose', 'any', '-out', join(folder, 'out')]),
        { stdio: 'pipe' },
      );
    verify();
    expect(readFileSync(join(folder, 'out'))).toEqual(message);
    writeFileSync(content, `${message}x`);
    expect(verify).toThrow(/digest failure|verification failure/i);
  });

  test('is checked by our own code', async () => {
    const outcome = await checkCms(nodeDigest, message, cms, pem);
    expect(outcome.fault).toBeNull();
    expect(outcome.fault === null && outcome.chain.path[0]?.subject).toBe('CN=Ana Examiner');
    const other = await checkCms(nodeDigest, Buffer.from('another'), cms, pem);
    expect(other.fault).toMatch(/not a signature of this tag manifest/);
  });

  test('has no byte that could be another', async () => {
    const missed: string[] = [];
    for (let at = 0; at < cms.length; at++) {
      const altered = Uint8Array.from(cms);
      altered[at] = (altered[at] as number) ^ (1 << (at % 8));
      if ((await checkCms(nodeDigest, message, altered, pem)).fault === null) missed.push(`signature ${at}`);
    }
    const bytes = Buffer.from(pem, 'latin1');
    for (let at = 0; at < bytes.length; at++) {
      const altered = Buffer.from(bytes);
      altered[at] = (altered[at] as number) ^ (1 << (at % 8));
      const text = altered.toString('latin1');
      if ((await checkCms(nodeDigest, message, cms, text)).fault === null) missed.push(`certificate ${at}`);
    }
    expect(missed).toEqual([]);
  });
});

describe('certificates that OpenSSL would not take', () => {
  const certificates = () => new Certificates(mkdtempSync(join(folder, 'made-')));

  async function faultOf(made: Certificates, ...names: string[]): Promise<string | null> {
    const texts = names.map((name) => readFileSync(join(made.folder, `${name}.pem`), 'utf8'));
    const chain = texts.map((text) =>
      readCertificate((parseCertificates(text) as [Uint8Array<ArrayBuffer>])[0]),
    );
    const key = readFileSync(join(made.folder, `${names[0]}.key`));
    const by = { chain: chain as Certificate[], sign: (bytes: Uint8Array) => sign('sha256', bytes, key) };
    return (await checkCms(nodeDigest, message, await signCms(nodeDigest, message, by), texts.join('')))
      .fault;
  }

  test('that are for something else do not seal', async () => {
    const made = certificates();
    made.certificate('Root', authority);
    made.certificate('Server', 'extendedKeyUsage=serverAuth\n', { issuer: 'Root' });
    made.certificate('Agree', 'keyUsage=critical,keyAgreement\n', { issuer: 'Root' });
    made.certificate('Good', signing, { issuer: 'Root' });
    expect(await faultOf(made, 'Good', 'Root')).toBeNull();
    expect(await faultOf(made, 'Server', 'Root')).toMatch(/for other purposes/);
    expect(await faultOf(made, 'Agree', 'Root')).toMatch(/does not allow signatures/);
    expect(await faultOf(made, 'Root')).toMatch(/for vouching for others/);
  });

  test('that were signed over SHA-1 vouch for nobody, but for what an authority says of itself', async () => {
    const made = certificates();
    made.certificate('Root', authority, { hash: 'sha1' });
    made.certificate('Old', signing, { issuer: 'Root', hash: 'sha1' });
    made.certificate('New', signing, { issuer: 'Root' });
    expect(await faultOf(made, 'New', 'Root')).toBeNull();
    expect(await faultOf(made, 'Old', 'Root')).toMatch(/Old was signed over SHA-1/);
  });
});
