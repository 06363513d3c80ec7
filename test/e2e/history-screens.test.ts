import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { trailPieces } from '../../bench/trail.ts';
import { strings } from '../../renderer/strings.ts';
import { planted } from '../../samples/planted.ts';
import { accessibilityFaults } from './accessibility.ts';
import { importInto } from './casebound.ts';
import { availableHosts, type LaunchedHost } from './hosts.ts';
import { Workspace } from './workspace.ts';

const settling = { timeout: 20_000, interval: 250 };
const words = strings.history;

describe.each(availableHosts())('images and claims in the $kind', ({ launch }) => {
  const workspace = new Workspace();
  let host: LaunchedHost;
  let page: Page;

  beforeAll(async () => {
    const caseFile = workspace.path('ashdown.casebound');
    const { produced, reexport } = workspace.sample();
    // More than of any image that has a name, so that they stand first.
    const lines = [...trailPieces(60)].join('').trimEnd().split('\n');
    const unnamed = workspace.write(
      'unnamed.ndjson',
      lines.map((line) => `${JSON.stringify({ ...JSON.parse(line), image_id: '' })}\n`).join(''),
    );
    await importInto(caseFile, produced, reexport);
    await importInto(caseFile, unnamed);
    host = await launch(caseFile);
    page = host.page;
    page.setDefaultTimeout(15_000);
  });
  afterAll(async () => {
    await host?.close();
    workspace[Symbol.dispose]();
  });

  const go = (screen: keyof typeof strings.frame.screens) =>
    page
      .getByRole('navigation', { name: strings.frame.rail })
      .getByRole('button', { name: strings.frame.screens[screen], exact: true })
      .click();
  const article = (name: string) => page.getByRole('article', { name, exact: true });
  const accessible = async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expect.poll(() => accessibilityFaults(page), { ...settling, message: colorScheme }).toEqual([]);
    }
    await page.emulateMedia({ colorScheme: null });
  };

  it('g i leads from an entry to its image, whose results changed and contradict', async () => {
    await go('review');
    await page
      .getByRole('combobox', { name: strings.query.label })
      .fill(`image_id:${planted.rescored.image} product:frame_detect source:1`);
    await page.getByText(/^2 of [\d,]+ match$/).waitFor();
    await page.getByRole('grid', { name: strings.review.entries }).getByRole('row').nth(1).click();
    await page.keyboard.press('g');
    await page.keyboard.press('i');
    const image = article(planted.rescored.image);
    await image.getByText('authentic → ai_generated', { exact: false }).waitFor();
    await image.getByRole('region', { name: words.contradictions }).waitFor();
    await image.getByRole('columnheader', { name: 'frame_detect' }).waitFor();
    await accessible();
  });

  it('leads on to the claim, with its last decision and what stood before it, and to its entries', async () => {
    await article(planted.rescored.image).getByRole('button', { name: planted.claim }).click();
    const claim = article(planted.claim);
    const decision = claim.getByRole('region', { name: words.decision });
    await decision.getByText('blocked').first().waitFor();
    await decision.getByText(/Up to it: \d+ results? and \d+ actions?\./).waitFor();
    // What is left out of the list is what came first.
    const [first = ''] = await decision.getByRole('listitem').allTextContents();
    expect(first).toMatch(/^\d+ earlier results? in the timeline$|^\d{4}-/);
    await claim.getByRole('columnheader', { name: words.kinds.detection, exact: true }).waitFor();
    await accessible();
    await claim.getByRole('button', { name: words.review }).click();
    await page.getByRole('grid', { name: strings.review.entries }).waitFor();
    const query = await page.getByRole('combobox', { name: strings.query.label }).inputValue();
    expect(query).toContain(planted.claim);
  });

  it('finds images by a part of their name, and goes through them by keys', async () => {
    await go('images');
    const search = page.getByRole('textbox', { name: words.image.search });
    await search.fill(planted.rescored.image.slice(2).toUpperCase());
    await page.getByText(words.image.found(1), { exact: true }).waitFor();
    await search.fill('');
    const list = page.getByRole('listbox', { name: words.image.title });
    await list.getByRole('option').nth(4).waitFor();
    await list.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    const [name = ''] = (await list.getByRole('option').nth(1).locator('bdi').allTextContents()) ?? [];
    await article(name).waitFor();
    // Where one was is there again after a visit elsewhere.
    await go('case');
    await go('images');
    await article(name).waitFor();
  });

  it('has a history for an image whose name is an empty text', async () => {
    await page.getByRole('option', { name: new RegExp(`${strings.emptyText} ?60`) }).click();
    await page.getByRole('article').getByText(words.entries(60)).waitFor();
  });

  it('proposes the image that is shown for a pack, not one that the review stands on', async () => {
    await page.getByRole('textbox', { name: words.image.search }).fill(planted.rescored.image);
    await page.getByRole('option', { name: new RegExp(planted.rescored.image) }).click();
    await article(planted.rescored.image).waitFor();
    await page.getByRole('button', { name: strings.seal.open, exact: true }).click();
    const dialog = page.getByRole('dialog', { name: strings.seal.title });
    const named = dialog.getByRole('textbox', { name: strings.seal.scope.image });
    await expect.poll(() => named.inputValue(), settling).toBe(planted.rescored.image);
    await dialog.getByRole('button', { name: strings.cancel, exact: true }).click();
  });

  it('prints a claim with every entry, the files that they are from, and their hashes', async () => {
    await go('claims');
    await page.getByRole('textbox', { name: words.claim.search }).fill(planted.claim);
    await page.getByRole('option', { name: planted.claim }).click();
    const calls = await page.evaluateHandle(() => {
      const state = { printed: 0 };
      window.print = () => {
        state.printed += 1;
      };
      return state;
    });
    await article(planted.claim).getByRole('button', { name: strings.integrity.print, exact: true }).click();
    const paper = page.locator('.printed');
    await paper.waitFor({ state: 'attached' });
    expect(await calls.evaluate(({ printed }) => printed)).toBe(1);
    await page.emulateMedia({ media: 'print' });
    expect(await paper.isVisible()).toBe(true);
    expect(await page.locator('.frame').isVisible()).toBe(false);
    const stated = await paper.getByText(/^[\d,]+ entries/).textContent();
    const rows = await paper.locator('.printed-timeline tbody tr').count();
    // Administrative events about the time stand between them.
    expect(rows).toBeGreaterThanOrEqual(Number.parseInt(stated ?? '', 10));
    expect(await paper.getByText(/^SHA-256 [0-9a-f]{64}$/).count()).toBeGreaterThan(0);
    await page.emulateMedia({ media: null });
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    await paper.waitFor({ state: 'detached' });
  });

  it('goes on under the name that somebody gives for a new case', async () => {
    await page.getByRole('button', { name: strings.commands.titles['case.leave'], exact: true }).click();
    await page.getByRole('button', { name: strings.start.import, exact: true }).click();
    const dialog = page.getByRole('dialog', { name: strings.newCase.title });
    await dialog.getByRole('textbox', { name: strings.newCase.name }).fill('Another matter');
    await dialog.getByRole('textbox', { name: strings.newCase.examiner }).fill('A. Other');
    await dialog
      .getByRole('textbox', { name: strings.newCase.file })
      .fill(workspace.path('another.casebound'));
    await dialog.getByRole('button', { name: strings.newCase.create }).click();
    await page.locator('.reviewer-name').getByText('A. Other').waitFor();
  });
});
