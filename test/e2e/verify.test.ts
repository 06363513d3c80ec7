import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeZip } from '../../engine/packed/testing/make-zip.ts';
import { planted } from '../../samples/planted.ts';
import type { AxisName, VerifyReport } from '../../shared/domain/verification.ts';
import { casebound, caseboundJson, importInto, verify } from './casebound.ts';
import { fileSha256, Workspace } from './workspace.ts';

function status(report: VerifyReport, axis: AxisName, subject: string): string | undefined {
  return report.axes.find((answer) => answer.axis === axis && answer.subject === subject)?.status;
}

describe('casebound verify', () => {
  const workspace = new Workspace();
  afterAll(() => workspace[Symbol.dispose]());
  const { produced, reexport } = workspace.sample();
  const caseFile = workspace.path('sample.casebound');
  let report: VerifyReport;
  beforeAll(async () => {
    await importInto(caseFile, produced, reexport);
    report = await verify(caseFile, 1);
  });

  it('finds the altered entry, and only that one fails', () => {
    expect(status(report, 'content', 'source 1')).toBe('fail');
    const failing = report.axes.filter((answer) => answer.status === 'fail');
    expect(failing.map(({ axis, subject }) => `${axis} of ${subject}`)).toEqual(['content of source 1']);
    const altered = report.findings.filter(({ axis }) => axis === 'content');
    expect(altered).toMatchObject([
      { entryId: planted.edited.entryId, line: planted.edited.line, subject: 'source 1' },
    ]);
  });

  it('points at the byte where the altered entry begins', () => {
    const [finding] = report.findings.filter(({ axis }) => axis === 'content');
    const bytes = readFileSync(produced);
    const rest = bytes.subarray(finding?.byteOffset).toString();
    expect(rest.startsWith(`{"log_id":"${planted.edited.entryId}"`)).toBe(true);
  });

  it('holds links, storage and custody for whole, and says so of the true re-export', () => {
    expect(status(report, 'linkage', 'source 1')).toBe('pass');
    expect(status(report, 'content', 'source 2')).toBe('pass');
    expect(status(report, 'custody', 'case')).toBe('pass');
    expect(report.axes.filter(({ axis }) => axis === 'storage').map((answer) => answer.status)).not.toContain(
      'fail',
    );
    expect(report.axes.every(({ reason }) => reason.length > 0)).toBe(true);
    expect(report.chain?.detected).toBe(true);
  });

  it('takes a zip of exports for what is in it, not for a pack that lacks all', async () => {
    const zip = workspace.path('exports.zip');
    writeFileSync(zip, makeZip([{ name: 'logs/reexport.json', content: readFileSync(reexport) }]));
    const bare = await verify(zip);
    expect(bare).toMatchObject({ ok: true, kind: 'export' });
    expect(status(bare, 'content', 'source 1')).toBe('pass');
  });

  it('refuses a folder that a pack was unpacked into, rather than to take its entries for an export', async () => {
    const unpacked = workspace.path('unpacked');
    mkdirSync(`${unpacked}/A_pack-0001/data`, { recursive: true });
    writeFileSync(`${unpacked}/A_pack-0001/data/entries.index.jsonl`, '{}');
    const { code, stderr } = await casebound(['verify', unpacked]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('holds an unpacked pack')]);
  });

  it('leaves the case file as it was', async () => {
    const before = await fileSha256(caseFile);
    await verify(caseFile, 1);
    expect(await fileSha256(caseFile)).toBe(before);
  });

  it('records the outcome on request alone', async () => {
    const recorded = workspace.path('recorded.casebound');
    await importInto(recorded, reexport);
    const before = await fileSha256(recorded);
    expect((await casebound(['verify', recorded, '--record'])).code).toBe(0);
    expect(await fileSha256(recorded)).not.toBe(before);
    expect((await verify(recorded)).ok).toBe(true);
    const out = workspace.path('recorded.txt');
    expect((await casebound(['verify', recorded, '--record', '--report', out])).code).toBe(0);
    const log = workspace.path('recorded-custody.ndjson');
    await casebound(['custody', recorded, '--out', log]);
    const last = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-2);
    expect(last.map((line) => JSON.parse(line))).toMatchObject([
      { action: 'verify' },
      { action: 'export', details: { what: 'verification report', sha256: await fileSha256(out) } },
    ]);
  });

  it('goes on from what it kept, derives only what is new, and says which', async () => {
    const grown = workspace.path('grown.casebound');
    const state = workspace.path('grown.state');
    await importInto(grown, produced);
    const storage = async (...more: string[]) => {
      const { axes } = await caseboundJson<VerifyReport>(['verify', grown, '--state', state, ...more], 1);
      return axes.filter(({ axis, subject }) => axis === 'storage' && subject.startsWith('source'));
    };
    expect((await storage())[0]?.reason).toMatch(/derived again from the stored bytes/);
    await importInto(grown, workspace.trail('unrelated.ndjson', 50));
    const [first, second] = await storage();
    expect(first).toMatchObject({ status: 'pass', reason: expect.stringMatching(/was hashed now/) });
    expect(second?.reason).toMatch(/derived again from the stored bytes/);
    expect((await storage('--quick')).map(({ status }) => status)).toEqual(['unverifiable', 'unverifiable']);
    const without = await casebound(['verify', grown, '--quick']);
    expect([without.code, without.stderr]).toEqual([2, expect.stringMatching(/--quick needs --state/)]);
  });

  it('of an export that has grown follows what is new, wherever the file stands, and finds what changed', async () => {
    const state = workspace.path('export.state');
    const lines = readFileSync(produced, 'utf8').split(/(?<=\n)/);
    const ofExport = async (name: string, text: string) => {
      const path = workspace.write(name, text);
      const kept = await caseboundJson<VerifyReport>(['verify', path, '--state', state], 1);
      return { kept, whole: await verify(path, 1) };
    };
    const goneOn = ({ axes }: VerifyReport) =>
      axes.some(({ reason }) => reason.includes('not followed again'));
    const begun = await ofExport('begun.ndjson', lines.slice(0, -300).join(''));
    expect(goneOn(begun.kept)).toBe(false);
    const grown = await ofExport('grown.ndjson', lines.join(''));
    expect(goneOn(grown.kept)).toBe(true);
    expect(grown.kept.findings).toEqual(grown.whole.findings);
    const forged = lines.join('').replace('"verdict":"authentic"', '"verdict":"ai_generated"');
    const altered = await ofExport('forged.ndjson', forged);
    expect(goneOn(altered.kept)).toBe(false);
    expect(altered.kept.findings).toEqual(altered.whole.findings);
    expect(altered.kept.findingsTotal).toBeGreaterThan(grown.kept.findingsTotal);
    expect((await casebound(['verify', produced, '--state', state, '--quick'])).code).toBe(2);
  });

  it('writes its report as pages, over nothing that is there', async () => {
    const out = workspace.path('report.txt');
    expect((await casebound(['verify', caseFile, '--report', out])).code).toBe(1);
    const pages = readFileSync(out, 'utf8').split('\f');
    expect(pages.length).toBeGreaterThan(1);
    expect(pages[0]).toMatch(/page 1 of \d+\n/);
    expect(pages.join('')).toContain(planted.edited.entryId);
    const again = await casebound(['verify', caseFile, '--report', out]);
    expect([again.code, again.stderr]).toEqual([2, expect.stringMatching(/already stands at/)]);
    expect(readFileSync(out, 'utf8').split('\f')).toEqual(pages);
  });

  it('takes one source for a selection, and no source that is not there', async () => {
    const gapped = workspace.path('gapped.casebound');
    const lines = readFileSync(produced, 'utf8').split('\n');
    await importInto(
      gapped,
      workspace.write('gapped.ndjson', lines.toSpliced(40, 3).slice(0, 200).join('\n')),
    );
    expect(status(await verify(gapped, 1), 'linkage', 'source 1')).toBe('fail');
    const declared = await caseboundJson<VerifyReport>(['verify', gapped, '--partial-source', '1']);
    expect(status(declared, 'linkage', 'source 1')).toBe('unverifiable');
    expect((await casebound(['verify', gapped, '--partial-source', '7'])).code).toBe(2);
  });

  it('is content with a trail that carries no chain, and says what it cannot know', async () => {
    const plain = workspace.path('plain.casebound');
    await importInto(plain, workspace.trail('plain.ndjson', 500));
    const answers = await verify(plain);
    expect(answers.ok).toBe(true);
    expect(status(answers, 'content', 'source 1')).toBe('absent');
    expect(answers.findingsTotal).toBe(answers.findings.length);
  });
});
