import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generateKey } from '../keys/generate-key.ts';
import { SignerList } from './signer-list.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'casebound-signers-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ssh = `SHA256:${'a'.repeat(43)}`;
const digits = 'ab'.repeat(32);
const certificate = 'AB:'.repeat(32).slice(0, -1);

describe('known signers', () => {
  test('are kept in the file that a link leads to', () => {
    const kept = join(folder, 'dotfiles.json');
    const link = join(folder, 'linked.json');
    writeFileSync(kept, JSON.stringify({ format: 'casebound-signers/1', signers: [] }));
    symlinkSync(kept, link);
    new SignerList(link).add({ name: 'Okafor', fingerprint: `256 ${ssh} okafor (ED25519)` }, new Date());
    expect(readlinkSync(link)).toBe(kept);
    expect(new SignerList(kept).list()).toMatchObject([{ name: 'Okafor' }]);
  });

  test('are kept by name, with since when and why, from one start to the next', () => {
    const file = join(folder, 'kept', 'signers.json');
    const now = new Date('2026-03-04T05:06:07Z');
    new SignerList(file).add(
      { name: 'Okafor', fingerprint: `256 ${ssh} okafor (ED25519)`, note: 'by telephone' },
      now,
    );
    new SignerList(file).add(
      { name: 'Meridian', fingerprint: `sha256 Fingerprint=${certificate.toLowerCase()}` },
      now,
    );
    expect(new SignerList(file).list()).toEqual([
      {
        name: 'Meridian',
        kind: 'certificate',
        fingerprint: certificate,
        publicKey: null,
        since: now.toISOString(),
        note: null,
      },
      {
        name: 'Okafor',
        kind: 'ssh',
        fingerprint: ssh,
        publicKey: null,
        since: now.toISOString(),
        note: 'by telephone',
      },
    ]);
    expect(new SignerList(file).remove(digits)).toMatchObject({ name: 'Meridian' });
    expect(new SignerList(file).list()).toMatchObject([{ name: 'Okafor' }]);
  });

  test('are known once, and by a fingerprint that is one, of the key that it is given with', () => {
    const list = new SignerList(join(folder, 'once.json'));
    const { publicKey, fingerprint } = generateKey({ out: join(folder, 'k'), passphrase: 'long enough' });
    list.add({ name: 'A', fingerprint, publicKey });
    expect(() => list.add({ name: 'B', fingerprint })).toThrow('is known already, as A');
    expect(() => list.add({ name: 'C', fingerprint: 'MD5:00:11' })).toThrow('is no fingerprint');
    expect(() => list.add({ name: 'D', fingerprint: ssh, publicKey })).toThrow('another fingerprint');
    expect(() => list.remove(ssh)).toThrow('no known signer');
    expect(list.list()).toHaveLength(1);
  });

  test('are never begun anew over a file that does not read, nor said to be kept where they were not', () => {
    const file = join(folder, 'broken.json');
    writeFileSync(file, '{"format":"casebound-signers/1","signers":[{]}');
    const list = new SignerList(file);
    expect(() => list.list()).toThrow('is not the list of known signers');
    expect(() => list.add({ name: 'A', fingerprint: ssh })).toThrow('is not the list of known signers');
    expect(readFileSync(file, 'utf8')).toContain('[{]');
    const folderInItsPlace = join(folder, 'taken.json');
    mkdirSync(folderInItsPlace);
    expect(() => new SignerList(folderInItsPlace).list()).toThrow();
    writeFileSync(join(folder, 'file'), '');
    expect(() =>
      new SignerList(join(folder, 'file', 'signers.json')).add({ name: 'A', fingerprint: ssh }),
    ).toThrow();
  });
});
