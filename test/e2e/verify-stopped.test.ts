import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { strings } from '../../renderer/strings.ts';
import { importInto } from './casebound.ts';
import { availableHosts, type LaunchedHost } from './hosts.ts';
import { Workspace } from './workspace.ts';

const words = strings.integrity;

/** A verification on the screen that takes long enough to be stopped. */
describe.each(availableHosts())('a verification that is stopped in the $kind', ({ launch }) => {
  const workspace = new Workspace();
  let host: LaunchedHost;
  let page: Page;

  beforeAll(async () => {
    const caseFile = workspace.path('matter.casebound');
    await importInto(caseFile, workspace.trail('small.ndjson', 500), workspace.trail('large.ndjson', 80_000));
    host = await launch(caseFile);
    page = host.page;
    page.setDefaultTimeout(60_000);
    await go('integrity');
  });
  afterAll(async () => {
    await host?.close();
    workspace[Symbol.dispose]();
  });

  const go = (screen: keyof typeof strings.frame.screens) =>
    page
      .getByRole('navigation', { name: strings.frame.rail })
      .getByText(strings.frame.screens[screen])
      .click();
  const storage = (text: RegExp) => page.locator('.panes-card').getByText(text).first();

  it('says so, goes on, and derives the rest', async () => {
    await page.getByRole('button', { name: words.run, exact: true }).click();
    await page.getByRole('button', { name: strings.cancel, exact: true }).first().click();
    await page.getByText(words.stopped).waitFor();
    await go('custody');
    await go('integrity');
    await page.getByRole('button', { name: words.goOn }).click();
    // It goes on elsewhere, and says there how it ended.
    await go('custody');
    await page.getByRole('status').getByText(words.verifiedNow('Nothing fails'), { exact: false }).waitFor();
    await page.getByRole('button', { name: words.showVerified }).click();
    await page
      .getByText(/^Nothing fails/)
      .first()
      .waitFor();
    await page.getByRole('option', { name: 'large.ndjson' }).click();
    await storage(/derived again/).waitFor();
  });

  it('once done, is not done again where nothing changed, if that is asked for', async () => {
    await page.getByRole('button', { name: words.runWith }).click();
    const dialog = page.getByRole('dialog', { name: words.with.title });
    await dialog.getByText(words.with.reuse).click();
    await dialog.getByRole('button', { name: words.with.start, exact: true }).click();
    // The report that stands there is the earlier one until this is done.
    const sources = page.getByRole('option', { name: /\.ndjson/ });
    const shown = async () => {
      await sources.filter({ hasText: 'large.ndjson' }).click();
      return storage(/was hashed now/).count();
    };
    await expect.poll(shown, { timeout: 60_000, interval: 500 }).toBe(1);
    expect(await page.getByText(words.stopped).count()).toBe(0);
  });
});
