import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planted } from '../../samples/planted.ts';
import { seeded } from '../../samples/random.ts';
import { casebound, caseboundJson, importInto, verify } from './casebound.ts';
import { fileSha256, Workspace } from './workspace.ts';

const environment = { CASEBOUND_PASSPHRASE: 'correct horse battery staple' };

describe('a sealed pack', () => {
  const workspace = new Workspace();
  afterAll(() => workspace[Symbol.dispose]());
  const { produced, reexport } = workspace.sample();
  const caseFile = workspace.path('sample.casebound');
  /** The case as it was before anything was sealed from it. */
  const copy = workspace.path('copy.casebound');
  const key = workspace.path('demo.key');
  const pack = workspace.path('pack.zip');
  const unpacked = workspace.path('unpacked');
  let bag = '';
  let sealed: { pack: string; sha256: string; entries: number; root: string };

  beforeAll(async () => {
    await importInto(caseFile, produced, reexport);
    copyFileSync(caseFile, copy);
    expect((await casebound(['keygen', '--out', key], { environment })).code).toBe(0);
    const outcome = await casebound(
      ['seal', caseFile, '--case-id', planted.claim, '--key', key, '--out', pack, '--json'],
      { environment },
    );
    if (outcome.code === 2) throw new Error(outcome.stderr);
    sealed = JSON.parse(outcome.stdout.toString());
    mkdirSync(unpacked);
    execFileSync('unzip', ['-q', pack, '-d', unpacked]);
    const [top, ...more] = readdirSync(unpacked);
    expect(more).toEqual([]);
    bag = join(unpacked, top ?? '');
  });

  it('is what the command said', async () => {
    const members = readFileSync(join(bag, 'data/entries.ndjson'), 'utf8').trimEnd().split('\n');
    expect(sealed.sha256).toBe(await fileSha256(pack));
    expect(sealed.entries).toBe(members.length);
    expect(members.every((line) => JSON.parse(line).context.case_id === planted.claim)).toBe(true);
    expect(sealed.root).toMatch(/^[0-9a-f]{64}( [0-9a-f]{64})*$/);
  });

  it('holds with sha256sum', () => {
    const check = (list: string) =>
      execFileSync('sha256sum', ['--check', '--strict', '--quiet', list], { cwd: bag, encoding: 'utf8' });
    expect(check('manifest-sha256.txt')).toBe('');
    expect(check('tagmanifest-sha256.txt')).toBe('');
  });

  it('holds with ssh-keygen', () => {
    const signers = readFileSync(join(bag, 'seal/allowed_signers'), 'utf8');
    const [signer] = signers.split(' ');
    const namespace = /namespaces="([^"]+)"/.exec(signers)?.[1] ?? '';
    const said = execFileSync(
      'ssh-keygen',
      [
        '-Y',
        'verify',
        '-f',
        'seal/allowed_signers',
        '-I',
        signer ?? '',
        '-n',
        namespace,
        '-s',
        'seal/tagmanifest.sig',
      ],
      { cwd: bag, input: readFileSync(join(bag, 'tagmanifest-sha256.txt')), encoding: 'utf8' },
    );
    expect(said).toMatch(/^Good "/);
  });

  it('holds with casebound verify', async () => {
    const report = await verify(pack);
    expect(report).toMatchObject({ ok: true, kind: 'pack' });
    expect(report.axes.filter(({ axis }) => axis === 'signature')).toMatchObject([
      { status: 'pass' },
      { subject: 'certificate', status: 'pass' },
    ]);
  });

  it('does not hold with any byte changed', async () => {
    const bytes = readFileSync(pack);
    const random = seeded(11);
    // The page that the pack carries would take nearly all of them.
    const before = bytes.indexOf('verify.html');
    for (let n = 0; n < 8; n++) {
      const at = random.between(0, n === 0 ? bytes.length - 1 : before);
      const flipped = Buffer.from(bytes);
      flipped.writeUInt8(flipped.readUInt8(at) ^ (1 << random.between(0, 7)), at);
      const path = workspace.path('flipped.zip');
      writeFileSync(path, flipped);
      const { code, stderr } = await casebound(['verify', path]);
      expect([1, 2], `byte ${at} of ${bytes.length}: ${stderr}`).toContain(code);
    }
  });

  it('is the same bytes when a copy of the case is sealed', async () => {
    const again = workspace.path('again.zip');
    const args = ['seal', copy, '--case-id', planted.claim, '--key', key, '--out', again];
    expect(await casebound(args, { environment })).toMatchObject({ code: 0 });
    expect(readFileSync(again).equals(readFileSync(pack))).toBe(true);
  });

  it('is refused without the passphrase', async () => {
    const wrong = { environment: { CASEBOUND_PASSPHRASE: 'wrong' } };
    const args = [
      'seal',
      caseFile,
      '--case-id',
      planted.claim,
      '--key',
      key,
      '--out',
      workspace.path('none.zip'),
    ];
    const { code, stderr } = await casebound(args, wrong);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^casebound: KEY_UNAVAILABLE: /);
    expect(readdirSync(workspace.directory)).not.toContain('none.zip');
  });

  it('is refused for a claim that is not there', async () => {
    const args = [
      'seal',
      caseFile,
      '--case-id',
      'CLM-1999-0000',
      '--key',
      key,
      '--out',
      workspace.path('none.zip'),
    ];
    expect(await casebound(args, { environment })).toMatchObject({ code: 2 });
    expect(readdirSync(workspace.directory)).not.toContain('none.zip');
  });

  it('says what it holds', async () => {
    const info = await caseboundJson<Record<string, unknown>>(['info', pack]);
    expect(JSON.stringify(info)).toContain(planted.claim);
  });
});
