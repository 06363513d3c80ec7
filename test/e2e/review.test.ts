import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planted } from '../../samples/planted.ts';
import { importInto, verify } from './casebound.ts';
import { availableHosts, type LaunchedHost } from './hosts.ts';
import { Workspace } from './workspace.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** One walk through the application, the same on every host; each step goes on from the one before. */
describe.each(availableHosts())('the review application in the $kind', ({ launch }) => {
  const workspace = new Workspace();
  const caseFile = workspace.path('ashdown.casebound');
  let host: LaunchedHost;
  let page: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    const { produced, reexport } = workspace.sample();
    await importInto(caseFile, produced, reexport);
    host = await launch(caseFile);
    page = host.page;
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(`${message.text()} ${message.location().url}`);
    });
  });
  afterAll(async () => {
    await host?.close();
    workspace[Symbol.dispose]();
  });

  /** The entries in view, as a person reads them. */
  const rows = () => page.getByRole('grid', { name: 'Entries' }).getByRole('row');
  const matched = (text: string) => page.getByRole('status').getByText(text, { exact: false }).first();
  const total = planted.counts.produced.entries + planted.counts.reexport.entries;

  it('opens on the case with all of its entries', async () => {
    await rows().nth(1).waitFor();
    await matched(`of ${total.toLocaleString('en')} match`).waitFor();
    expect(await page.getByRole('heading', { level: 1 }).first().textContent()).toContain('ashdown');
  });

  it('filters as a query is typed, and says where one cannot be read', async () => {
    const query = page.getByRole('textbox', { name: 'Query' });
    await query.fill(`image_id:${planted.rescored.image} product:frame_detect source:1`);
    await matched(`2 of ${total.toLocaleString('en')} match`).waitFor();
    expect(await rows().count()).toBe(3);
    await query.fill('verdict:(');
    await page.getByText(/position \d+/).waitFor();
  });

  it('filters by a value that is ticked', async () => {
    await page.getByRole('textbox', { name: 'Query' }).fill(`case_id:${planted.claim}`);
    await matched('13 of').waitFor();
    await page.getByRole('complementary', { name: 'Filters' }).getByText('ai_generated').click();
    await matched('2 of').waitFor();
    expect(await page.getByRole('textbox', { name: 'Query' }).inputValue()).toContain('verdict:ai_generated');
  });

  it('shows an entry, its exact bytes included, and that its id stands twice', async () => {
    await page.getByRole('textbox', { name: 'Query' }).fill(`id:${planted.edited.entryId}`);
    await matched('2 of').waitFor();
    await rows().nth(1).click();
    const detail = page.getByRole('complementary', { name: 'Entry' });
    await detail.getByText('The same id stands elsewhere with other bytes').waitFor();
    await detail.getByRole('tab', { name: 'Raw' }).click();
    await detail.getByText(planted.edited.line.toLocaleString('en'), { exact: true }).waitFor();
    expect(await detail.textContent()).toContain('Manifest does not match the image.');
  });

  it('verifies, and leads from the finding to the altered entry', async () => {
    await page.getByRole('navigation', { name: 'Screens' }).getByText('Integrity').click();
    await page.getByRole('button', { name: 'Verify now' }).click();
    await page.getByText('1 check fails').waitFor();
    await page.getByRole('button', { name: 'Show the entry' }).click();
    await matched('1 of').waitFor();
    expect(await rows().nth(1).textContent()).toContain('broken');
  });

  it('keeps a note and a tag with the entry', async () => {
    const detail = page.getByRole('complementary', { name: 'Entry' });
    await detail.getByRole('tab', { name: /^Notes/ }).click();
    await detail.getByRole('textbox', { name: 'Your name, on every annotation' }).fill('E. Examiner');
    await detail.getByRole('textbox', { name: 'Tag' }).fill('contradiction');
    await detail.getByRole('button', { name: 'Add tag' }).click();
    await page.getByRole('textbox', { name: 'Query' }).fill('tag:contradiction');
    await matched('1 of').waitFor();
  });

  it.each(['Review', 'Integrity', 'Packs', 'Custody'])(
    '%s holds to the accessibility rules',
    async (screen) => {
      await page.getByRole('navigation', { name: 'Screens' }).getByText(screen).click();
      await page.getByRole('status').first().waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
    },
  );

  it('seals a pack that verifies', async () => {
    const pack = workspace.path('pack.zip');
    await page.getByRole('button', { name: 'Seal pack…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Seal a pack' });
    await dialog.getByRole('button', { name: 'Make a new key…' }).click();
    await dialog.getByRole('textbox', { name: 'Key file' }).fill(workspace.path('demo.key'));
    await dialog.getByLabel('Passphrase', { exact: true }).first().fill('correct horse battery');
    await dialog.getByLabel('Passphrase again').fill('correct horse battery');
    await dialog.getByRole('button', { name: 'Make the key' }).click();
    await dialog.getByRole('button', { name: 'Make the key' }).waitFor({ state: 'detached' });
    await dialog.getByRole('textbox', { name: 'Pack file' }).fill(pack);
    await dialog.getByRole('button', { name: 'Seal the pack' }).click();
    const receipt = page.getByRole('dialog', { name: 'Pack sealed' });
    await receipt.getByText('Sealed, and verified again from the file: nothing fails').waitFor();
    await receipt.getByRole('button', { name: 'Close' }).last().click();
    expect((await verify(pack)).ok).toBe(true);
  });

  it('lets go of the case, and opens it again', async () => {
    await page.getByRole('button', { name: 'Close the case' }).click();
    await page.getByRole('heading', { name: 'Casebound' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'ashdown', exact: true }).click();
    await page.getByRole('navigation', { name: 'Screens' }).waitFor();
  });

  it('logged no error on the way', () => {
    expect(faults).toEqual([]);
  });
});

/** What axe-core finds against WCAG 2.2 A and AA: the rule and the first element. */
async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as AxeWindow).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    });
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
  });
}

interface AxeWindow {
  readonly axe: {
    run(
      context: unknown,
      options: { readonly runOnly: readonly string[] },
    ): Promise<{
      readonly violations: readonly {
        readonly id: string;
        readonly nodes: readonly { readonly html: string }[];
      }[];
    }>;
  };
}
