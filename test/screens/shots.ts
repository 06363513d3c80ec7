import type { Page } from 'playwright-core';
import { strings } from '../../renderer/strings.ts';
import { planted } from '../../samples/planted.ts';
import { hostileShots } from './hostile-shots.ts';
import { integrityShots } from './integrity-shots.ts';
import { reportShots } from './report-shots.ts';
import { packShots, sealingShots } from './sealing-shots.ts';
import { go, type Kind, review, rows, type Shot } from './shot.ts';
import { stateShots } from './state-shots.ts';

const key = (page: Page, keys: string) => page.keyboard.press(keys);

const onEvery = (kind: Kind): Shot[] =>
  (['case', 'images', 'claims', 'reports', 'integrity', 'packs', 'custody'] as const).map((screen) => ({
    name: `${kind}-${screen}`,
    on: kind,
    take: async (page) => {
      await go(page, screen);
      const listed = screen === 'images' || screen === 'claims';
      if (listed && kind !== 'empty') await page.getByRole('article').waitFor();
      await page.waitForFunction(() => document.querySelector('.skeleton') === null);
    },
  }));

const detailTab = (name: string, query: string): Shot => ({
  name: `detail-${name.toLowerCase()}`,
  on: 'sample',
  take: async (page) => {
    await review(page, query);
    await rows(page).nth(1).click();
    // In a small window the entry is shown when it is asked for.
    await key(page, 'Enter');
    await page.getByRole('complementary', { name: strings.detail.label }).getByRole('tab', { name }).click();
    await page.locator('[role=tabpanel] :is(section, table, ol, p, pre)').last().waitFor();
    await page.waitForFunction(() => document.querySelector('.skeleton') === null);
  },
});

const history = (subject: 'image' | 'claim', value: string): Shot => ({
  name: `history-${subject}`,
  on: 'sample',
  take: async (page) => {
    await go(page, subject === 'image' ? 'images' : 'claims');
    await page.getByRole('textbox', { name: strings.history[subject].search }).fill(value);
    await page.getByRole('option', { name: value }).click();
    await page.getByRole('article', { name: value }).waitFor();
    await page.getByText(strings.history[subject].found(1)).waitFor();
    await page.getByRole('option').first().getByText(value).waitFor();
  },
});

