import type { Page } from 'playwright-core';
import { strings } from '../../renderer/strings.ts';
import { go, type Shot } from './shot.ts';

const words = strings.integrity;

const settled = (page: Page) => page.waitForFunction(() => document.querySelector('.skeleton') === null);

/** To the screen, verified: what an earlier picture had verified stands there already. */
async function verified(page: Page): Promise<void> {
  await go(page, 'integrity');
  await settled(page);
  if ((await page.getByText(words.never).count()) > 0) {
    await page.getByRole('button', { name: words.run, exact: true }).click();
    await page.getByRole('button', { name: words.print, exact: true }).waitFor();
  }
}

async function finding(page: Page, n: number): Promise<void> {
  await verified(page);
  await page
    .getByRole('tab', { name: /^Findings/ })
    .first()
    .click();
  await page.getByRole('listbox').last().getByRole('option').nth(n).click();
  await page.locator('.panes-card').getByRole('table').first().waitFor();
  await settled(page);
}

/** The integrity and custody screens on a trail whose every text is what a screen could break on. */
export const integrityShots: readonly Shot[] = [
  { name: 'integrity-hostile-answers', on: 'hostile', take: verified },
  { name: 'integrity-hostile-break', on: 'hostile', take: (page) => finding(page, 0) },
  { name: 'integrity-hostile-gap', on: 'hostile', take: (page) => finding(page, 1) },
  {
    name: 'integrity-hostile-bytes',
    on: 'hostile',
    take: async (page) => {
      await finding(page, 0);
      await page.getByRole('region', { name: strings.detail.asHex }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'integrity-hostile-profile',
    on: 'hostile',
    take: async (page) => {
      await verified(page);
      await page.getByRole('button', { name: words.runWith }).click();
      const dialog = page.getByRole('dialog', { name: words.with.title });
      await dialog.getByRole('button', { name: words.with.profile }).click();
      await page.getByRole('option', { name: words.with.own }).click();
      await dialog.getByText(words.with.sound).waitFor();
      await dialog
        .getByRole('textbox', { name: words.with.profileText })
        .fill('{"name": "<b>mine</b> אבג", "hash": "a b"}');
    },
  },
  {
    name: 'integrity-hostile-print',
    on: 'hostile',
    take: async (page) => {
      await verified(page);
      await page.evaluate(() => {
        window.print = () => {};
      });
      await page.getByRole('button', { name: words.print, exact: true }).click();
      await page.locator('.printed').waitFor({ state: 'attached' });
      await page.emulateMedia({ media: 'print' });
    },
  },
  {
    name: 'custody-hostile-export',
    on: 'hostile',
    take: async (page) => {
      await page.emulateMedia({ media: 'screen' });
      await go(page, 'custody');
      await settled(page);
      await page.getByRole('button', { name: strings.custody.export.open }).click();
      await page.getByRole('dialog', { name: strings.custody.export.title }).waitFor();
    },
  },
];
