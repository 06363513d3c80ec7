import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { nodeDigest } from '../../engine/hash/node-digest.ts';
import { nodeSigner, sha512, verifyEd25519 } from '../../engine/keys/ed25519.ts';
import { allowedSigners, fingerprint, parseKnownSigners, publicKeyText } from './ssh-key.ts';
import { parseSsh, signSsh, verifySsh } from './sshsig.ts';

const folder = mkdtempSync(join(tmpdir(), 'casebound-sshsig-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const signer = nodeSigner(generateKeyPairSync('ed25519').privateKey);
const message = Buffer.from('what is sealed\n');
const namespace = 'casebound-pack';

describe('an SSH signature', () => {
  test('is taken by ssh-keygen', async () => {
    const sig = join(folder, 'message.sig');
    const signers = join(folder, 'signers');
    writeFileSync(sig, await signSsh(message, namespace, signer, sha512));
    writeFileSync(signers, allowedSigners(signer.publicKey, namespace));
    const verify = (input: Buffer, purpose: string) =>
      execFileSync(
        'ssh-keygen',
        ['-Y', 'verify', '-f', signers, '-I', 'casebound', '-n', purpose, '-s', sig],
        { input, stdio: 'pipe' },
      ).toString();
    expect(verify(message, namespace)).toContain(fingerprint(nodeDigest, signer.publicKey));
    expect(() => verify(Buffer.from('something else\n'), namespace)).toThrow();
    expect(() => verify(message, 'file')).toThrow();
  });

  test('made by ssh-keygen reads and verifies', async () => {
    const key = join(folder, 'key');
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'someone', '-f', key]);
    writeFileSync(join(folder, 'm'), message);
    execFileSync('ssh-keygen', ['-q', '-Y', 'sign', '-f', key, '-n', namespace, join(folder, 'm')], {
      stdio: 'pipe',
    });
    const parsed = parseSsh(readFileSync(join(folder, 'm.sig'), 'utf8'));
    if (parsed === null) throw new Error('it did not read');
    expect(await verifySsh(parsed, message, verifyEd25519, sha512)).toBe(true);
    expect(await verifySsh({ ...parsed, namespace: 'file' }, message, verifyEd25519, sha512)).toBe(false);
    const { keys, ignoredLines } = parseKnownSigners(
      `# mine\n${readFileSync(`${key}.pub`, 'utf8')}\nnot a key\n`,
    );
    expect(keys.map((each) => publicKeyText(each))).toEqual([publicKeyText(parsed.publicKey)]);
    expect(ignoredLines).toBe(1);
  });

  test('reads in one spelling alone', async () => {
    const text = await signSsh(message, namespace, signer, sha512);
    expect(parseSsh(text)).toMatchObject({ namespace, publicKey: signer.publicKey });
    const [begin = '', first = '', second = '', ...rest] = text.split('\n');
    const others = [
      text.replaceAll('\n', '\r\n'),
      `${text}\n`,
      ` ${text}`,
      text.trimEnd(),
      [begin, first + second, ...rest].join('\n'),
      [begin, first, second, '', ...rest].join('\n'),
      text.replace('SIGNATURE-----', 'SIGNATURE----- '),
      '',
      'x',
    ];
    expect(others.map(parseSsh)).toEqual(others.map(() => null));
  });

  test('with any character changed does not read, or does not hold', async () => {
    const text = await signSsh(message, namespace, signer, sha512);
    for (let at = 0; at < text.length; at++) {
      const changed = text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
      const parsed = parseSsh(changed);
      const holds =
        parsed !== null &&
        parsed.namespace === namespace &&
        (await verifySsh(parsed, message, verifyEd25519, sha512));
      expect(holds).toBe(false);
    }
  });
});