/** Every screen and state that a person can meet. */
export const shots: readonly Shot[] = [
  { name: 'review', on: 'sample', take: (page) => review(page) },
  {
    name: 'review-chips',
    on: 'sample',
    take: (page) =>
      review(
        page,
        `verdict:ai_generated,authentic -action:blocked time:2025-11-01..2025-11-30 confidence:>=0.5`,
      ),
  },
  {
    name: 'review-narrow',
    on: 'sample',
    take: async (page) => {
      await page.setViewportSize({ width: 720, height: 450 });
      await page.reload();
      await review(page, 'verdict:ai_generated');
    },
  },
  {
    name: 'review-contrast',
    on: 'sample',
    take: async (page) => {
      await page.emulateMedia({ contrast: 'more' });
      await page.reload();
      await review(page, 'verdict:ai_generated');
      await page.emulateMedia({ contrast: null });
    },
  },
  { name: 'review-broken', on: 'sample', take: (page) => review(page, 'integrity:broken') },
  {
    name: 'review-no-match',
    on: 'sample',
    take: async (page) => {
      await go(page, 'review');
      await page.getByRole('combobox', { name: strings.query.label }).fill('nothing-matches-this');
      await page.getByText(strings.review.noMatch).waitFor();
    },
  },
  {
    name: 'review-fault',
    on: 'sample',
    take: async (page) => {
      await go(page, 'review');
      await page
        .getByRole('combobox', { name: strings.query.label })
        .fill('verdict:ai_generated confidence:>high');
      await page.getByText(/position \d+/).waitFor();
    },
  },
  {
    name: 'review-selection',
    on: 'sample',
    take: async (page) => {
      await review(page, `case_id:${planted.claim}`);
      await rows(page).nth(2).click();
      for (let n = 0; n < 4; n++) await key(page, 'Shift+J');
      await key(page, 'ArrowRight');
      await key(page, 'ArrowRight');
    },
  },
  {
    name: 'histogram-tip',
    on: 'sample',
    take: async (page) => {
      await review(page, 'time:2025-11-10..2025-11-16');
      await page.locator('.histogram-bars').hover({ position: { x: 300, y: 20 } });
    },
  },
  {
    name: 'histogram-table',
    on: 'sample',
    take: async (page) => {
      await review(page);
      await page.getByRole('button', { name: strings.histogram.table }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'cell-menu',
    on: 'sample',
    take: async (page) => {
      await review(page);
      await rows(page).nth(3).getByRole('gridcell').nth(4).click({ button: 'right' });
      await page.getByRole('menu').waitFor();
    },
  },
  {
    name: 'palette',
    on: 'sample',
    take: async (page) => {
      await review(page);
      await key(page, 'Control+K');
      await page.getByRole('dialog', { name: strings.commands.palette }).waitFor();
    },
  },
  {
    name: 'palette-query',
    on: 'sample',
    take: async (page) => {
      await review(page);
      await key(page, 'Control+K');
      await page.keyboard.type('verdict:ai');
    },
  },
  {
    name: 'shortcuts',
    on: 'sample',
    take: async (page) => {
      await review(page);
      await rows(page).nth(1).click();
      await key(page, '?');
      await page.getByRole('dialog', { name: strings.commands.sheet }).waitFor();
    },
  },
  detailTab(strings.detail.tabs.raw, `id:${planted.edited.entryId}`),
  detailTab(strings.detail.tabs.related, `case_id:${planted.claim} product:frame_detect`),
  detailTab('Compare', `case_id:${planted.claim} verdict:ai_generated`),
  detailTab('History', 'tag:*'),
  {
    name: 'suggestions',
    on: 'sample',
    take: async (page) => {
      await review(page);
      await key(page, '/');
      await page.keyboard.type('verdict:a', { delay: 60 });
      await page.getByRole('option').first().waitFor();
      await key(page, 'ArrowDown');
    },
  },
  {
    name: 'views',
    on: 'sample',
    take: async (page) => {
      await review(page, 'verdict:ai_generated');
      await page.getByRole('button', { name: strings.views.open }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'export',
    on: 'sample',
    take: async (page) => {
      await review(page, 'verdict:ai_generated');
      await page.getByRole('button', { name: strings.resultExport.open }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'coding-fields',
    on: 'sample',
    take: async (page) => {
      await review(page);
      await page.getByRole('button', { name: strings.coding.edit }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'bulk',
    on: 'sample',
    take: async (page) => {
      await review(page);
      await rows(page).nth(1).click();
      await key(page, 'Control+a');
      await key(page, '2');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'conflicts',
    on: 'sample',
    take: async (page) => {
      await go(page, 'case');
      await page.getByRole('tab', { name: strings.case.tabs.conflicts }).click();
      await page.getByRole('button', { name: strings.conflicts.showOne }).first().waitFor();
    },
  },
  history('image', planted.rescored.image),
  history('claim', planted.claim),
  ...onEvery('sample'),
  ...sealingShots,
  ...packShots,
  { name: 'hostile-review', on: 'hostile', take: (page) => review(page) },
  ...onEvery('hostile'),
  ...hostileShots,
  ...integrityShots,
  ...reportShots,
  ...stateShots,
  {
    name: 'empty-review',
    on: 'empty',
    take: async (page) => {
      await go(page, 'review');
      await page.getByText(strings.review.emptyCase).waitFor();
    },
  },
  ...onEvery('empty'),
  {
    name: 'start',
    on: 'sample',
    take: async (page) => {
      await page.getByRole('button', { name: strings.frame.close }).click();
      await page.getByRole('heading', { name: strings.start.title }).waitFor();
    },
  },
];
