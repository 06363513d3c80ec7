import { userInfo } from 'node:os';
import Database from 'better-sqlite3';
import type { Page, WebSocketRoute } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withCase } from '../../cli/engine.ts';
import { strings } from '../../renderer/strings.ts';
import { accessibilityFaults } from './accessibility.ts';
import { caseboundJson } from './casebound.ts';
import { type LaunchedHost, launchBrowser } from './hosts.ts';
import { Workspace } from './workspace.ts';

const words = strings.frame.reviewer;

describe('on a machine where nobody has said who they are', () => {
  const workspace = new Workspace();
  const caseFile = workspace.path('matter.casebound');
  let launched: LaunchedHost;
  let page: Page;
  beforeAll(async () => {
    await caseboundJson(['new', caseFile, '--title', 'Matter', '--examiner', 'E. Examiner']);
    await caseboundJson(['import', caseFile, workspace.trail('trail.ndjson', 20)]);
    launched = await launchBrowser(caseFile, undefined, [], null);
    page = launched.page;
    page.setDefaultTimeout(20_000);
    await page
      .getByRole('navigation', { name: strings.frame.rail })
      .getByRole('button', { name: strings.frame.screens.review, exact: true })
      .click();
    await page.getByRole('grid').getByRole('row').nth(1).click();
  });
  afterAll(async () => {
    await launched?.close();
    workspace[Symbol.dispose]();
  });

  const dialog = () => page.getByRole('dialog', { name: words.title });
  const name = () => dialog().getByRole('textbox', { name: words.label });
  const authors = () =>
    withCase(new AbortController().signal, caseFile, 'read-only', async ({ client }) =>
      (await client.call('annotation.history', { limit: 10 })).events.map(({ actor }) => actor),
    );
  const relevance = async () =>
    (
      await withCase(new AbortController().signal, caseFile, 'read-only', ({ client }) =>
        client.call('query.facets', { query: '', fields: ['code.relevance'] }),
      )
    )['code.relevance']?.values;

  it('the first annotation asks for a name, proposes the account, and is not made without one', async () => {
    await page.keyboard.press('1');
    expect(await name().inputValue()).toBe(userInfo().username);
    expect(await accessibilityFaults(page)).toEqual([]);
    await dialog().getByRole('button', { name: strings.cancel }).click();
    await dialog().waitFor({ state: 'detached' });
    expect(await authors()).toEqual([]);
  });

  it('what was begun goes on under the name that is given, and nobody is asked again', async () => {
    await page.keyboard.press('1');
    await name().fill('R. Okafor');
    await page.keyboard.press('Enter');
    await dialog().waitFor({ state: 'detached' });
    await expect.poll(authors, { timeout: 20_000 }).toEqual(['R. Okafor']);
    await page.getByRole('grid').getByRole('row').nth(2).click();
    await page.keyboard.press('1');
    await expect.poll(authors, { timeout: 20_000 }).toEqual(['R. Okafor', 'R. Okafor']);
    expect(await dialog().count()).toBe(0);
    await page.getByRole('button', { name: words.button('R. Okafor') }).waitFor();
  });

  it('what cannot be written while another program has the case waits, in its order, and is said to', async () => {
    const other = new Database(caseFile);
    other.exec('BEGIN IMMEDIATE');
    const status = page.locator('.status-line');
    try {
      await page.getByRole('grid').getByRole('row').nth(3).click();
      await page.keyboard.press('1');
      await status.getByText(strings.coding.notSaved(1)).waitFor();
      await page.getByRole('alert').getByText('CASE_LOCKED').waitFor();
      await expect.poll(() => accessibilityFaults(page), { timeout: 20_000 }).toEqual([]);
      const asked: string[] = [];
      page.once('dialog', (dialog) => {
        asked.push(dialog.message());
        void dialog.dismiss();
      });
      await page.getByRole('button', { name: strings.frame.close, exact: true }).click();
      await expect.poll(() => asked.length, { timeout: 20_000 }).toBe(1);
      expect(asked).toEqual([strings.coding.leaves(1)]);
      await status.getByText(strings.coding.notSaved(1)).waitFor();
    } finally {
      other.exec('ROLLBACK');
      other.close();
    }
    // In the same tab, loaded anew, they still wait, and are written once that is wanted: each once.
    page.once('dialog', (dialog) => void dialog.accept());
    await page.reload();
    await status.getByText(strings.coding.notSaved(1)).waitFor();
    await page.getByRole('grid').getByRole('row').nth(3).click();
    await page.keyboard.press('2');
    await status.getByText(strings.frame.saved.full).waitFor();
    expect(await authors()).toHaveLength(4);
    // The later one stands.
    expect(await relevance()).toEqual([
      { value: 'relevant', count: 2 },
      { value: 'hot', count: 1 },
    ]);
  });

  it('what waits outlives a lost connection to the engine, and is written once', async () => {
    const before = await authors();
    const sockets: WebSocketRoute[] = [];
    await page.routeWebSocket(/./, (socket) => {
      socket.connectToServer();
      sockets.push(socket);
    });
    await page.reload();
    const status = page.locator('.status-line');
    // What is said makes others match.
    await page.getByRole('combobox', { name: strings.query.label }).fill('code.relevance:relevant');
    await status.getByText('2 of').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('grid').getByRole('row').nth(1).click();
    await page.keyboard.press('Control+a');
    const other = new Database(caseFile);
    other.exec('BEGIN IMMEDIATE');
    try {
      await page.keyboard.press('3');
      await status.getByText(strings.coding.notSaved(1)).waitFor();
      await sockets.at(-1)?.close({ code: 3000 });
      await page.getByRole('button', { name: strings.lost.reconnect }).waitFor();
    } finally {
      other.exec('ROLLBACK');
      other.close();
    }
    await page.getByRole('button', { name: strings.lost.reconnect }).click();
    await status.getByText(strings.coding.notSaved(1)).waitFor();
    await status.getByRole('button', { name: strings.coding.tryAgain }).click();
    await status.getByText(strings.frame.saved.full).waitFor();
    expect(await authors()).toHaveLength(before.length + 1);
    await page.getByRole('combobox', { name: strings.query.label }).fill('');
    expect(await relevance()).toEqual([
      { value: 'not relevant', count: 2 },
      { value: 'hot', count: 1 },
    ]);
  });

  it('what could not be written is given up with the case, and written to no other', async () => {
    const next = workspace.path('next.casebound');
    await caseboundJson(['new', next, '--title', 'Next', '--examiner', 'E. Examiner']);
    await caseboundJson(['import', next, workspace.trail('trail.ndjson', 20)]);
    const before = await authors();
    const other = new Database(caseFile);
    other.exec('BEGIN IMMEDIATE');
    try {
      await page.getByRole('grid').getByRole('row').nth(5).click();
      await page.keyboard.press('3');
      await page.locator('.status-line').getByText(strings.coding.notSaved(1)).waitFor();
      page.once('dialog', (dialog) => void dialog.accept());
      await page.getByRole('button', { name: strings.frame.close, exact: true }).click();
      await page.getByRole('heading', { name: strings.start.title }).waitFor();
      // Told of the case that was left, and not of the next.
      expect(await page.getByRole('alert').count()).toBe(0);
    } finally {
      other.exec('ROLLBACK');
      other.close();
    }
    await page.getByRole('button', { name: strings.start.open, exact: true }).click();
    const browser = page.getByRole('dialog', { name: strings.start.choose });
    const folder = browser.getByRole('textbox', { name: strings.files.folder });
    await folder.fill(workspace.directory);
    // A dialog that has just opened may take the focus once more.
    await folder.press('Enter');
    await browser.getByRole('option', { name: 'next.casebound' }).click();
    await browser.getByRole('button', { name: strings.files.open(1) }).click();
    await page
      .getByRole('navigation', { name: strings.frame.rail })
      .getByRole('button', { name: strings.frame.screens.review, exact: true })
      .click();
    await page.getByRole('grid').getByRole('row').nth(1).click();
    await page.keyboard.press('1');
    await page
      .getByRole('status')
      .getByText(strings.coding.gave.code('relevance', 'relevant', 1))
      .waitFor();
    const written = await withCase(new AbortController().signal, next, 'read-only', ({ client }) =>
      client.call('annotation.history', { limit: 10 }),
    );
    expect(written.events.map(({ details }) => details['mark'])).toEqual([
      { code: { field: 'relevance', value: 'relevant' } },
    ]);
    expect(await authors()).toEqual(before);
  });
});
