import { createHmac } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { strings } from '../../renderer/strings.ts';
import { planted } from '../../samples/planted.ts';
import { accessibilityFaults } from './accessibility.ts';
import { casebound, importInto } from './casebound.ts';
import { availableHosts, type LaunchedHost } from './hosts.ts';
import { fileSha256, Workspace } from './workspace.ts';

const words = strings.integrity;
const key = '0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0';
const settling = { timeout: 5000, interval: 250 };

/** A trail whose chain was made with that key, two entries of it left out. */
function keyedTrail(): string {
  let previous = 'GENESIS';
  const lines = Array.from({ length: 9 }, (_, n) => {
    const entry = {
      log_id: `k_${n}`,
      timestamp: `2026-01-05T09:0${n}:00.000Z`,
      product: 'p',
      prev_hash: previous,
    };
    previous = createHmac('sha256', Buffer.from(key, 'hex')).update(JSON.stringify(entry)).digest('hex');
    return JSON.stringify({ ...entry, entry_hash: previous });
  });
  return [...lines.slice(0, 4), ...lines.slice(6)].map((line) => `${line}\n`).join('');
}

/** The integrity screen, from one step to the next, on every host. */
describe.each(availableHosts())('the integrity screen in the $kind', ({ launch }) => {
  const workspace = new Workspace();
  let host: LaunchedHost;
  let page: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    const { produced, reexport } = workspace.sample();
    const caseFile = workspace.path('matter.casebound');
    const keyed = workspace.write('keyed.ndjson', keyedTrail());
    await importInto(caseFile, produced, reexport);
    await importInto(caseFile, keyed, '--system', 'itsreal');
    host = await launch(caseFile);
    page = host.page;
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => faults.push(error.message));
    await page
      .getByRole('navigation', { name: strings.frame.rail })
      .getByText(strings.frame.screens.integrity)
      .click();
  });
  afterAll(async () => {
    await host?.close();
    workspace[Symbol.dispose]();
  });

  const tab = (name: string) => page.getByRole('tab', { name, exact: true }).click();
  const card = () => page.locator('.panes-card');
  const subject = (name: string) =>
    page.getByRole('listbox', { name: words.subjects }).getByRole('option', { name }).click();

  it('answers for every source, each axis with its reason', async () => {
    await page.getByRole('button', { name: words.run, exact: true }).click();
    await page.getByText(words.fails(1)).first().waitFor();
    await card().getByText('1 entry does not match its own hash', { exact: false }).waitFor();
    await subject('keyed.ndjson');
    await card()
      .getByText(/^No key: /)
      .waitFor();
  });

  it('has every tab stay where it is, whichever is selected', async () => {
    const tabs = page.getByRole('tab');
    const places = () => tabs.evaluateAll((all) => all.map((each) => each.getBoundingClientRect().x));
    const before = await places();
    await tabs.last().click();
    expect(await places()).toEqual(before);
    await tabs.first().click();
  });

  it('says on hover what a button without words does, in a small window too', async () => {
    await page.setViewportSize({ width: 1024, height: 700 });
    const unsaid = () =>
      page
        .getByRole('button')
        .evaluateAll((all) =>
          all
            .filter((each) => each.clientWidth < 48 && each.querySelector('[title]') === null)
            .map((each) => each.getAttribute('aria-label')),
        );
    expect(await unsaid()).toEqual([]);
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it('shows a break with its hashes, its neighbours and its bytes', async () => {
    await tab(words.tabs.findings(1));
    await card().getByText('CHAIN_BREAK').waitFor();
    const beside = card().getByRole('table');
    await beside.getByText(words.names.before).first().waitFor();
    expect(await beside.getByRole('row').count()).toBe(6);
    expect(await beside.textContent()).toContain(planted.edited.entryId);
    // The first line of the bytes stands at the place that the finding names.
    const hex = card().getByRole('region', { name: strings.detail.asHex });
    const place = Number.parseInt((await hex.textContent())?.trim().slice(0, 8) ?? '', 16);
    const offset = Number(
      (await card().locator('dt:text-is("byte") + dd').textContent())?.replaceAll(',', ''),
    );
    expect(place).toBe(offset);
  });

  it('takes a key for one verification, says how, and finds the gap', async () => {
    await page.getByRole('button', { name: words.runWith }).click();
    const dialog = page.getByRole('dialog', { name: words.with.title });
    await dialog.getByText(words.with.keys.typed).click();
    await dialog.getByRole('textbox', { name: words.with.keyText, exact: true }).fill(key);
    await dialog.getByText(words.with.keyTaken('hex', 32)).waitFor();
    await expect.poll(() => accessibilityFaults(page), settling).toEqual([]);
    await dialog.getByRole('button', { name: words.with.start, exact: true }).click();
    await page.getByText(words.fails(2)).first().waitFor();
    await subject('keyed.ndjson');
    await card().getByText('entries are missing', { exact: false }).waitFor();
    await card().getByText('the key was taken as hex', { exact: false }).waitFor();
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain(key.slice(0, 16));
    expect(readFileSync(workspace.path('matter.casebound')).includes(Buffer.from(key, 'hex'))).toBe(false);
  });

  it('takes the source for a selection, and counts its islands', async () => {
    await page.getByRole('button', { name: words.runWith }).click();
    const dialog = page.getByRole('dialog', { name: words.with.title });
    await dialog.getByText(words.with.keys.typed).click();
    await dialog.getByRole('textbox', { name: words.with.keyText, exact: true }).fill(key);
    await dialog.getByText('keyed.ndjson').click();
    await dialog.getByRole('button', { name: words.with.start, exact: true }).click();
    await page.getByText(words.fails(1)).first().waitFor();
    await subject('keyed.ndjson');
    await card().getByText('2 islands', { exact: false }).waitFor();
  });

  it('says what is wrong with a profile, and begins with nothing that is none', async () => {
    await page.getByRole('button', { name: words.runWith }).click();
    const dialog = page.getByRole('dialog', { name: words.with.title });
    await dialog.getByRole('button', { name: words.with.profile }).click();
    await page.getByRole('option', { name: words.with.own }).click();
    await dialog.getByText(words.with.sound).waitFor();
    await dialog
      .getByRole('textbox', { name: words.with.profileText })
      .fill('{"name": "mine", "hash": "a b"}');
    await dialog.getByText(/^hash: is no path/).waitFor();
    expect(await dialog.getByRole('button', { name: words.with.start, exact: true }).isDisabled()).toBe(true);
    await dialog.getByRole('button', { name: strings.cancel }).click();
  });

  it('compares two acquisitions, with both versions of what changed', async () => {
    await tab(words.tabs.compare);
    await page.getByRole('button', { name: words.compare.start, exact: true }).click();
    await page.getByText('443', { exact: true }).waitFor();
    await card().getByText(strings.conflicts.differing(4, 17)).waitFor();
    await expect.poll(() => accessibilityFaults(page), settling).toEqual([]);
  });

  it('writes a receipt, and holds the case against it', async () => {
    const receipt = workspace.path('receipt.txt');
    await tab(words.tabs.receipts);
    await page.getByRole('textbox', { name: words.receipts.out }).fill(receipt);
    await page.getByRole('button', { name: words.receipts.issue, exact: true }).click();
    await page.getByText(words.receipts.issued(3)).waitFor();
    expect(existsSync(receipt) && statSync(receipt).size).toBeGreaterThan(0);
    await page.getByRole('textbox', { name: words.with.receipt }).fill(receipt);
    await page.getByRole('button', { name: words.receipts.hold }).click();
    await subject(words.subjectNames.receipt('1'));
    await card()
      .getByRole('row', { name: /Storage/ })
      .getByText(words.status.pass)
      .waitFor();
  });

  it('prints all of it, with the page and the case at the foot', async () => {
    const calls = await page.evaluateHandle(() => {
      const state = { printed: 0 };
      window.print = () => {
        state.printed += 1;
      };
      return state;
    });
    await page.getByRole('button', { name: words.print, exact: true }).click();
    await page.locator('.printed').waitFor({ state: 'attached' });
    expect(await calls.evaluate(({ printed }) => printed)).toBe(1);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.printed').isVisible()).toBe(true);
    expect(await page.locator('.frame').isVisible()).toBe(false);
    expect(await page.locator('.printed table').count()).toBeGreaterThan(4);
    await page.emulateMedia({ media: null });
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    await page.locator('.printed').waitFor({ state: 'detached' });
  });

  it('shows in custody what was done, filtered, and that the chain holds', async () => {
    const custody = strings.custody;
    await page
      .getByRole('navigation', { name: strings.frame.rail })
      .getByText(strings.frame.screens.custody)
      .click();
    const log = page.getByRole('region', { name: custody.title }).getByRole('row');
    // Two imports, four verifications and a receipt; the case began with an event of its own.
    await page.getByText(/^\d+ events, the chain holds$/).waitFor();
    await page.getByRole('button', { name: custody.action }).click();
    await page.getByRole('option', { name: custody.actions['verify'] ?? '' }).click();
    await expect.poll(() => log.count(), settling).toBe(5);
    await page.getByRole('textbox', { name: custody.text }).fill('what no event says');
    await page.getByText(custody.none).waitFor();
    await page.getByRole('button', { name: custody.clear }).click();
    await page.getByRole('textbox', { name: custody.text }).fill('checkpoint');
    await expect.poll(() => log.count(), settling).toBe(2);
    await expect.poll(() => accessibilityFaults(page), settling).toEqual([]);
  });

  it('exports the log, and tells of that in it', async () => {
    const { export: exporting } = strings.custody;
    const out = workspace.path('custody.csv');
    await page.getByRole('button', { name: exporting.open }).click();
    const dialog = page.getByRole('dialog', { name: exporting.title });
    await dialog.getByText(exporting.formats.csv).click();
    await dialog.getByRole('textbox', { name: exporting.file }).fill(out);
    await expect.poll(() => accessibilityFaults(page), settling).toEqual([]);
    await dialog.getByRole('button', { name: exporting.start, exact: true }).click();
    await dialog.getByText(/^\d+ events exported$/).waitFor();
    await dialog.getByRole('button', { name: strings.close, exact: true }).last().click();
    expect(readFileSync(out, 'utf8')).toMatch(/^seq,time,actor,action,details,prev,hash\r\n1,/);
    await page.getByRole('textbox', { name: strings.custody.text }).fill('csv');
    await page
      .getByRole('region', { name: strings.custody.title })
      .getByText('csv', { exact: true })
      .waitFor();
    await page.getByRole('textbox', { name: strings.custody.text }).fill('');
  });

  it('shows times in the zone that was chosen', async () => {
    const choose = async (now: string, next: string) => {
      await page.getByRole('button', { name: strings.time.zone(now) }).click();
      await page.getByRole('searchbox', { name: strings.time.find }).fill(next);
      await page.getByRole('option', { name: next, exact: true }).click();
    };
    await choose('UTC', 'Asia/Tokyo');
    await page.getByRole('columnheader', { name: 'Time (Asia/Tokyo)' }).waitFor();
    const times = page.getByRole('region', { name: strings.custody.title }).getByText(/ \+09:00$/);
    await times.first().waitFor();
    await page
      .getByRole('navigation', { name: strings.frame.rail })
      .getByText(strings.frame.screens.integrity)
      .click();
    await page.getByText(/^As recorded \d{4}-\d\d-\d\d .* \+09:00$/).waitFor();
    await choose('Asia/Tokyo', 'UTC');
    await page.getByText(/^As recorded \d{4}-\d\d-\d\d .* UTC$/).waitFor();
  });

  it('checks an export that is in no case, with its key', async () => {
    await page.getByRole('button', { name: strings.frame.close }).click();
    const chosen = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: strings.start.verify }).click();
    await (await chosen).setFiles(workspace.path('keyed.ndjson'));
    await page.getByRole('button', { name: strings.check.choosePath }).click();
    const browser = page.getByRole('dialog', { name: strings.start.verifyTitle });
    await browser.getByRole('textbox', { name: strings.files.folder }).fill(workspace.directory);
    await page.keyboard.press('Enter');
    await browser.getByRole('option', { name: 'keyed.ndjson' }).click();
    await browser.getByRole('button', { name: strings.files.open(1) }).click();
    const check = page.getByRole('dialog', { name: strings.check.title('keyed.ndjson') });
    await check.getByText(/^No key: /).waitFor();
    await check.getByRole('button', { name: strings.check.options }).click();
    await check.getByText(words.with.keys.typed).click();
    await check.getByRole('textbox', { name: words.with.keyText, exact: true }).fill(key);
    await check.getByText(strings.check.selection).click();
    await expect.poll(() => accessibilityFaults(page), settling).toEqual([]);
    await check.getByRole('button', { name: strings.check.again, exact: true }).click();
    await check.getByText('2 islands', { exact: false }).waitFor();
    await check.getByText('the key was taken as hex', { exact: false }).waitFor();
  });

  it('holds that export against a hash that somebody stated', async () => {
    const check = page.getByRole('dialog', { name: strings.check.title('keyed.ndjson') });
    const { label, holds, differs } = strings.check.expected;
    const field = check.getByRole('textbox', { name: label });
    const hash = await fileSha256(workspace.path('keyed.ndjson'));
    await field.fill(`${hash.toUpperCase()}  keyed.ndjson`);
    await check.getByText(holds(['keyed.ndjson'])).waitFor();
    await field.fill(hash.replace(/.$/, (digit) => (digit === '0' ? '1' : '0')));
    await check.getByText(differs(1)).waitFor();
    await expect.poll(() => accessibilityFaults(page), settling).toEqual([]);
    await field.fill(hash.slice(1));
    await check.getByText(strings.importing.expectedFault).waitFor();
  });

  it('saves what it says of that export as the command line does, and prints it', async () => {
    const check = page.getByRole('dialog', { name: strings.check.title('keyed.ndjson') });
    const saved = page.waitForEvent('download');
    await check.getByRole('button', { name: strings.check.save }).click();
    const out = workspace.path('keyed.txt');
    const keyFile = workspace.write('keyed.key', key);
    await casebound([
      ...['verify', workspace.path('keyed.ndjson'), '--partial', '--hmac-key-file', keyFile],
      ...['--report', out],
    ]);
    const untimed = (path: string) => readFileSync(path, 'utf8').replace(/^ {2}At .*$/m, '');
    expect(untimed(await (await saved).path())).toBe(untimed(out));
    await check.getByRole('button', { name: words.print, exact: true }).click();
    await page.locator('.printed').waitFor({ state: 'attached' });
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.printed').getByText('2 islands', { exact: false }).isVisible()).toBe(true);
    expect(await check.isVisible()).toBe(false);
    await page.emulateMedia({ media: null });
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    await page.locator('.printed').waitFor({ state: 'detached' });
  });

  it('logged no error on the way', () => {
    expect(faults).toEqual([]);
  });
});
