import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckpointResult } from '../../shared/contract/integrity-operations.ts';
import type { VerifyReport } from '../../shared/domain/verification.ts';
import { casebound, caseboundJson, importInto } from './casebound.ts';
import { fileSha256, Workspace } from './workspace.ts';

describe('casebound checkpoint', () => {
  const workspace = new Workspace();
  afterAll(() => workspace[Symbol.dispose]());
  const caseFile = workspace.path('matter.casebound');
  const secret = workspace.write('passphrase', 'correct horse\n');
  const key = workspace.path('okafor.key');
  const receipt = workspace.path('receipt.txt');
  beforeAll(async () => {
    await importInto(caseFile, workspace.trail('a.ndjson', 300));
    expect((await casebound(['keygen', '--out', key, '--passphrase-file', secret])).code).toBe(0);
    const result = await caseboundJson<CheckpointResult>([
      ...['checkpoint', caseFile, '1', '--key', key, '--passphrase-file', secret],
      ...['--out', receipt],
    ]);
    expect(result).toMatchObject({
      sources: [1],
      recorded: true,
      fingerprint: expect.stringMatching(/^SHA256:/),
    });
  });
  const answers = (report: VerifyReport, subject = 'receipt of source 1') =>
    Object.fromEntries(
      report.axes.filter((each) => each.subject === subject).map(({ axis, status }) => [axis, status]),
    );

  it('gives what the case is held against later, also after another import', async () => {
    await importInto(caseFile, workspace.trail('b.ndjson', 400));
    const report = await caseboundJson<VerifyReport>([
      ...['verify', caseFile, '--checkpoint', receipt, '--trust', `${key}.pub`],
    ]);
    expect(answers(report)).toEqual({ signature: 'pass', head: 'pass', tail: 'pass', storage: 'pass' });
  });

  it('never replaces a file, and says that nobody signed', async () => {
    const before = readFileSync(receipt);
    expect((await casebound(['checkpoint', caseFile, '--out', receipt])).code).toBe(2);
    expect(readFileSync(receipt)).toEqual(before);
    const all = await casebound(['checkpoint', caseFile, '--out', workspace.path('all.txt')]);
    expect(all.stdout.toString()).toMatch(/Sources +1, 2\nSigned by +nobody/);
  });

  it('leaves the case untouched on request', async () => {
    const before = await fileSha256(caseFile);
    const out = workspace.path('quiet.txt');
    const result = await caseboundJson<CheckpointResult>([
      'checkpoint',
      caseFile,
      '--read-only',
      '--out',
      out,
    ]);
    expect(result.recorded).toBe(false);
    expect(await fileSha256(caseFile)).toBe(before);
  });

  it('ends with 1 for a case that is another, and with 2 for what is no receipt of it', async () => {
    const text = readFileSync(workspace.path('quiet.txt'), 'utf8');
    const shorter = workspace.write('shorter.txt', text.replace('\n300\n', '\n301\n'));
    const report = await caseboundJson<VerifyReport>(['verify', caseFile, '--checkpoint', shorter], 1);
    expect(answers(report)).toMatchObject({ storage: 'fail' });
    expect(report.findings.map(({ code }) => code)).toEqual(['CHECKPOINT_CUT']);
    for (const [name, content] of [
      ['crlf.txt', text.replaceAll('\n', '\r\n')],
      ['other.txt', text.replaceAll(/casebound\/.{8}/g, 'casebound/00000000')],
      ['binary.txt', Uint8Array.of(0xff, 0xfe)],
    ] as const) {
      const outcome = await casebound(['verify', caseFile, '--checkpoint', workspace.write(name, content)]);
      expect(outcome).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(/^casebound: INVALID_INPUT: /),
      });
    }
    const trail = workspace.path('a.ndjson');
    expect((await casebound(['verify', trail, '--checkpoint', receipt])).code).toBe(2);
  });
});
