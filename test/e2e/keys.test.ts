import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { strings } from '../../renderer/strings.ts';
import { planted } from '../../samples/planted.ts';
import { codingLayoutSchema, proposedLayout } from '../../shared/annotation/layout.ts';
import { importInto } from './casebound.ts';
import { availableHosts, type LaunchedHost } from './hosts.ts';
import { Workspace } from './workspace.ts';

const titles = strings.commands.titles;

/** Every key of the review, one after the other, on the sample matter. */
describe('the keys', () => {
  const workspace = new Workspace();
  const caseFile = workspace.path('ashdown.casebound');
  let launched: LaunchedHost;
  let page: Page;

  beforeAll(async () => {
    const { produced, reexport } = workspace.sample();
    await importInto(caseFile, produced, reexport);
    const [host] = availableHosts();
    if (!host) throw new Error('no host');
    launched = await host.launch(caseFile);
    page = launched.page;
    page.setDefaultTimeout(30_000);
    await page.getByRole('navigation', { name: strings.frame.rail }).waitFor();
    await press('g', 'r');
    await grid().getByRole('row').nth(1).waitFor();
  });
  afterAll(async () => {
    await launched?.close();
    workspace[Symbol.dispose]();
  });

  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const grid = () => page.getByRole('grid', { name: strings.review.entries });
  const input = () => page.getByRole('combobox', { name: strings.query.label });
  const told = (text: string | RegExp) => page.getByRole('status').getByText(text).first().waitFor();
  const selected = (count: number) =>
    page.getByText(strings.frame.selected(count), { exact: true }).waitFor();
  /** The number of the active row, from 1. */
  const active = () =>
    page.evaluate(() => {
      const id = document.querySelector('[role=grid]')?.getAttribute('aria-activedescendant') ?? '';
      return Number(document.getElementById(id)?.closest('[role=row]')?.getAttribute('aria-rowindex')) - 1;
    });
  const activeIs = (row: number) => expect.poll(active, { timeout: 20_000 }).toBe(row);
  const ask = async (query: string) => {
    await input().fill(query);
    await press('Enter', 'Escape', 'Escape');
    await page.waitForFunction(
      (asked) => document.querySelector<HTMLElement>('[data-answered]')?.dataset['answered'] === asked,
      query,
    );
    if ((await grid().count()) > 0) await grid().focus();
  };

  it('j and k move by one row, Shift with them extends, Ctrl+A takes everything', async () => {
    await ask(`case_id:${planted.claim}`);
    await press('Home', 'j', 'j');
    await activeIs(3);
    await press('k');
    await activeIs(2);
    await selected(1);
    await press('Shift+J', 'Shift+J');
    await selected(3);
    await press('Shift+K');
    await selected(2);
    await press('Control+a');
    await selected(13);
    await press('j');
    await selected(1);
  });

  it('Enter shows the entry; Alt with a digit shows and hides what is around the rows', async () => {
    const panels = [
      ['Alt+1', page.getByRole('complementary', { name: strings.review.facets })],
      ['Alt+2', page.getByRole('region', { name: strings.histogram.title })],
      ['Alt+3', page.getByRole('complementary', { name: strings.detail.label })],
    ] as const;
    for (const [key, panel] of panels) {
      await panel.waitFor();
      await press(key);
      await panel.waitFor({ state: 'detached' });
      if (key === 'Alt+3') await press('Enter');
      else await press(key);
      await panel.waitFor();
    }
  });

  /** The button of a code in the panel: pressed where the entry is coded so. */
  const isCoded = (value: string, coded: boolean) => {
    const code = page.locator('.code').filter({ has: page.getByText(value, { exact: true }) });
    return expect.poll(() => code.getAttribute('aria-pressed'), { timeout: 20_000 }).toBe(String(coded));
  };

  it('each digit gives the code that the fields of the case give it, and takes it off again', async () => {
    const layout = codingLayoutSchema.parse(proposedLayout);
    const values = layout.fields.flatMap((field) => field.values).filter(({ key }) => key !== undefined);
    expect(values.length).toBeGreaterThan(2);
    for (const { key, value } of values) {
      await press(key as string);
      await isCoded(value, true);
      await press(key as string);
      await isCoded(value, false);
    }
  });

  it('p is privileged or not, n a note, t a tag, the full stop the last coding again', async () => {
    await press('p');
    await isCoded('attorney-client', true);
    await press('p');
    await isCoded('none', true);
    await press('t');
    await page.keyboard.type('looked at');
    await press('Enter');
    await told(strings.coding.gave.tag('looked at', 1));
    await press('Escape', 'j', '.');
    await ask('tag:"looked at"');
    await page.getByText(/^2 of [\d,]+ match$/).waitFor();
    await press('n');
    await page.keyboard.type('seen by keys');
    await press('Control+Enter');
    await told(strings.coding.gave.note(1));
    await press('Escape');
  });

  it('Ctrl+Z takes the last of it back by another event', async () => {
    await press('Control+z');
    await told(/^Annotation #\d+ undone/);
    await ask('has:note');
    await page.getByText(strings.review.noMatch).waitFor();
  });

  it('f and Shift+F filter by the cell, y copies it', async () => {
    await ask(`case_id:${planted.claim}`);
    await press('Home', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight');
    const column = await page.evaluate(() =>
      document.querySelector('[data-active-cell]')?.getAttribute('data-column'),
    );
    await press('f');
    await expect
      .poll(() => input().inputValue(), { timeout: 20_000 })
      .toMatch(new RegExp(`^case_id:\\S+ ${column}:`));
    await ask(`case_id:${planted.claim}`);
    await press('Home', 'Shift+F');
    await expect
      .poll(() => input().inputValue(), { timeout: 20_000 })
      .toMatch(new RegExp(`^case_id:\\S+ -${column}:`));
    await press('y');
    await told(new RegExp(`${strings.review.cellCopied}|clipboard`, 'i'));
  });

  it('[ and ] go to the entry of the same image before and after', async () => {
    await ask(`case_id:${planted.claim}`);
    await press('Home');
    await activeIs(1);
    await press(']');
    await expect.poll(active, { timeout: 20_000 }).toBeGreaterThan(1);
    await press('[');
    await activeIs(1);
    await press('[');
    await told(strings.review.noneOfImage);
  });

  it('g and a letter go to a screen; g i and g c to the image and claim of the entry', async () => {
    await press('g', 'c');
    await page.getByRole('article', { name: planted.claim }).waitFor();
    const screens = [
      ['o', 'case'],
      ['m', 'images'],
      ['l', 'claims'],
      ['e', 'reports'],
      ['t', 'integrity'],
      ['p', 'packs'],
      ['u', 'custody'],
      ['r', 'review'],
    ] as const;
    const rail = page.getByRole('navigation', { name: strings.frame.rail });
    for (const [key, screen] of screens) {
      await press('g', key);
      const item = rail.getByRole('button', { name: strings.frame.screens[screen], exact: true });
      await expect.poll(() => item.getAttribute('aria-current'), { timeout: 20_000 }).toBe('page');
    }
    await grid().getByRole('row').nth(1).waitFor();
    await press('g', 'i');
    await page.getByRole('article').waitFor();
    await press('g', 'r');
  });

  it('the question mark shows all of them; one can be given other keys, and single keys be turned off', async () => {
    await grid().getByRole('row').nth(1).waitFor();
    await press('?');
    const sheet = page.getByRole('dialog', { name: strings.commands.sheet });
    await sheet
      .getByRole('button', { name: strings.commands.change(titles['row.next']), exact: true })
      .click();
    await press('w', 'Enter');
    await sheet
      .getByRole('button', { name: strings.commands.resetOne(titles['row.next']), exact: true })
      .waitFor();
    await press('Escape');
    await sheet.waitFor({ state: 'detached' });
    await grid().focus();
    await press('Home', 'w');
    await activeIs(2);
    await press('j');
    await activeIs(2);
    await press('?');
    await sheet.getByRole('checkbox', { name: strings.commands.characterKeys }).press('Space');
    await press('Escape');
    await sheet.waitFor({ state: 'detached' });
    await grid().focus();
    await press('w', 'ArrowDown');
    await activeIs(3);
    // What has Ctrl or Alt goes on.
    await press('Control+k');
    await page.getByRole('dialog', { name: strings.commands.palette }).waitFor();
  });
});
