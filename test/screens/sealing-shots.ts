import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { strings } from '../../renderer/strings.ts';
import { planted } from '../../samples/planted.ts';
import { go, type Kind, review, rows, type Shot } from './shot.ts';

const words = strings.seal;
const dialog = (page: Page) => page.getByRole('dialog', { name: words.title });
const settled = (page: Page) =>
  page.waitForFunction(() => document.querySelector('[aria-busy="true"], .skeleton, .progress') === null);

async function wizard(page: Page, query: string): Promise<void> {
  await review(page, query);
  await rows(page).nth(1).click();
  await page.getByRole('button', { name: words.open }).click();
  await dialog(page).waitFor();
  const anew = dialog(page).getByRole('button', { name: words.anew });
  await settled(page);
  if ((await anew.count()) > 0) await anew.click();
}

async function to(page: Page, step: Exclude<keyof typeof words.steps, 'label'>): Promise<void> {
  await dialog(page).getByRole('navigation').getByRole('button', { name: words.steps[step] }).click();
  await dialog(page).getByRole('heading', { name: words.steps[step] }).waitFor();
  await settled(page);
}

const claim = `case_id:${planted.claim}`;
const neighbour = `case_id:${planted.neighbour}`;

const shot = (
  name: string,
  query: string,
  then: (page: Page) => Promise<unknown>,
  on: Kind = 'sample',
): Shot => ({
  name: `seal-${name}`,
  on,
  take: async (page) => {
    await wizard(page, query);
    await then(page);
  },
});

/** The steps to a sealed pack. */
export const sealingShots: readonly Shot[] = [
  shot('scope', claim, settled),
  shot('related', claim, (page) => to(page, 'related')),
  shot('redaction', claim, async (page) => {
    await to(page, 'redaction');
    await dialog(page).getByRole('button', { name: words.redaction.withhold }).click();
    await dialog(page).getByRole('textbox', { name: words.redaction.query }).fill('action:allowed');
    await dialog(page).getByRole('textbox', { name: words.redaction.reason }).fill('Attorney-client');
    await dialog(page).getByRole('button', { name: words.redaction.mask }).click();
    await dialog(page).getByRole('textbox', { name: words.redaction.fields }).fill('note, no_such_field');
    await dialog(page).getByRole('textbox', { name: words.redaction.reason }).nth(1).fill('Third party');
    await page.waitForTimeout(600);
    await settled(page);
  }),
  shot('masked', claim, async (page) => {
    await to(page, 'redaction');
    await dialog(page).getByRole('button', { name: words.redaction.mask }).click();
    await dialog(page).getByRole('textbox', { name: words.redaction.fields }).fill('verdict, confidence');
    await dialog(page).getByRole('textbox', { name: words.redaction.reason }).fill('Third party');
    await dialog(page)
      .getByText(/\d+ entries masked/)
      .waitFor();
  }),
  shot('integrity', neighbour, async (page) => {
    await to(page, 'integrity');
    await to(page, 'preview');
    await to(page, 'integrity');
  }),
  shot('numbers', claim, async (page) => {
    await to(page, 'numbers');
    await dialog(page).getByText(words.numbers.bates).click();
    await dialog(page).getByRole('textbox', { name: words.numbers.prefix }).fill('ASH');
    await dialog(page).getByText('ASH000001 to', { exact: false }).first().waitFor();
  }),
  shot('signer', claim, async (page) => {
    await to(page, 'signer');
    await dialog(page).getByText(words.signer.p12).click();
    await dialog(page).getByRole('button', { name: words.signer.makesKey }).click();
  }),
  shot('preview', claim, (page) => to(page, 'preview')),
  shot('leave', claim, async (page) => {
    await to(page, 'redaction');
    await dialog(page).getByRole('button', { name: words.redaction.mask }).click();
    await dialog(page).getByRole('button', { name: strings.cancel }).click();
    await page.getByRole('dialog', { name: words.leave.title }).waitFor();
  }),
  shot('hostile-scope', '', (page) => settled(page), 'hostile'),
  shot('hostile-related', '', (page) => to(page, 'related'), 'hostile'),
  shot('hostile-preview', '', (page) => to(page, 'preview'), 'hostile'),
  shot(
    'hostile-masked',
    '',
    async (page) => {
      await dialog(page).getByText(words.scope.kinds.query, { exact: true }).click();
      await dialog(page).getByRole('textbox', { name: words.scope.query }).fill('confidence:*');
      await to(page, 'redaction');
      await dialog(page).getByRole('button', { name: words.redaction.mask }).click();
      await dialog(page).getByRole('textbox', { name: words.redaction.fields }).fill('confidence');
      await dialog(page)
        .getByRole('textbox', { name: words.redaction.reason })
        .fill('\u202eThird party <script>');
      await page.waitForTimeout(1500);
    },
    'hostile',
  ),
];

const packs = (name: string, then: (page: Page) => Promise<unknown>): Shot => ({
  name: `packs-${name}`,
  on: 'sample',
  take: async (page) => {
    await go(page, 'packs');
    await settled(page);
    await then(page);
  },
});
const tab = (page: Page) => page.getByRole('tab', { name: strings.packs.tabs.signers }).click();

/** Packs that were sealed, packs of others, and whom one knows. */
export const packShots: readonly Shot[] = [
  packs('card', settled),
  packs('receipt', async (page) => {
    await page.getByRole('button', { name: strings.packs.verify }).click();
    await page.getByRole('dialog', { name: strings.receipt.title }).waitFor();
  }),
  packs('answer', (page) => page.getByRole('button', { name: strings.packs.answer }).click()),
  packs('compare', async (page) => {
    await page.getByRole('button', { name: strings.packs.compared }).click();
    const comparing = page.getByRole('dialog', { name: strings.compared.title });
    await comparing
      .getByRole('textbox', { name: strings.compared.other })
      .fill(join(import.meta.dirname, '../../samples/out/CLM-2025-0482.zip'));
    await comparing.getByRole('button', { name: strings.compared.start }).click();
    await comparing.getByText(strings.compared.outcome.identical).waitFor();
  }),
  packs('signers', tab),
  packs('add-signer', async (page) => {
    await tab(page);
    await page.getByRole('button', { name: strings.signers.add }).first().click();
    await page.getByRole('button', { name: strings.signers.save, exact: true }).click();
  }),
  packs('check', async (page) => {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: strings.packs.verifyAny }).click();
    await (await chooser).setFiles(join(import.meta.dirname, '../../samples/out/CLM-2025-0482.zip'));
    await page.getByText(strings.signers.heading).waitFor();
  }),
];
