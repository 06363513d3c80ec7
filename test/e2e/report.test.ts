import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GuidedReport, ReportCheck, ReportFile } from '../../shared/domain/guided-report.ts';
import { root } from '../run/process.ts';
import { casebound, caseboundJson, importInto } from './casebound.ts';
import { fileSha256, Workspace } from './workspace.ts';

describe('casebound report', () => {
  const workspace = new Workspace();
  afterAll(() => workspace[Symbol.dispose]());
  const caseFile = workspace.path('matter.casebound');
  const out = (name: string) => workspace.path(name);
  const claim = ['claim', '--case-id', 'CLM-2025-0482'];
  const read = (name: string) => JSON.parse(readFileSync(out(name), 'utf8')) as GuidedReport;
  beforeAll(async () => {
    const { produced, reexport } = workspace.sample();
    await importInto(caseFile, produced, reexport);
  });

  it('writes what a check finds to be the same, and leaves the case untouched', async () => {
    const before = await fileSha256(caseFile);
    const file = await caseboundJson<ReportFile>(['report', caseFile, ...claim, '--out', out('a.json')]);
    expect(file).toEqual({
      out: out('a.json'),
      bytes: readFileSync(out('a.json')).length,
      sha256: await fileSha256(out('a.json')),
    });
    const check = await caseboundJson<ReportCheck>(['report', caseFile, '--check', out('a.json')]);
    expect(check).toMatchObject({ same: true, form: 'same', differences: [], sha256: file.sha256 });
    expect(await fileSha256(caseFile)).toBe(before);
  });

  it('writes the same bytes whatever the time zone and the language, and once more after an export', async () => {
    const report = (name: string, environment = {}, ...more: string[]) =>
      casebound(['report', caseFile, 'dsa-34-35', '--out', out(name), ...more], { environment });
    expect(await report('utc.json')).toMatchObject({ code: 0 });
    expect(
      await report('there.json', { TZ: 'Pacific/Apia', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' }),
    ).toMatchObject({ code: 0 });
    expect(await report('recorded.json', {}, '--record')).toMatchObject({ code: 0 });
    expect(await report('after.json')).toMatchObject({ code: 0 });
    for (const name of ['there.json', 'recorded.json', 'after.json'])
      expect(await fileSha256(out(name)), name).toBe(await fileSha256(out('utc.json')));
  });

  it('has figures that another program recounts', async () => {
    const [small, report] = [out('small.casebound'), out('image.json')];
    await importInto(small, workspace.trail('small.ndjson', 2));
    const [{ image_id = '' } = {}] = (
      await caseboundJson<{ entries: { image_id: string }[] }>(['query', small])
    ).entries;
    const image = ['image', '--image-id', image_id];
    expect(await casebound(['report', small, ...image, '--out', report])).toMatchObject({ code: 0 });
    const page = readFileSync(join(root, 'docs/reports.md'), 'utf8');
    const [, program = ''] = /```python\n([\s\S]+?)```/.exec(page) ?? [];
    writeFileSync(out('recount.py'), program);
    const line = `${process.execPath} ${join(root, 'cli/main.mjs')}`;
    const { stdout } = await promisify(execFile)('python3', [out('recount.py'), line, small, report]);
    expect(stdout).toMatch(/^\d+ figures recounted\n$/);
  });

  it('names what was changed in a report, and ends with 1', async () => {
    const report = read('a.json');
    const [first] = report.sections[0]?.figures ?? [];
    const text = readFileSync(out('a.json'), 'utf8');
    writeFileSync(out('changed.json'), text.replace(/"value": ?13\b/, '"value": 14'));
    const { code, stdout } = await casebound(['report', caseFile, '--check', out('changed.json')]);
    expect(code).toBe(1);
    expect(stdout.toString()).toContain('the report says  14 entries');
    expect(stdout.toString()).toContain(`query            ${first?.query}`);
    writeFileSync(out('spaced.json'), `${text} `);
    const spaced = await casebound(['report', caseFile, '--check', out('spaced.json')]);
    expect(spaced).toMatchObject({ code: 1 });
    expect(spaced.stdout.toString()).toContain('it was edited');
  });

  it.each([
    [['report', caseFile, '--out', 'x.json'], /a report answers a question; ask one of ai-act-50/],
    [['report', caseFile, 'gdpr', '--out', 'x.json'], /there is no question "gdpr"/],
    [['report', caseFile, 'claim', '--out', 'x.json'], /needs its id; name it with --case-id/],
    [
      ['report', caseFile, 'ai-act-50', '--case-id', 'C', '--out', 'x.json'],
      /--case-id is not for the question/,
    ],
    [
      ['report', caseFile, ...claim, '--image-id', 'i', '--out', 'x.json'],
      /--image-id is not for the question/,
    ],
    [['report', caseFile, ...claim, '--query', 'a', '--out', 'x.json'], /looks at all of its entries/],
    [
      ['report', caseFile, 'claim', '--case-id', 'clm-2025-0482', '--out', 'x.json'],
      /no entry of the case names the claim/,
    ],
    [['report', caseFile, ...claim], /needs a file to be written to/],
    [['report', caseFile, ...claim, '--out', '-'], /names no file.*name the file to write/],
    [['report', caseFile, ...claim, '--out', 'x.docx'], /cannot be written as \.docx/],
    [['report', caseFile, ...claim, '--out', 'x'], /has no extension/],
    [['report', caseFile, 'ai-act-50', '--query', 'nofield:x', '--out', 'x.json'], /position 1/],
    [['report', caseFile, '--check', caseFile], /FORMAT_UNKNOWN|FILE_UNREADABLE/],
    [['report', caseFile, '--check', 'x.json', '--out', 'y.json'], /--out would have no effect/],
    [['report', caseFile, 'claim', '--check', 'x.json'], /the question would have no effect/],
  ])('refuses %j', async (args, message) => {
    const { code, stderr } = await casebound(args, { cwd: workspace.directory });
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(existsSync(out('x.json'))).toBe(false);
  });

  it('says what a report looked at, as it is checked', async () => {
    const query = 'time:2025-11 verdict:*';
    const report = ['report', caseFile, 'ai-act-50', '--query', query, '--out', out('n.json')];
    expect(await casebound(report)).toMatchObject({ code: 0 });
    const { code, stdout } = await casebound(['report', caseFile, '--check', out('n.json')]);
    expect(code).toBe(0);
    expect(stdout.toString()).toContain(`Of the entries that match ${query}\n`);
  });

  it('writes over nothing', async () => {
    workspace.write('there.txt.json', 'somebody else');
    for (const more of [[], ['--record']])
      expect(
        await casebound(['report', caseFile, ...claim, '--out', out('there.txt.json'), ...more]),
      ).toMatchObject({ code: 2, stderr: expect.stringContaining('already stands') });
    expect(readFileSync(out('there.txt.json'), 'utf8')).toBe('somebody else');
  });

  it('refuses a report of another case', async () => {
    await importInto(out('other.casebound'), workspace.trail('other.ndjson', 20));
    const { code, stderr } = await casebound(['report', out('other.casebound'), '--check', out('a.json')]);
    expect(code).toBe(2);
    expect(stderr).toContain('of another case');
  });
});
