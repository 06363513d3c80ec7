import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { strings } from '../../renderer/strings.ts';
import { planted } from '../../samples/planted.ts';
import type { ReportQuestion } from '../../shared/domain/guided-report.ts';
import { go, type Kind, type Shot } from './shot.ts';

const words = strings.reports;
/** The whole case is verified for a report. */
const timeout = 120_000;

const settled = (page: Page) =>
  page.waitForFunction(() => document.querySelector('[aria-busy="true"], .skeleton, .progress') === null);

const next = (page: Page, step: 'scope' | 'answer' | 'coverage' | 'export') =>
  page.getByRole('button', { name: words.next(words.steps[step]), exact: true }).click();

async function ask(page: Page, question: ReportQuestion): Promise<void> {
  await go(page, 'reports');
  await page.getByRole('navigation', { name: words.steps.label }).getByRole('button').first().click();
  await page.getByRole('button', { name: words.questions[question].asks }).click();
  await next(page, 'scope');
}

async function make(page: Page): Promise<void> {
  await page.getByRole('button', { name: words.make, exact: true }).click();
  await page
    .getByRole('button', { name: words.next(words.steps.coverage), exact: true })
    .waitFor({ timeout });
}

const shot = (name: string, take: Shot['take'], on: Kind = 'sample'): Shot => ({
  name: `reports-${name}`,
  on,
  take: async (page, folder) => {
    await take(page, folder);
    await settled(page);
  },
});

/** Exports a report beside the case. */
async function exported(page: Page, folder: string): Promise<string> {
  const path = join(folder, 'a report.json');
  rmSync(path, { force: true });
  await ask(page, 'ai-act-50');
  await make(page);
  await next(page, 'coverage');
  await next(page, 'export');
  await page.getByRole('button', { name: words.export.open('json') }).click();
  const dialog = page.getByRole('dialog', { name: words.export.title });
  await dialog.getByRole('textbox', { name: words.export.file }).fill(path);
  await dialog.getByRole('button', { name: words.export.start, exact: true }).click();
  await dialog.getByText(words.export.hash).waitFor({ timeout });
  await dialog.getByRole('button', { name: strings.close, exact: true }).last().click();
  return path;
}

async function check(page: Page, path: string): Promise<void> {
  await page.getByRole('tab', { name: words.tabs.check }).click();
  await page.getByRole('textbox', { name: words.check.file }).fill(path);
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: words.check.outcome }).waitFor({ timeout });
}

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
  shot('check-same', async (page, folder) => check(page, await exported(page, folder)), 'hostile'),
  shot(
    'check-differs',
    async (page, folder) => {
      const path = await exported(page, folder);
      const text = readFileSync(path, 'utf8');
      writeFileSync(path, text.replaceAll(/("value": ?)(\d)/g, '$17$2').replace('itsreal', 'אבג <b>'));
      await check(page, path);
    },
    'hostile',
  ),
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
