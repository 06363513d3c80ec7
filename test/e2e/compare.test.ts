import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SourceComparison } from '../../shared/domain/source-comparison.ts';
import { casebound, caseboundJson, importInto } from './casebound.ts';
import { fileSha256, Workspace } from './workspace.ts';

describe('casebound compare', () => {
  const workspace = new Workspace();
  afterAll(() => workspace[Symbol.dispose]());
  const caseFile = workspace.path('matter.casebound');
  const { produced, reexport } = workspace.sample();
  beforeAll(async () => {
    await importInto(caseFile, produced, reexport);
    await importInto(caseFile, workspace.trail('early.ndjson', 300));
    await importInto(caseFile, workspace.trail('late.ndjson', 400));
  });

  it('finds the one entry that the sample changed, and leaves the case as it was', async () => {
    const before = await fileSha256(caseFile);
    const found = await caseboundJson<SourceComparison>(['compare', caseFile, '1', '2'], 1);
    expect(found).toMatchObject({ kept: 443, changed: 1, onlyFirst: { vanished: 0 }, consistency: null });
    expect(found.differences.map(({ kind }) => kind)).toEqual(['changed']);
    expect(await fileSha256(caseFile)).toBe(before);
  });

  it('is content with a trail that grew, and proves it', async () => {
    const grown = await caseboundJson<SourceComparison>(['compare', caseFile, '3', '4']);
    expect(grown).toMatchObject({ relation: 'grown', kept: 300, differencesTotal: 0 });
    expect(grown.consistency?.proof.length).toBeGreaterThan(0);
    expect((await casebound(['compare', caseFile, '3', '4'])).stdout.toString()).toContain(
      'The second begins with all of the first',
    );
  });

  it.each([
    ['3', '3'],
    ['3', '99'],
    ['3', 'x'],
    ['0', '3'],
  ])('refuses %s and %s', async (first, second) => {
    const outcome = await casebound(['compare', caseFile, first, second]);
    expect(outcome).toMatchObject({ code: 2, stderr: expect.stringMatching(/^casebound: INVALID_INPUT: /) });
  });
});
