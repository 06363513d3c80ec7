import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { strings } from '../../renderer/strings.ts';
import { hostileFiles } from './hostile-case.ts';
import { go, type Kind, review, type Shot } from './shot.ts';

const settled = (page: Page) =>
  page.waitForFunction(() => document.querySelector('[aria-busy="true"], .skeleton, .progress') === null);

const shot = (name: string, take: Shot['take'], on: Kind = 'hostile'): Shot => ({
  name: `hostile-${name}`,
  on,
  take: async (page, folder) => {
    await take(page, folder);
    await settled(page);
  },
});

const command = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click();
const overview = async (page: Page) => {
  await go(page, 'case');
  await settled(page);
};

async function merge(page: Page, folder: string): Promise<void> {
  const words = strings.exchange.importing;
  await overview(page);
  await command(page, words.open);
  const dialog = page.getByRole('dialog', { name: words.title });
  await dialog.getByRole('textbox', { name: words.file }).fill(join(folder, hostileFiles.annotations));
  await dialog.getByRole('button', { name: words.look }).click();
  await dialog.getByText(strings.exchange.authors.title).waitFor();
}

async function terms(page: Page): Promise<void> {
  const words = strings.terms;
  await review(page, 'confidence:*');
  await page.getByRole('button', { name: strings.views.open }).click();
  await page.getByRole('button', { name: words.open }).click();
  const dialog = page.getByRole('dialog', { name: words.title });
  await dialog
    .getByRole('textbox', { name: words.terms })
    .fill(`<script>\nאבג دهوز\nverdict:\n"${'a very long term '.repeat(10)}"\n👩‍👩‍👧‍👦\nnothing-has-this`);
  await dialog.getByRole('button', { name: words.run, exact: true }).click();
  await dialog.getByRole('table').waitFor();
}

/** The screens and dialogs where names, notes and files of others stand beside one's own. */
export const hostileShots: readonly Shot[] = [
  shot('annotations-export', async (page) => {
    await overview(page);
    await command(page, strings.exchange.exporting.open);
  }),
  shot('annotations-import', merge),
  shot('conflicts', async (page) => {
    await overview(page);
    await page.getByRole('tab', { name: new RegExp(`^${strings.case.tabs.conflicts}`) }).click();
    await page.getByRole('table').waitFor();
  }),
  shot('terms', terms),
  shot('sources', async (page) => {
    await overview(page);
    await page.getByRole('tab', { name: new RegExp(`^${strings.case.tabs.sources}`) }).click();
  }),
  shot('check-export', async (page, folder) => {
    await page.getByRole('button', { name: strings.frame.close }).click();
    await page.getByRole('button', { name: strings.start.verify }).waitFor();
    const chosen = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: strings.start.verify }).click();
    await (await chosen).setFiles(join(folder, hostileFiles.export));
    await page.getByRole('button', { name: strings.check.choosePath }).click();
    const browser = page.getByRole('dialog', { name: strings.start.verifyTitle });
    await browser.getByRole('textbox', { name: strings.files.folder }).fill(folder);
    await page.keyboard.press('Enter');
    await browser.getByRole('option', { name: 'bare' }).click();
    await browser.getByRole('button', { name: strings.files.open(1) }).click();
    await page.getByRole('button', { name: strings.check.save }).waitFor();
  }),
  shot('import', async (page, folder) => {
    await overview(page);
    await page.getByRole('button', { name: strings.importing.open }).first().click();
    await page.getByRole('button', { name: strings.importing.choose }).click();
    const browser = page.getByRole('dialog', { name: strings.importing.chooseTitles.files });
    await browser.getByRole('textbox', { name: strings.files.folder }).fill(folder);
    await page.keyboard.press('Enter');
    await browser.getByRole('option', { name: 'bare' }).click();
  }),
  shot('sync', async (page) => {
    await overview(page);
    await page.getByRole('button', { name: strings.sync.open }).click();
  }),
  shot('verify-with', async (page) => {
    await go(page, 'integrity');
    await settled(page);
    await page.getByRole('button', { name: strings.integrity.runWith }).click();
  }),
];
