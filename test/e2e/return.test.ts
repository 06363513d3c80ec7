import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { strings } from '../../renderer/strings.ts';
import { hostileTrail } from '../screens/hostile.ts';
import { accessibilityFaults } from './accessibility.ts';
import { casebound, importInto } from './casebound.ts';
import { launchBrowser } from './hosts.ts';
import { Workspace } from './workspace.ts';

const rail = (page: Page) => page.getByRole('navigation', { name: strings.frame.rail });
const goReview = (page: Page) =>
  rail(page).getByRole('button', { name: strings.frame.screens.review, exact: true }).click();
const grid = (page: Page) => page.getByRole('grid', { name: strings.review.entries });
const query = (page: Page) => page.getByRole('combobox', { name: strings.query.label });

describe('a screen that was lost', () => {
  const workspace = new Workspace();
  const caseFile = workspace.path('trail.casebound');
  const configuration = workspace.path('configuration');
  beforeAll(() => importInto(caseFile, workspace.trail('trail.ndjson', 400)));
  afterAll(() => workspace[Symbol.dispose]());

  it('comes back after a crash, in another browser and at another port', async () => {
    const first = await launchBrowser(caseFile, configuration);
    first.page.setDefaultTimeout(15_000);
    await goReview(first.page);
    await query(first.page).fill('product:frame_detect');
    await first.page.keyboard.press('Enter');
    await first.page.keyboard.press('Escape');
    await grid(first.page).getByRole('row').nth(3).click();
    await first.page.keyboard.press('Shift+J');
    const kept = join(configuration, 'casebound/screens.json');
    await expect
      .poll(() => existsSync(kept) && readFileSync(kept, 'utf8').includes('\\"active\\":3'), {
        timeout: 15_000,
      })
      .toBe(true);
    await first.kill();

    const second = await launchBrowser(caseFile, configuration);
    second.page.setDefaultTimeout(15_000);
    await grid(second.page).waitFor();
    expect(await query(second.page).inputValue()).toBe('product:frame_detect');
    await second.page.getByText(strings.frame.selected(2)).waitFor();
    await second.close();
  });
});

describe('one case in two windows', () => {
  const workspace = new Workspace();
  // What a file may be called; the title of the case is made from it.
  const caseFile = workspace.path('<img src=x onerror=alert(1)> דוד.casebound');
  let host: Awaited<ReturnType<typeof launchBrowser>>;
  let page: Page;
  const dialogs: string[] = [];
  beforeAll(async () => {
    await importInto(caseFile, workspace.write('hostile.ndjson', hostileTrail()));
    host = await launchBrowser(caseFile);
    page = host.page;
    page.setDefaultTimeout(15_000);
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
  });
  afterAll(async () => {
    await host?.close();
    workspace[Symbol.dispose]();
  });

  const tag = async (on: Page, row: number, name: string) => {
    await grid(on).getByRole('row').nth(row).click();
    await on.keyboard.press('t');
    await on.keyboard.type(name);
    await on.keyboard.press('Enter');
    await on.getByRole('status').getByText(strings.coding.gave.tag(name, 1)).waitFor();
    await on.keyboard.press('Escape');
  };

  it('loses nothing that either of them says', async () => {
    const other = await host.anotherWindow();
    other.setDefaultTimeout(15_000);
    await goReview(page);
    await goReview(other);
    await tag(page, 1, 'from the first');
    await tag(other, 2, 'from the second');
    await tag(page, 3, 'from the first again');
    await query(page).fill('tag:*');
    await page.getByText(/^3 of \d+ match$/).waitFor();
    await other.close();
  });

  it('shows in one what was said in the other, or in a terminal, without being asked', async () => {
    const other = await host.anotherWindow();
    other.setDefaultTimeout(15_000);
    await goReview(other);
    await query(other).fill('tag:"seen at once"');
    await other.getByText(/^0 of \d+ match$/).waitFor();
    await query(page).fill('');
    await tag(page, 1, 'seen at once');
    await other.getByText(/^1 of \d+ match$/).waitFor();
    const said = ['--query', 'tag:"from the second"', '--tag', 'seen at once', '--author', 'Ada'];
    expect((await casebound(['annotate', caseFile, ...said])).code).toBe(0);
    await other.getByText(/^2 of \d+ match$/).waitFor();
    await query(page).fill('tag:"seen at once"');
    await page.getByText(/^2 of \d+ match$/).waitFor();
    await other.close();
  });

  it('shows hostile entries as text: nothing runs, nothing turns what stands around it', async () => {
    await query(page).fill('');
    await page.getByText(/^18 of 18 match$/).waitFor();
    const text = (await page.textContent('body')) ?? '';
    expect(text).toContain('<script>alert(1)');
    for (const invisible of ['\0', '\u001b', '\u202e']) expect(text).not.toContain(invisible);
    expect(await page.locator('img, iframe, object, embed').count()).toBe(0);
    expect(dialogs).toEqual([]);
  });

  it.each([
    ['at twice the size', { width: 720, height: 450 }],
    ['in a narrow window', { width: 1024, height: 700 }],
  ])('can be worked with %s', async (_what, size) => {
    await page.setViewportSize(size);
    await grid(page).waitFor();
    const fits = await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
    expect(fits).toBe(true);
    await query(page).fill('-product:*');
    await page.getByText(/^9 of 18 match$/).waitFor();
    await page.getByRole('button', { name: strings.commands.palette }).click();
    await page.getByRole('dialog', { name: strings.commands.palette }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => accessibilityFaults(page), { timeout: 20_000, interval: 250 }).toEqual([]);
  });
});
