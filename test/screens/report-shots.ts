import type { Page } from 'playwright-core';
import { strings } from '../../renderer/strings.ts';
import { planted } from '../../samples/planted.ts';
import type { ReportQuestion } from '../../shared/domain/guided-report.ts';
import { go, type Kind, type Shot } from './shot.ts';

const words = strings.reports;

const settled = (page: Page) =>
  page.waitForFunction(() => document.querySelector('[aria-busy="true"], .skeleton, .progress') === null);

const next = (page: Page, step: 'scope' | 'answer' | 'coverage' | 'export') =>
  page.getByRole('button', { name: words.next(words.steps[step]), exact: true }).click();

async function ask(page: Page, question: ReportQuestion): Promise<void> {
  await go(page, 'reports');
  await page.getByRole('button', { name: words.questions[question].asks }).click();
  await next(page, 'scope');
}

async function make(page: Page): Promise<void> {
  await page.getByRole('button', { name: words.make, exact: true }).click();
  await page.getByRole('button', { name: words.next(words.steps.coverage), exact: true }).waitFor();
}

const shot = (name: string, take: Shot['take'], on: Kind = 'sample'): Shot => ({
  name: `reports-${name}`,
  on,
  take: async (page, folder) => {
    await take(page, folder);
    await settled(page);
  },
});

const down = (page: Page) =>
  page.locator('.report-page').evaluate((element) => element.scrollTo({ top: element.scrollHeight / 3 }));

/** The reports screen: every step of a report, and what comes of a check. */
export const reportShots: readonly Shot[] = [
  shot('question', async (page) => {
    await go(page, 'reports');
    await page.getByRole('button', { name: words.questions.claim.asks }).click();
  }),
  shot('scope', (page) => ask(page, 'ai-act-50')),
  shot('scope-claim', async (page) => {
    await ask(page, 'claim');
    await page.getByRole('textbox', { name: strings.history.claim.search }).fill(planted.claim);
    await page.getByRole('option', { name: planted.claim }).click();
  }),
  shot('answer', async (page) => {
    await ask(page, 'ai-act-50');
    await make(page);
  }),
  shot('answer-below', async (page) => {
    await ask(page, 'ai-act-50');
    await make(page);
    await down(page);
  }),
  shot('coverage', async (page) => {
    await ask(page, 'dsa-34-35');
    await make(page);
    await next(page, 'coverage');
  }),
  shot('export', async (page) => {
    await ask(page, 'ai-act-50');
    await make(page);
    await next(page, 'coverage');
    await next(page, 'export');
  }),
  shot('check', async (page) => {
    await go(page, 'reports');
    await page.getByRole('tab', { name: words.tabs.check }).click();
  }),
  shot('check-diff', async (page) => {
    await go(page, 'reports');
    await page.getByRole('tab', { name: words.tabs.check }).click();
    await page.getByRole('textbox', { name: words.check.file }).fill('/tmp/diff.pdf');
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: words.check.outcome }).waitFor();
  }),
  shot(
    'hostile',
    async (page) => {
      await ask(page, 'claim');
      await page.getByRole('option').nth(1).click();
      await make(page);
    },
    'hostile',
  ),
  shot(
    'hostile-below',
    async (page) => {
      await ask(page, 'claim');
      await page.getByRole('option').nth(3).click();
      await make(page);
      await down(page);
    },
    'hostile',
  ),
  shot(
    'hostile-coverage',
    async (page) => {
      await ask(page, 'ai-act-50');
      await make(page);
      await next(page, 'coverage');
    },
    'hostile',
  ),
];
