import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Encryption, Keychain } from './keychain.ts';

/** Stands for safeStorage: turns every bit around. */
const encryption: Encryption = {
  isEncryptionAvailable: () => true,
  getSelectedStorageBackend: () => 'gnome_libsecret',
  encryptString: (text) => Buffer.from(Buffer.from(text).map((byte) => byte ^ 0xff)),
  decryptString: (encrypted) => Buffer.from(encrypted.map((byte) => byte ^ 0xff)).toString(),
};

describe('the keychain', () => {
  let directory: string;
  let path: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'casebound-keys-'));
    path = join(directory, 'kept', 'keys.json');
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it('finds what it kept, by account, and forgets it', () => {
    const keychain = new Keychain(encryption, path);
    expect(keychain.find('verbitas https://a')).toBeNull();
    expect(keychain.keep({ account: 'verbitas https://a', secret: 'key-a' })).toBe(true);
    expect(keychain.keep({ account: 'verbitas https://b', secret: 'key-b' })).toBe(true);
    expect(new Keychain(encryption, path).find('verbitas https://a')).toBe('key-a');
    keychain.forget('verbitas https://a');
    expect(keychain.find('verbitas https://a')).toBeNull();
    expect(keychain.find('verbitas https://b')).toBe('key-b');
  });

  it('writes no secret in the clear, and for its owner alone', () => {
    new Keychain(encryption, path).keep({ account: 'a', secret: 'a very secret key' });
    expect(readFileSync(path, 'utf8')).not.toContain('secret');
    expect(statSync(path).mode & 0o077).toBe(0);
    expect(readdirSync(join(directory, 'kept'))).toEqual(['keys.json']);
  });

  it.each([
    ['without encryption', { ...encryption, isEncryptionAvailable: () => false }],
    ['with a key that everybody knows', { ...encryption, getSelectedStorageBackend: () => 'basic_text' }],
  ])('%s keeps nothing', (_name, weak) => {
    const keychain = new Keychain(weak, path);
    expect(keychain.keep({ account: 'a', secret: 'key' })).toBe(false);
    expect(keychain.find('a')).toBeNull();
    expect(readdirSync(directory)).toEqual([]);
  });

  it('holds nothing where its file is damaged, or another system encrypted it', () => {
    const keychain = new Keychain(encryption, path);
    keychain.keep({ account: 'a', secret: 'key' });
    const failing = {
      ...encryption,
      decryptString: () => {
        throw new Error('another key');
      },
    };
    expect(new Keychain(failing, path).find('a')).toBeNull();
    writeFileSync(path, '{');
    expect(keychain.find('a')).toBeNull();
  });

  it.each([
    null,
    7,
    '',
    {},
    { account: 'a' },
    { account: '', secret: 'x' },
    { account: 'a', secret: 'x', more: 1 },
  ])('refuses %j', (asked) => {
    const keychain = new Keychain(encryption, path);
    expect(() => keychain.keep(asked)).toThrow();
    if (typeof asked !== 'string' || asked === '') expect(() => keychain.find(asked)).toThrow();
  });
});
