import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { strings } from '../../renderer/strings.ts';
import { planted } from '../../samples/planted.ts';
import { accessibilityFaults } from './accessibility.ts';
import { importInto } from './casebound.ts';
import { availableHosts, type LaunchedHost } from './hosts.ts';
import { fileSha256, Workspace } from './workspace.ts';

/** The desktop asks for files in the system's own dialog, which nothing can drive. */
const [host] = availableHosts();

/** Lines that are no entries, each for another reason; the first would be markup and turn what follows it around. */
const broken = ['<img src=x onerror="document.title=1">\u202e', '{"log_id": "cut off', '"a text"'];

/** A trail of no system that is known. */
const events = Array.from({ length: 40 }, (_, i) => ({
  ref: `ev-${i}`,
  at: `2025-11-04T10:00:${String(i).padStart(2, '0')}Z`,
  outcome: i % 4 === 0 ? 'refused' : 'granted',
  by: { who: 'مستخدم', badge: i },
}));

describe('importing on the screen', () => {
  const workspace = new Workspace();
  const caseFile = workspace.path('ashdown.casebound');
  const doors = workspace.write('doors.ndjson', events.map((event) => JSON.stringify(event)).join('\n'));
  const damaged = 'damaged.ndjson';
  const faults: string[] = [];
  let launched: LaunchedHost;
  let page: Page;

  beforeAll(async () => {
    const { produced, reexport } = workspace.sample();
    const [first = '', second = ''] = readFileSync(produced, 'utf8').split('\n');
    const path = workspace.write(damaged, [first, ...broken, second].join('\n'));
    await importInto(caseFile, produced, reexport, path);
    if (!host) throw new Error('no host');
    launched = await host.launch(caseFile);
    page = launched.page;
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
  });
  afterAll(async () => {
    await launched?.close();
    workspace[Symbol.dispose]();
  });

  const go = (screen: keyof typeof strings.frame.screens) =>
    page
      .getByRole('navigation', { name: strings.frame.rail })
      .getByText(strings.frame.screens[screen])
      .click();
  const openTab = async (name: string) => {
    await go('case');
    await page.getByRole('tab', { name }).click();
  };
  const accessible = () =>
    expect.poll(() => accessibilityFaults(page), { timeout: 20_000, interval: 250 }).toEqual([]);
  const choose = async (folder: string, name: string) => {
    await page.getByRole('button', { name: strings.importing.choose }).click();
    const browser = page.getByRole('dialog', { name: strings.importing.chooseTitles.files, exact: true });
    await browser.getByRole('textbox', { name: strings.files.folder }).fill(folder);
    await page.keyboard.press('Enter');
    await browser.getByRole('option', { name }).click();
    await browser.getByRole('button', { name: strings.files.open(1) }).click();
  };

  it('proposes a mapping for a trail of no known system, and shows what an edit of it gives', async () => {
    // The start screen, which has another Import, is gone once the rail is there.
    await page.getByRole('navigation', { name: strings.frame.rail }).waitFor();
    await page.getByRole('button', { name: strings.importing.open }).first().click();
    await choose(workspace.directory, 'doors.ndjson');
    const dialog = page.getByRole('dialog', { name: strings.importing.title });
    await dialog.getByText(strings.importing.state.proposed).waitFor();
    await accessible();
    const words = strings.importing.mapping;
    const verdict = dialog.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'Verdict' }) });
    const field = dialog.getByRole('combobox', { name: words.pathOf('Verdict', 1, 1) });
    await field.fill('outcome +');
    await dialog.getByText(words.faults(1)).waitFor();
    expect(await dialog.getByRole('button', { name: strings.importing.start(1) }).isDisabled()).toBe(true);
    await field.fill('outcome');
    // With its suggestions open, all else is hidden from assistive technology.
    await page.keyboard.press('Tab');
    await verdict.getByText('refused').first().waitFor();
    expect(await verdict.getByText('granted').count()).toBeGreaterThan(0);
    await accessible();
  });

  it('offers the fields of the data to the keyboard', async () => {
    const words = strings.importing.mapping;
    const field = page.getByRole('combobox', { name: words.pathOf('Actor', 1, 1), exact: true });
    await field.fill('');
    await field.pressSequentially('badge');
    await page.getByRole('option', { name: 'by.badge' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(() => field.inputValue()).toBe('by.badge');
  });

  it('saves the mapping as a file, and takes it from one', async () => {
    const words = strings.importing.mapping;
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: words.save }).click();
    const saved = await saving;
    expect(saved.suggestedFilename()).toBe(words.fileName('proposed'));
    const path = workspace.path('doors.mapping.json');
    await saved.saveAs(path);
    const mapping = JSON.parse(readFileSync(path, 'utf8'));
    expect(mapping).toMatchObject({ columns: { verdict: 'outcome', actor: 'by.badge' } });

    const load = async (file: string) => {
      const choosing = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: words.load }).click();
      await (await choosing).setFiles(file);
    };
    await load(workspace.write('other.json', '{"name":"other","columns":{"verdict":[]}}'));
    await page.getByText(words.notMapping('other.json', ''), { exact: false }).waitFor();
    mapping.name = 'doors';
    await load(workspace.write('edited.json', JSON.stringify(mapping)));
    await page.getByText(words.loaded('edited.json')).waitFor();
    expect(await page.getByRole('textbox', { name: words.name }).inputValue()).toBe('doors');
  });

  it('accounts for every record in the ledger', async () => {
    await page.getByRole('button', { name: strings.importing.start(1), exact: true }).click();
    const ledger = page.getByRole('dialog', { name: strings.importing.done });
    await ledger.getByText(await fileSha256(doors)).waitFor();
    const balance = strings.importing.ledger.balance('40', '40', '0', '0');
    await ledger.getByLabel(balance).waitFor();
    await ledger.getByText(strings.importing.ledger.allRead).waitFor();
    await accessible();
    await ledger.getByRole('button', { name: strings.importing.review }).click();
    await page.getByRole('combobox', { name: strings.query.label }).fill('verdict:refused actor:4');
    await page.getByRole('status').getByText('1 of', { exact: false }).first().waitFor();
  });

  it('looks for the next file in the folder of the last', async () => {
    await page.getByRole('button', { name: strings.importing.open }).first().click();
    await page.getByRole('button', { name: strings.importing.choose }).click();
    const browser = page.getByRole('dialog', { name: strings.importing.chooseTitles.files });
    await browser.getByRole('option', { name: 'doors.ndjson' }).waitFor();
    await browser.getByRole('button', { name: strings.cancel }).click();
    await page
      .getByRole('dialog', { name: strings.importing.title })
      .getByRole('button', { name: strings.cancel })
      .click();
  });

  it('says of every quarantined span why it is no entry, where it stands and what its bytes are', async () => {
    await openTab(strings.case.tabs.quarantined);
    await page.getByRole('button', { name: strings.quarantine.all }).click();
    const option = strings.quarantine.sourceOption(damaged, broken.length);
    await page.getByRole('option', { name: option, exact: true }).click();
    const list = page.getByRole('listbox', { name: strings.quarantine.title });
    await expect.poll(() => list.getByRole('option').count()).toBe(broken.length);
    const card = page.getByRole('article');
    await card.getByText(strings.quarantine.what('is not valid JSON')).waitFor();
    await card.getByText('<img src=x onerror="document.title=1">').waitFor();
    await card.getByText('⟨U+202E⟩').waitFor();
    await card.getByText(damaged).waitFor();
    await accessible();
    await page.getByRole('button', { name: strings.detail.asHex }).click();
    await card.getByText('3c 69 6d 67').waitFor();
    await page.getByRole('button', { name: strings.detail.asText }).click();
    await list.focus();
    await page.keyboard.press('End');
    await card.getByText(strings.quarantine.what('is JSON, but not an object')).waitFor();
    await card.getByText(broken[2] ?? '', { exact: true }).waitFor();
  });

  it('writes the quarantined bytes into a file', async () => {
    const out = workspace.path('spans.bin');
    await page.getByRole('button', { name: strings.quarantine.export }).click();
    const dialog = page.getByRole('dialog', { name: strings.quarantine.exportTitle });
    await dialog.getByRole('textbox', { name: strings.quarantine.exportOut }).fill(out);
    await dialog.getByRole('button', { name: strings.quarantine.exportStart }).click();
    await dialog.getByText(`${broken.length} records written`, { exact: false }).waitFor();
    expect(readFileSync(out, 'utf8')).toBe(`${broken.join('\n')}\n`);
    await dialog.getByRole('button', { name: strings.close }).last().click();
  });

  it('compares entries of one id field by field, and says so in words', async () => {
    await openTab(strings.case.tabs.conflicts);
    const list = page.getByRole('listbox', { name: strings.conflicts.title });
    await list.getByText(planted.edited.entryId).first().click();
    const table = page.getByRole('region', { name: strings.conflicts.compareTitle });
    const differing = table.getByRole('row').filter({ hasText: strings.conflicts.state.different });
    await differing.first().waitFor();
    expect(
      await table.getByRole('row').filter({ hasText: strings.conflicts.state.same }).count(),
    ).toBeGreaterThan(3);
    await accessible();
    await page.getByText(strings.conflicts.onlyDiffering).click();
    await expect
      .poll(() => table.getByRole('row').filter({ hasText: strings.conflicts.state.same }).count())
      .toBe(0);
  });

  it('leads from a conflict to each entry', async () => {
    const later = `${strings.conflicts.showOne}: ${strings.conflicts.other}`;
    await page.getByRole('button', { name: later }).click();
    await page.getByRole('status').getByText('1 of', { exact: false }).first().waitFor();
    await openTab(strings.case.tabs.conflicts);
    await page
      .getByRole('listbox', { name: strings.conflicts.title })
      .getByText(planted.edited.entryId)
      .first()
      .click();
  });

  it('leads from a conflict to both entries, and from an entry to the comparison', async () => {
    await page.getByRole('button', { name: strings.conflicts.showBoth }).click();
    await page.getByRole('status').getByText('2 of', { exact: false }).first().waitFor();
    const detail = page.getByRole('complementary', { name: strings.detail.label });
    await detail.getByRole('button', { name: strings.conflicts.compare }).click();
    const dialog = page.getByRole('dialog', { name: strings.conflicts.compareTitle });
    await dialog.getByRole('row').filter({ hasText: strings.conflicts.state.different }).first().waitFor();
    await accessible();
    await dialog.getByRole('button', { name: strings.close }).last().click();
  });

  it('logged no error on the way', () => {
    expect(faults).toEqual([]);
  });
});
