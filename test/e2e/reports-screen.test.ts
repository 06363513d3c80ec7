import { readFileSync, writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { strings } from '../../renderer/strings.ts';
import { planted } from '../../samples/planted.ts';
import { type ReportFormat, type ReportQuestion, reportFormats } from '../../shared/domain/guided-report.ts';
import { hostileTrail } from '../screens/hostile.ts';
import { accessibleInTurns } from './accessibility.ts';
import { caseboundJson, importInto } from './casebound.ts';
import { availableHosts, type LaunchedHost } from './hosts.ts';
import { Workspace } from './workspace.ts';

const settling = { timeout: 60_000, interval: 250 };
const words = strings.reports;

describe.each(availableHosts())('reports in the $kind', ({ launch }) => {
  const workspace = new Workspace();
  const accessible = accessibleInTurns();
  const caseFile = workspace.path('ashdown.casebound');
  let host: LaunchedHost;
  let page: Page;

  beforeAll(async () => {
    const { produced, reexport } = workspace.sample();
    await importInto(caseFile, produced, reexport);
    await importInto(caseFile, workspace.write('hostile.ndjson', hostileTrail()));
    host = await launch(caseFile);
    page = host.page;
    page.setDefaultTimeout(30_000);
  }, 120_000);
  afterAll(async () => {
    await host?.close();
    workspace[Symbol.dispose]();
  });

  const go = (screen: keyof typeof strings.frame.screens) =>
    page
      .getByRole('navigation', { name: strings.frame.rail })
      .getByRole('button', { name: strings.frame.screens[screen], exact: true })
      .click();
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const step = (name: 'question' | 'scope' | 'answer' | 'coverage' | 'export') =>
    page
      .getByRole('navigation', { name: words.steps.label })
      .getByRole('button', { name: words.steps[name] });
  const ask = async (question: ReportQuestion) => {
    await step('question').click();
    await page.getByRole('button', { name: words.questions[question].asks }).click();
    await button(words.next(words.steps.scope)).click();
  };
  const made = () => button(words.next(words.steps.coverage)).waitFor({ timeout: 60_000 });
  const make = async () => {
    await button(words.make).click();
    await made();
  };
  const query = () => page.getByRole('combobox', { name: strings.query.label });
  const check = async (path: string) => {
    await page.getByRole('tab', { name: words.tabs.check }).click();
    await page.getByRole('textbox', { name: words.check.file }).fill(path);
    await page.keyboard.press('Enter');
  };
  const outcome = (text: string) =>
    page.getByRole('region', { name: words.check.outcome }).getByText(text, { exact: true }).waitFor({
      timeout: 60_000,
    });

  it('g e leads to the questions, each with what it answers and what it does not', async () => {
    await go('review');
    await page.getByRole('grid', { name: strings.review.entries }).getByRole('row').nth(1).click();
    await page.keyboard.press('g');
    await page.keyboard.press('e');
    await page.getByRole('heading', { name: words.question.heading }).waitFor();
    for (const { asks, leaves } of Object.values(words.questions)) {
      await page.getByRole('button', { name: asks }).getByText(leaves).waitFor();
    }
    expect(await button(words.next(words.steps.scope)).isDisabled()).toBe(true);
    await accessible(page);
  });

  it('counts what a query would look at, and makes the report of it', async () => {
    await ask('ai-act-50');
    await query().fill('source:1');
    await page.keyboard.press('Enter');
    await page.getByText(/^1,910 of [\d,]+ entries of the case$/).waitFor();
    await accessible(page);
    await make();
    await page.getByRole('heading', { level: 2, name: /Article 50/ }).waitFor();
    await accessible(page);
  });

  it('leads from a figure to its entries, as many as it says, and back to the same place', async () => {
    const page2 = page.locator('.report-page');
    const figure = page
      .locator('.report-figure')
      .filter({ hasText: 'Results' })
      .first()
      .getByRole('button')
      .first();
    const name = (await figure.getAttribute('aria-label')) ?? '';
    const count = /: ([\d,]+)\. /.exec(name)?.[1] ?? 'none';
    await page2.evaluate((element) => element.scrollTo({ top: 900 }));
    await figure.evaluate((element) => (element as HTMLElement).click());
    await page.getByRole('grid', { name: strings.review.entries }).waitFor();
    await page.getByText(new RegExp(`^${count} of [\\d,]+ match$`)).waitFor();
    expect(await query().inputValue()).toContain('source:1');
    await go('reports');
    await page.getByRole('heading', { level: 2, name: /Article 50/ }).waitFor();
    // It was not made again, and stands where it stood.
    await expect.poll(() => page2.evaluate((element) => element.scrollTop), settling).toBe(900);
  });

  it('shows exactly one entry for a row of a list', async () => {
    await page.locator('.report-entries').first().getByRole('row').nth(1).getByRole('button').click();
    await page.getByText(/^1 of [\d,]+ match$/).waitFor();
    expect(await query().inputValue()).toMatch(/^sha256:[0-9a-f]{64}$/);
    await go('reports');
  });

  it('copies the query of a figure', async () => {
    await page.evaluate(() => {
      Object.assign(window, { copied: null });
      navigator.clipboard.writeText = async (text) => {
        Object.assign(window, { copied: text });
      };
    });
    await page.locator('.report-figure').first().getByRole('button').nth(1).click();
    const copied = await page.evaluate(() => (window as unknown as { copied: string }).copied);
    expect(copied).toMatch(/source:1/);
  });

  it('says what the answer rests on: sources with hashes, gaps, and what could not be proven', async () => {
    await button(words.next(words.steps.coverage)).click();
    const sources = page.getByRole('region', { name: words.coverage.sources }).first();
    expect(await sources.getByText(/^SHA-256 [0-9a-f]{64}$/).count()).toBe(3);
    await page.getByRole('region', { name: words.coverage.unproven }).getByRole('row').nth(1).waitFor();
    await accessible(page);
  });

  it('goes on paper whole, whoever asks for it', async () => {
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    const paper = page.locator('.printed');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.frame').isVisible()).toBe(false);
    for (const heading of [/Article 50/, words.coverage.heading]) {
      await paper.getByRole('heading', { name: heading }).waitFor();
    }
    expect(await paper.getByRole('button').count()).toBe(0);
    await page.emulateMedia({ media: null });
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    await paper.waitFor({ state: 'detached' });
  });

  const fileOf = (format: ReportFormat) => workspace.path(`report.${format}`);

  it('exports every form', async () => {
    await button(words.next(words.steps.export)).click();
    for (const format of reportFormats) {
      await button(words.export.open(format)).click();
      const dialog = page.getByRole('dialog', { name: words.export.title });
      await dialog.getByRole('textbox', { name: words.export.file }).fill(fileOf(format));
      await dialog.getByRole('button', { name: words.export.start, exact: true }).click();
      await dialog.getByText(words.export.hash).waitFor({ timeout: 60_000 });
      await dialog.getByRole('button', { name: strings.close, exact: true }).last().click();
      expect(readFileSync(fileOf(format)).length).toBeGreaterThan(1000);
    }
    // The exports are in the custody log, and do not make the report one of an earlier state.
    await expect(page.getByText(words.staleExport).count()).resolves.toBe(0);
  });

  it('checks each of them: the same', async () => {
    for (const format of reportFormats) {
      await check(fileOf(format));
      await outcome(words.check.same);
    }
    await accessible(page);
  });

  it('says of an edited one what differs, with both values', async () => {
    const edited = workspace.path('edited.json');
    const text = readFileSync(fileOf('json'), 'utf8');
    writeFileSync(edited, text.replace(/"value": ?1910/, '"value": 1911'));
    await check(edited);
    const differing = page.getByRole('region', { name: words.check.differences });
    await differing
      .getByText(/^1,911 /)
      .first()
      .waitFor({ timeout: 60_000 });
    await differing
      .getByText(/^1,910 /)
      .first()
      .waitFor();
    await accessible(page);
  });

  it('refuses what is no report, and says what is safe', async () => {
    await check(workspace.write('letter.pdf', 'not a report'));
    await page.getByRole('alert').getByText(strings.error.safe).waitFor({ timeout: 60_000 });
  });

  it('takes a dropped file for a report, and asks for it where a browser does not tell its place', async () => {
    const given = await page.evaluateHandle(() => {
      const data = new DataTransfer();
      data.items.add(new File(['{}'], 'dropped.json'));
      return data;
    });
    await page.dispatchEvent('.report-check', 'dragover', { dataTransfer: given });
    await page.getByText(words.check.dropHere, { exact: true }).waitFor();
    await page.dispatchEvent('.report-check', 'drop', { dataTransfer: given });
    await page.getByRole('alert').getByText('dropped.json', { exact: false }).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it('says that a report is of an earlier state once somebody annotates, and makes it again', async () => {
    await page.getByRole('tab', { name: words.tabs.make }).click();
    const entry = `id:${planted.edited.entryId}`;
    await caseboundJson(['annotate', caseFile, '--query', entry, '--tag', 'seen', '--author', 'Another']);
    await page.getByText(words.staleExport).waitFor({ timeout: 60_000 });
    expect(await button(words.export.open('pdf')).isDisabled()).toBe(true);
    await button(words.makeAgain).click();
    // What has changed is read before it is handed over.
    await made();
    await page.getByRole('heading', { level: 2, name: /Article 50/ }).waitFor();
    expect(await button(words.makeAgain).count()).toBe(0);
    await step('export').click();
    await expect.poll(() => button(words.export.open('pdf')).isEnabled(), settling).toBe(true);
  });

  it('makes none where it is cancelled, and says so', async () => {
    await ask('dsa-34-35');
    await query().fill('');
    // It is made in a moment: it is cancelled as soon as there is a button for that.
    await page.evaluate(() => {
      const watching = new MutationObserver(() => {
        const cancel = document.querySelector<HTMLElement>('.report-step .screen-job .button');
        if (cancel === null) return;
        watching.disconnect();
        cancel.click();
      });
      watching.observe(document.body, { childList: true, subtree: true });
    });
    await button(words.make).click();
    await page.getByText(words.stopped, { exact: false }).waitFor();
    await button(words.make).waitFor();
  });

  it('leads from a claim to the report on it', async () => {
    await go('claims');
    await page.getByRole('textbox', { name: strings.history.claim.search }).fill(planted.claim);
    await page.getByRole('option', { name: planted.claim }).click();
    await page
      .getByRole('article', { name: planted.claim })
      .getByRole('button', { name: words.ofHistory })
      .click();
    await page.getByRole('heading', { name: words.scope.heading }).waitFor();
    await page.getByText(words.scope.named.claim, { exact: false }).waitFor();
    await make();
    await page.getByRole('heading', { level: 2, name: planted.claim, exact: false }).waitFor();
  });

  it('shows the texts of a hostile claim as text', async () => {
    await ask('claim');
    await page.getByRole('textbox', { name: strings.history.claim.search }).fill('<script>');
    await page.getByRole('option', { name: '<script>' }).first().click();
    await make();
    await page.getByRole('heading', { level: 2, name: '<script>', exact: false }).waitFor();
    expect(await page.locator('.report-page img, .report-page script').count()).toBe(0);
    await accessible(page);
  });
});
