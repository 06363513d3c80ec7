import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { checkKey } from './check-key.ts';
import { generateKey } from './generate-key.ts';

const folder = mkdtempSync(join(tmpdir(), 'casebound-check-key-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const passphrase = 'correct horse';

it('says whose key it is before anything is sealed with it, as ssh-keygen and openssl print it', async () => {
  const { path } = generateKey({ out: join(folder, 'a.key'), name: 'R. Okafor', passphrase });
  const told = await checkKey({ key: path, passphrase }, new Date());
  expect(execFileSync('ssh-keygen', ['-l', '-f', `${path}.pub`]).toString()).toContain(told.fingerprint);
  const printed = execFileSync('openssl', [
    ...['x509', '-in', `${path}.crt`, '-noout'],
    ...['-fingerprint', '-sha256', '-enddate', '-dateopt', 'iso_8601'],
  ]).toString();
  expect(told.certificate).toMatchObject({
    subject: expect.stringContaining('R. Okafor'),
    issuer: expect.stringContaining('R. Okafor'),
  });
  const { fingerprint, notAfter } = told.certificate ?? { fingerprint: '', notAfter: '' };
  expect(printed.replaceAll(':', '').toLowerCase()).toContain(
    fingerprint.replaceAll(':', '').toLowerCase().replace('sha256', ''),
  );
  expect(printed).toContain(`notAfter=${notAfter.slice(0, 10)}`);
});

it('refuses a wrong passphrase and a file that is not there', async () => {
  const { path } = generateKey({ out: join(folder, 'b.key'), passphrase });
  const refused = { code: 'KEY_UNAVAILABLE' };
  await expect(checkKey({ key: path, passphrase: 'wrong horse' }, new Date())).rejects.toMatchObject(refused);
  await expect(checkKey({ key: join(folder, 'none'), passphrase }, new Date())).rejects.toMatchObject(
    refused,
  );
});
