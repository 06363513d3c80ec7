import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { casebound, caseboundJson, importInto } from './casebound.ts';
import { Workspace } from './workspace.ts';

describe('a closed case', () => {
  const workspace = new Workspace();
  afterAll(() => workspace[Symbol.dispose]());
  const caseFile = workspace.path('matter.casebound');
  const annotate = () => casebound(['annotate', caseFile, '--query', '', '--tag', 'x', '--author', 'Ann']);
  beforeAll(async () => {
    await importInto(caseFile, workspace.trail('trail.ndjson', 20));
    await caseboundJson(['close', caseFile, '--reason', 'produced']);
  });

  it('takes no import and no annotation, and stays as it is to the byte', async () => {
    const before = readFileSync(caseFile);
    const more = workspace.trail('more.ndjson', 30);
    for (const outcome of [await casebound(['import', caseFile, more]), await annotate()]) {
      expect(outcome.code).toBe(2);
      expect(outcome.stderr).toContain('the case is closed');
    }
    expect(readFileSync(caseFile).equals(before)).toBe(true);
  });

  it('says so, and still verifies and exports', async () => {
    expect(await caseboundJson(['info', caseFile])).toMatchObject({ closed: { reason: 'produced' } });
    await caseboundJson(['verify', caseFile, '--record']);
    const all = await casebound(['query', caseFile, '--limit', '3']);
    expect(all.stdout.toString().trim().split('\n')).toHaveLength(3);
  });

  it('takes both again once it is reopened', async () => {
    await caseboundJson(['reopen', caseFile]);
    expect((await annotate()).code).toBe(0);
    expect((await casebound(['reopen', caseFile])).code).toBe(2);
    expect((await caseboundJson<{ ok: boolean }>(['verify', caseFile])).ok).toBe(true);
  });
});
