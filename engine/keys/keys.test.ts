import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PemBlock } from '../../shared/certificates/pem.ts';
import { fingerprint } from '../../shared/seal/ssh-key.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import { verifyEd25519 } from './ed25519.ts';
import { openEncryptedKey } from './encrypted-key.ts';
import { generateKey } from './generate-key.ts';
import { openPrivateKeys, privateKeys, readKeyBlocks } from './key-file.ts';
import { loadSigner } from './load-key.ts';

const passphrase = 'correct horse';
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'casebound-keys-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a generated key', () => {
  test('opens with its passphrase in OpenSSL, and signs', async () => {
    const info = generateKey({ out: join(folder, 'a.key'), passphrase });
    const text = execFileSync('openssl', [
      'pkey',
      '-in',
      info.path,
      '-passin',
      `pass:${passphrase}`,
      '-noout',
      '-text',
    ]);
    expect(text.toString()).toContain('ED25519 Private-Key');
    const signer = loadSigner(info.path, passphrase);
    const message = Buffer.from('a message');
    const signature = await signer.sign(message);
    expect(await verifyEd25519(signer.publicKey, message, signature)).toBe(true);
    expect(await verifyEd25519(signer.publicKey, Buffer.from('another'), signature)).toBe(false);
  });

  test('has the fingerprint that ssh-keygen prints, and a mode that keeps others out', () => {
    const info = generateKey({ out: join(folder, 'b.key'), passphrase });
    const printed = execFileSync('ssh-keygen', ['-l', '-f', `${info.path}.pub`]).toString();
    expect(printed).toContain(info.fingerprint);
    expect(fingerprint(nodeDigest, loadSigner(info.path, passphrase).publicKey)).toBe(info.fingerprint);
    expect(readFileSync(`${info.path}.pub`, 'utf8')).toBe(`${info.publicKey}\n`);
    expect(statSync(info.path).mode & 0o777).toBe(0o600);
  });

  test('is derived from its passphrase in many rounds', () => {
    const info = generateKey({ out: join(folder, 'c.key'), passphrase });
    expect(execFileSync('openssl', ['asn1parse', '-in', info.path]).toString()).toMatch(/INTEGER +:0927C0/);
  });

  test('never replaces a file, and leaves nothing behind where it cannot be made', () => {
    const before = readdirSync(folder);
    const taken = join(folder, 'taken.key');
    writeFileSync(taken, 'mine');
    expect(() => generateKey({ out: taken, passphrase })).toThrow(/already stands/);
    expect(readFileSync(taken, 'utf8')).toBe('mine');
    writeFileSync(join(folder, 'half.key.pub'), 'mine');
    expect(() => generateKey({ out: join(folder, 'half.key'), passphrase })).toThrow(/already stands/);
    expect(existsSync(join(folder, 'half.key'))).toBe(false);
    expect(() => generateKey({ out: join(folder, 'no', 'such', 'k'), passphrase })).toThrow(
      /cannot be written/,
    );
    expect(readdirSync(folder).sort()).toEqual([...before, 'half.key.pub', 'taken.key'].sort());
  });

  test.each(['', 'seven..'])('is refused for the short passphrase %j', (short) => {
    expect(() => generateKey({ out: join(folder, 'short.key'), passphrase: short })).toThrow(/at least 8/);
    expect(existsSync(join(folder, 'short.key'))).toBe(false);
  });
});

describe('loading a key', () => {
  const unavailable = (path: string, words: RegExp, secret = passphrase) => {
    expect(() => loadSigner(path, secret)).toThrow(
      expect.objectContaining({ code: 'KEY_UNAVAILABLE', message: expect.stringMatching(words) }),
    );
  };

  test('refuses a wrong passphrase, a missing file, and a file that is no key', () => {
    const info = generateKey({ out: join(folder, 'd.key'), passphrase });
    unavailable(info.path, /passphrase does not open/, 'wrong horse');
    unavailable(info.path, /passphrase does not open/, '');
    unavailable(join(folder, 'missing.key'), /no such file/);
    unavailable(folder, /cannot be read/);
    const other = join(folder, 'other.txt');
    writeFileSync(other, 'not a key');
    unavailable(other, /no private key/);
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    writeFileSync(other, privateKey.export({ format: 'pem', type: 'pkcs8' }));
    unavailable(other, /no Ed25519 key/);
  });

  test('opens every key of a file at once as it opens one, whoever encrypted it', async () => {
    const info = generateKey({ out: join(folder, 'f.key'), passphrase });
    const text = readFileSync(info.path, 'utf8');
    const blocks = readKeyBlocks(info.path);
    const own = [...privateKeys(info.path, blocks, passphrase)];
    expect(own.length).toBe(2);
    const openssl = own.map((key) =>
      key.export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase }),
    );
    const plain = own.map((key) => key.export({ format: 'pem', type: 'pkcs8' }));
    for (const pems of [[text], openssl, plain, [text, ...openssl, ...plain]]) {
      const path = join(folder, 'several.key');
      writeFileSync(path, pems.join(''));
      const several = readKeyBlocks(path);
      const expected = [...privateKeys(path, several, passphrase)];
      const opened = await openPrivateKeys(path, several, passphrase);
      expect(opened.length).toBe(expected.length);
      for (const [i, key] of opened.entries()) expect(key.equals(expected[i] as KeyObject)).toBe(true);
    }
    await expect(openPrivateKeys(info.path, blocks, 'wrong horse')).rejects.toMatchObject({
      code: 'KEY_UNAVAILABLE',
      message: expect.stringMatching(/passphrase does not open/),
    });
  });

  test('takes nothing but its own form apart', async () => {
    const info = generateKey({ out: join(folder, 'g.key'), passphrase });
    const { der } = readKeyBlocks(info.path)[0] as PemBlock;
    expect((await openEncryptedKey(der, passphrase))?.asymmetricKeyType).toBe('ed25519');
    expect(await openEncryptedKey(der, 'wrong horse')).toBeNull();
    for (let at = 0; at < der.length; at++) {
      const altered = Uint8Array.from(der);
      altered[at] = (altered[at] as number) ^ 1;
      // Salt, initialization vector and content can be anything; whether they open the key is asked once above.
      if (isFixed(at)) expect(await openEncryptedKey(altered, passphrase)).toBeNull();
    }
    expect(await openEncryptedKey(der.subarray(0, -1), passphrase)).toBeNull();
    expect(await openEncryptedKey(new Uint8Array(0), passphrase)).toBeNull();
  });

  test('finds the Ed25519 key among other blocks', () => {
    const info = generateKey({ out: join(folder, 'e.key'), passphrase });
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const p256 = privateKey.export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase });
    const both = join(folder, 'both.key');
    writeFileSync(both, `${p256}${readFileSync(info.path, 'utf8')}`);
    expect(fingerprint(nodeDigest, loadSigner(both, passphrase).publicKey)).toBe(info.fingerprint);
  });
});

/** Whether the byte is the same in every key of `keygen`'s: all but salt (16 from 35), vector (16 from 85) and content (64 from 103). */
function isFixed(at: number): boolean {
  return !((at >= 35 && at < 51) || (at >= 85 && at < 101) || at >= 103);
}
