import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { strings } from '../../renderer/strings.ts';
import { caseboundJson, verify } from './casebound.ts';
import { availableHosts, type LaunchedHost } from './hosts.ts';
import { Workspace } from './workspace.ts';

const passphrase = 'correct horse battery';

/** From an empty case to a sealed pack; the mouse is never used. */
describe('by keyboard alone', () => {
  const workspace = new Workspace();
  const caseFile = workspace.path('matter.casebound');
  let launched: LaunchedHost;
  let page: Page;

  beforeAll(async () => {
    workspace.trail('trail.ndjson', 60);
    await caseboundJson(['new', caseFile, '--title', 'Matter', '--examiner', 'E. Examiner']);
    const [host] = availableHosts();
    if (!host) throw new Error('no host');
    launched = await host.launch(caseFile);
    page = launched.page;
    page.setDefaultTimeout(15_000);
  });
  afterAll(async () => {
    await launched?.close();
    workspace[Symbol.dispose]();
  });

  const press = (keys: string) => page.keyboard.press(keys);
  const type = (text: string) => page.keyboard.type(text);
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
  const told = (text: string) => page.getByRole('status').getByText(text).waitFor();
  /** Goes on by Tab until the focus is there. */
  const tabTo = async (target: Locator) => {
    await target.waitFor();
    for (let steps = 0; steps < 80; steps++) {
      if (await target.evaluate((element) => element.contains(document.activeElement))) return;
      await press('Tab');
    }
    throw new Error(`Tab does not reach ${target}`);
  };
  const command = async (title: string) => {
    await press('Control+k');
    await page.getByRole('dialog', { name: strings.commands.palette }).waitFor();
    await type(title);
    await page.getByRole('menuitem', { name: title }).first().waitFor();
    await press('Enter');
  };

  it('imports a trail', async () => {
    await page.getByRole('navigation', { name: strings.frame.rail }).waitFor();
    await command(strings.commands.titles['case.import']);
    await tabTo(button(strings.importing.choose));
    await press('Enter');
    await tabTo(page.getByRole('textbox', { name: strings.files.folder }));
    await press('Control+a');
    await type(workspace.directory);
    await press('Enter');
    await page.getByRole('option', { name: /trail\.ndjson/ }).waitFor();
    await tabTo(page.getByRole('listbox', { name: workspace.directory }));
    await press('End');
    await press('Space');
    await tabTo(button(strings.files.open(1)));
    await press('Enter');
    const start = button(strings.importing.start(1));
    await expect.poll(() => start.isEnabled(), { timeout: 15_000 }).toBe(true);
    await tabTo(start);
    await press('Enter');
    await tabTo(button(strings.importing.review));
    await press('Enter');
    await page.getByRole('grid', { name: strings.review.entries }).waitFor();
  });

  it('finds entries, moves by rows and cells, and codes', async () => {
    await press('g');
    await press('r');
    await press('/');
    await type('verdict:authentic');
    await press('Enter');
    await page.getByText(/^(?!60 )\d+ of 60 match$/).waitFor();
    await page.waitForFunction(() => document.querySelector('[data-answered="verdict:authentic"]') !== null);
    await press('Escape');
    await press('j');
    await press('k');
    // As fast as keys come: none of it is lost.
    await press('2');
    await press('j');
    await press('.');
    await told(strings.coding.gave.code('relevance', 'hot', 1));
    await press('/');
    await press('Control+a');
    await type('code.relevance:hot');
    await press('Enter');
    await page.getByText(/^2 of 60 match$/).waitFor();
    await press('Escape');
    await press('ArrowRight');
    await press('f');
    await page.getByText(/^1 of 60 match$/).waitFor();
  });

  it('seals a pack that verifies', async () => {
    await command(strings.commands.titles['case.seal']);
    const words = strings.seal.signer;
    const skip = button(strings.seal.skip);
    await expect.poll(() => skip.isEnabled(), { timeout: 15_000 }).toBe(true);
    await tabTo(skip);
    await press('Enter');
    // The heading of each step takes the focus.
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe(words.heading);
    await tabTo(page.getByLabel(words.newPassphrase));
    await type(passphrase);
    await tabTo(page.getByLabel(words.again));
    await type(passphrase);
    await tabTo(page.getByRole('textbox', { name: words.out }));
    await press('Control+a');
    await type(workspace.path('pack.zip'));
    await press('Enter');
    const start = button(strings.seal.start);
    await expect
      .poll(async () => (await start.count()) > 0 && start.isEnabled(), { timeout: 15_000 })
      .toBe(true);
    await tabTo(start);
    await press('Enter');
    await page.getByText(strings.receipt.outcome.sound).waitFor();
    expect((await verify(workspace.path('pack.zip'))).ok).toBe(true);
  });
});
