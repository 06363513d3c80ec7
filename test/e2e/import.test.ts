import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { planted } from '../../samples/planted.ts';
import type { CaseInfo } from '../../shared/domain/case.ts';
import { casebound, caseboundJson, importInto } from './casebound.ts';
import { fileSha256, Workspace } from './workspace.ts';

describe('casebound import', () => {
  const workspace = new Workspace();
  afterAll(() => workspace[Symbol.dispose]());
  const { produced, reexport } = workspace.sample();

  it('takes both exports of the sample and counts what it added, record by record', async () => {
    const caseFile = workspace.path('both.casebound');
    const { sources } = await importInto(caseFile, produced, reexport);
    expect(sources).toMatchObject([
      {
        id: 1,
        name: 'meridian-2025-11.ndjson',
        system: 'itsreal',
        format: 'ndjson',
        ...planted.counts.produced,
      },
      { id: 2, name: 'itsreal-reexport.json', system: 'itsreal', ...planted.counts.reexport },
    ]);
    expect(sources.map(({ sha256 }) => sha256)).toEqual([
      await fileSha256(produced),
      await fileSha256(reexport),
    ]);
    expect(sources.map(({ merkleRoot }) => merkleRoot)).toEqual([
      expect.stringMatching(/^[0-9a-f]{64}$/),
      expect.stringMatching(/^[0-9a-f]{64}$/),
    ]);
    const info = await caseboundJson<CaseInfo>(['info', caseFile]);
    expect(info.sources).toEqual(sources);
  });

  it('adds nothing when the same bytes come again', async () => {
    const caseFile = workspace.path('again.casebound');
    await importInto(caseFile, produced);
    const { sources } = await importInto(caseFile, produced);
    const { entries, quarantined } = planted.counts.produced;
    expect(sources).toMatchObject([{ entries: 0, duplicates: entries + quarantined, conflicts: 0 }]);
  });

  it('says what is not applied to bytes that the case has already, and what to do instead', async () => {
    const caseFile = workspace.path('unapplied.casebound');
    await importInto(caseFile, produced);
    const again = ['import', caseFile, produced, '--partial', '--json'];
    const outcome = await casebound(again);
    expect(outcome.code).toBe(0);
    expect(JSON.parse(outcome.stdout.toString()).unapplied).toMatchObject([{ id: 1, option: 'partial' }]);
    expect(outcome.stderr).toMatch(
      /is in the case already, as source 1: --partial was not applied, .*new case$/m,
    );
    expect((await casebound([...again, '--strict'])).code).toBe(1);
  });

  it('writes every source back byte for byte', async () => {
    const caseFile = workspace.path('extract.casebound');
    const { sources } = await importInto(caseFile, produced, reexport);
    for (const [i, original] of [produced, reexport].entries()) {
      const out = workspace.path(`extracted-${i}`);
      const outcome = await casebound(['extract', caseFile, String(sources[i]?.id), '--out', out]);
      expect(outcome).toMatchObject({ code: 0 });
      expect(readFileSync(out).equals(readFileSync(original))).toBe(true);
    }
  });

  it('ends with 1 under --strict where a line could not be read, and keeps the rest', async () => {
    const caseFile = workspace.path('strict.casebound');
    const outcome = await casebound(['import', caseFile, produced, '--strict', '--json']);
    expect(outcome.code).toBe(1);
    expect(JSON.parse(outcome.stdout.toString()).sources).toMatchObject([planted.counts.produced]);
  });

  it('refuses a file that is not the one expected', async () => {
    const caseFile = workspace.path('expected.casebound');
    const wrong = await casebound(['import', caseFile, produced, '--expect-sha256', '0'.repeat(64)]);
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toMatch(/^casebound: [A-Z_]+: /m);
    const right = await casebound([
      'import',
      caseFile,
      produced,
      '--expect-sha256',
      await fileSha256(produced),
    ]);
    expect(right.code).toBe(0);
  });

  it('prints nothing but the result on stdout, and no bar where nobody watches', async () => {
    const outcome = await casebound(['import', workspace.path('quiet.casebound'), produced, '--json']);
    expect(() => JSON.parse(outcome.stdout.toString())).not.toThrow();
    expect(outcome.stderr).toBe('');
  });
});
