import { expect, it } from 'vitest';
import type { GuidedReport, Statement } from '../../shared/domain/guided-report.ts';
import { differencesOf } from './differences.ts';
import { caseOf, reportOn } from './testing/made.ts';

function withStatements(report: GuidedReport, statements: readonly Statement[]): GuidedReport {
  const [first, ...others] = report.sections;
  return { ...report, sections: first === undefined ? others : [{ ...first, statements }, ...others] };
}

const stated = (text: string): Statement => ({ code: 'CHANGE', text, query: null });

it('tells statements of one kind apart by their order, and each that is altered, added or left out', async () => {
  const report = await reportOn(await caseOf([{ verdict: 'authentic' }]), 'ai-act-50');
  const now = withStatements(report, [stated('a'), stated('b'), stated('c')]);
  const heldTo = (...texts: readonly string[]) =>
    differencesOf(withStatements(report, texts.map(stated)), now);
  expect(heldTo('a', 'b', 'c').listed).toEqual([]);
  expect(heldTo('a', 'x', 'c').listed).toMatchObject([{ file: 'x', now: 'b' }]);
  expect(heldTo('a', 'b').listed).toMatchObject([{ file: null, now: 'c' }]);
  expect(heldTo('a', 'b', 'c', 'd').listed).toMatchObject([{ file: 'd', now: null }]);
});

it('comes to an end where a file holds hundreds of thousands of one kind', async () => {
  const report = await reportOn(await caseOf([{ verdict: 'authentic' }]), 'ai-act-50');
  const made = withStatements(report, Array(500_000).fill(stated('made up')));
  const { listed, more } = differencesOf(made, withStatements(report, []));
  expect(listed.length + more).toBe(500_000);
});
