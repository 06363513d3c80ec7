import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { strings } from '../../renderer/strings.ts';
import { countText } from '../../renderer/text/numbers.ts';
import { go, rows } from './shot.ts';

const words = strings.review;

/** The review screen as a person works with it, each step waited for until its outcome is painted. */
export class LargeReview {
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  private grid() {
    return this.page.getByRole('grid', { name: words.entries });
  }

  async open(): Promise<void> {
    await go(this.page, 'review');
    await rows(this.page).nth(5).waitFor();
    await this.settled('');
    await this.grid().focus();
  }

  async matched(): Promise<number> {
    const text = await this.page.getByRole('status').locator('strong').first().textContent();
    return Number(text?.replaceAll(',', ''));
  }

  /** Until the active row, from 1, is the one that is meant, in view and with its entry. */
  async press(key: string, meant: number | ((row: number) => boolean)): Promise<void> {
    await this.page.keyboard.press(key);
    const wanted = typeof meant === 'number' ? meant : null;
    await this.page.waitForFunction((expected) => {
      const grid = document.querySelector('[role=grid]');
      const active = document.getElementById(grid?.getAttribute('aria-activedescendant') ?? '');
      const row = active?.closest('[role=row]');
      if (!grid || !row || row.querySelector('.grid-skeleton')) return false;
      if (expected !== null && Number(row.getAttribute('aria-rowindex')) !== expected + 1) return false;
      const [box, frame] = [row.getBoundingClientRect(), grid.getBoundingClientRect()];
      return box.top >= frame.top && box.bottom <= frame.bottom + 1;
    }, wanted);
    if (typeof meant === 'function') {
      const row = await this.active();
      assert.ok(meant(row), `${key} led to row ${row}`);
    }
  }

  private async active(): Promise<number> {
    const index = await this.page.evaluate(() => {
      const id = document.querySelector('[role=grid]')?.getAttribute('aria-activedescendant') ?? '';
      return document.getElementById(id)?.closest('[role=row]')?.getAttribute('aria-rowindex');
    });
    return Number(index) - 1;
  }

  /** Drags the scrollbar to a share of its range; the first row in view then, from 1. */
  async scrollTo(share: number): Promise<number> {
    await this.grid().evaluate((grid, part) => {
      grid.scrollTop = (grid.scrollHeight - grid.clientHeight) * part;
    }, share);
    // Two frames: one in which the rows move, one in which they are painted.
    await this.page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    await this.page.waitForFunction(() => document.querySelector('.grid-skeleton') === null);
    return this.page.evaluate(() => {
      const row = document.querySelector('[role=grid] [data-row]');
      return Number(row?.getAttribute('aria-rowindex')) - 1;
    });
  }

  /** Clicks the n-th row in view; which one it is, from 1. */
  async clickRow(nth: number): Promise<number> {
    await this.grid().locator('[data-row]').nth(nth).click();
    return this.active();
  }

  /** Rows that stand in view. */
  pageRows(): Promise<number> {
    return this.grid().locator('[data-row]').count();
  }

  async query(query: string, expected: number): Promise<number> {
    const input = this.page.getByRole('combobox', { name: strings.query.label });
    await input.fill(query);
    await input.press('Enter');
    await input.press('Escape');
    await this.settled(query);
    assert.equal(await this.matched(), expected, query);
    // Where nothing matches there is no grid, and to wait for one would take as long as a step may.
    if (expected > 0) await this.grid().focus();
    return expected;
  }

  private async settled(query: string | null): Promise<void> {
    await this.page.waitForFunction((asked) => {
      const answered = document.querySelector<HTMLElement>('[data-answered]')?.dataset['answered'];
      return answered !== undefined && (asked === null || answered === asked);
    }, query);
  }

  private facetOf(field: string) {
    const aside = this.page.getByRole('complementary', { name: words.facets });
    return aside.getByRole('region', { name: new RegExp(`^${field}$`, 'i') });
  }

  /** The most frequent value of a field and how many entries have it, as the screen says. */
  async facet(field: string): Promise<{ readonly name: string; readonly count: number }> {
    const value = this.facetOf(field).locator('.facet-value').first();
    await value.waitFor();
    const name = (await value.locator('bdi').textContent()) ?? '';
    const count = Number((await value.locator('.facet-count').textContent())?.replaceAll(',', ''));
    return { name, count };
  }

  async toggleFacet(field: string, name: string, expected: number): Promise<void> {
    await this.facetOf(field).getByText(name, { exact: true }).click();
    await this.counted(expected);
  }

  private async counted(expected: number): Promise<void> {
    await this.page
      .getByRole('status')
      .locator('strong')
      .getByText(countText(expected), { exact: true })
      .waitFor();
    await this.settled(null);
  }

  /** Moves the brush's first end by keys: fewer entries match, those that the bars say. */
  async brush(total: number): Promise<void> {
    const handle = this.page.getByRole('slider', { name: strings.histogram.from });
    await handle.focus();
    await this.page.keyboard.press('PageUp');
    await this.page.waitForFunction(
      (all) => document.querySelector('[role=status] strong')?.textContent !== all,
      countText(total),
    );
    await this.settled(null);
    const query = await this.page.getByRole('combobox', { name: strings.query.label }).inputValue();
    assert.match(query, /time:/);
    const matched = await this.matched();
    assert.ok(matched > 0 && matched < total, `${matched} of ${total} after the brush`);
  }

  /** The second code on everything: one event, asked for first. */
  async codeAll(total: number): Promise<void> {
    await this.grid().focus();
    await this.page.keyboard.press('Control+a');
    await this.page.keyboard.press('2');
    const dialog = this.page.getByRole('dialog', { name: strings.coding.bulk.title(total) });
    await dialog.getByRole('button', { name: strings.coding.bulk.confirm(total) }).click();
    await this.told(strings.coding.gave.code('relevance', 'hot', total));
  }

  async undo(): Promise<void> {
    await this.grid().focus();
    await this.page.keyboard.press('Control+z');
    await this.told(/^Annotation #\d+ undone/);
  }

  private async told(text: string | RegExp): Promise<void> {
    await this.page.getByRole('status').getByText(text).first().waitFor();
  }

  async exportTo(out: string, entries: number): Promise<void> {
    await this.page.getByRole('button', { name: strings.resultExport.open }).click();
    const dialog = this.page.getByRole('dialog', { name: strings.resultExport.title });
    await dialog.getByRole('textbox', { name: strings.resultExport.file }).fill(out);
    await dialog.getByRole('button', { name: strings.resultExport.start, exact: true }).click();
    await dialog.getByText(strings.resultExport.done(entries)).waitFor();
    await dialog.getByRole('button', { name: strings.close }).last().click();
  }
}
