import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { strings } from '../../renderer/strings.ts';
import type { TermsReport } from '../../shared/contract/language-operations.ts';
import { accessibilityFaults } from './accessibility.ts';
import { caseboundJson, importInto } from './casebound.ts';
import { type LaunchedHost, launchBrowser } from './hosts.ts';
import { Workspace } from './workspace.ts';

const workspace = new Workspace();
afterAll(() => workspace[Symbol.dispose]());
const caseFile = workspace.path('matter.casebound');
const listed = ['verdict:ai_generated', '"skirting board"', 'verdikt:x', 'confidence:>=0.5'];

describe('the search-terms report on the screen', () => {
  let host: LaunchedHost;
  beforeAll(async () => {
    await importInto(caseFile, workspace.trail('trail.ndjson', 300));
    host = await launchBrowser(caseFile);
  });
  afterAll(() => host.close());

  it('counts as the command line does, says what does not read, and leads to the entries', async () => {
    const { page } = host;
    const { frame, views, terms: words, review } = strings;
    await page
      .getByRole('navigation', { name: frame.rail })
      .getByRole('button', { name: frame.screens.review, exact: true })
      .click();
    await page.getByRole('button', { name: views.open }).click();
    await page.getByRole('button', { name: words.open }).click();
    const dialog = page.getByRole('dialog', { name: words.title });
    await dialog.getByRole('textbox', { name: words.terms }).fill(listed.join('\n'));
    await dialog.getByRole('button', { name: words.run }).click();
    await dialog.getByRole('table').waitFor();
    const list = workspace.write('terms.txt', listed.join('\n'));
    const { terms } = await caseboundJson<TermsReport>(['terms', caseFile, list], 1);
    const rows = await dialog.getByRole('row').allTextContents();
    expect(rows.slice(1)).toEqual(
      terms.map(({ term, fault, entries, unique, hits }) =>
        fault === null ? `${term}${entries}${unique}${hits}` : `${term}${fault}${words.notCounted}`,
      ),
    );
    expect(await accessibilityFaults(page)).toEqual([]);
    await dialog.getByRole('button', { name: listed[0] as string }).click();
    await page.getByRole('grid', { name: review.entries }).waitFor();
    const [first] = terms;
    await page
      .getByRole('status')
      .filter({ hasText: `${first?.entries} of 300` })
      .waitFor();
  });
});
