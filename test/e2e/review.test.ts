import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { strings } from '../../renderer/strings.ts';
import { planted } from '../../samples/planted.ts';
import { accessibilityFaults } from './accessibility.ts';
import { importInto, verify } from './casebound.ts';
import { availableHosts, type LaunchedHost } from './hosts.ts';
import { Workspace } from './workspace.ts';

/** A list that is being searched is dimmed, and what fades in has not its own colours yet: what counts is what stays. */
const settling = { timeout: 20_000, interval: 250 };

/** One walk through the application, the same on every host; each step goes on from the one before. */
describe.each(availableHosts())('the review application in the $kind', ({ launch }) => {
  const workspace = new Workspace();
  const caseFile = workspace.path('ashdown.casebound');
  let host: LaunchedHost;
  let page: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    const { produced, reexport } = workspace.sample();
    await importInto(caseFile, produced, reexport);
    host = await launch(caseFile);
    page = host.page;
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(`${message.text()} ${message.location().url}`);
    });
  });
  afterAll(async () => {
    await host?.close();
    workspace[Symbol.dispose]();
  });

  /** The entries in view, as a person reads them. */
  const rows = () => page.getByRole('grid', { name: strings.review.entries }).getByRole('row');
  const matched = (text: string) => page.getByRole('status').getByText(text, { exact: false }).first();
  const total = planted.counts.produced.entries + planted.counts.reexport.entries;

  it('opens on an overview that says what there is and what to do next, and leads there', async () => {
    const next = page.getByRole('region', { name: strings.case.overview.next });
    await next.getByText(strings.case.overview.steps.verify.why(total)).waitFor();
    await page.getByRole('button', { name: total.toLocaleString('en'), exact: true }).click();
  });

  it('shows all of the entries', async () => {
    await rows().nth(1).waitFor();
    await matched(`of ${total.toLocaleString('en')} match`).waitFor();
    expect(await page.getByRole('heading', { level: 1 }).first().textContent()).toContain('ashdown');
  });

  it('filters as a query is typed, and says where one cannot be read', async () => {
    const query = page.getByRole('combobox', { name: strings.query.label });
    await query.fill(`image_id:${planted.rescored.image} product:frame_detect source:1`);
    await matched(`2 of ${total.toLocaleString('en')} match`).waitFor();
    expect(await rows().count()).toBe(3);
    await query.fill('');
    // However fast it is typed, and whatever is answered meanwhile, the text is what was typed.
    await query.pressSequentially('verdict:authentic product:frame_detect', { delay: 5 });
    expect(await query.inputValue()).toBe('verdict:authentic product:frame_detect');
    await query.fill('verdict:(');
    await page.getByText(/position \d+/).waitFor();
  });

  it('completes a query by keys alone, and the focus stays where it is typed', async () => {
    const query = page.getByRole('combobox', { name: strings.query.label });
    const list = page.getByRole('listbox', { name: strings.query.suggestions });
    const option = list.getByRole('option');
    const press = (key: string) => page.keyboard.press(key);
    const text = () => query.inputValue();
    /** The suggestion that the input says the keys are on. */
    const active = () => query.getAttribute('aria-activedescendant');
    const becomes = (read: () => Promise<string | null>, value: string | null) =>
      expect.poll(read, { timeout: 15_000 }).toBe(value);
    const isFocused = () => query.evaluate((input) => input === document.activeElement);
    await query.fill('');
    await query.pressSequentially('verd');
    await option.getByText('verdict:').first().waitFor();
    expect(await active()).toBe(null);
    await press('Tab');
    await becomes(text, 'verdict:');
    await option.getByText('ai_generated').first().waitFor();
    await press('ArrowDown');
    await becomes(active, await option.first().getAttribute('id'));
    await press('ArrowUp');
    await becomes(active, await option.last().getAttribute('id'));
    await page.keyboard.type('ai_g');
    await option.first().getByText('ai_generated').waitFor();
    expect(await active()).toBe(null);
    await press('ArrowDown');
    await press('Enter');
    await becomes(text, 'verdict:ai_generated ');
    await page.locator('[data-answered^="verdict:ai_generated"]').waitFor();
    await list.waitFor({ state: 'hidden' });
    await press('ArrowDown');
    await list.waitFor();
    await press('Escape');
    await list.waitFor({ state: 'hidden' });
    expect(await text()).toBe('verdict:ai_generated ');
    expect(await isFocused()).toBe(true);
  });

  it('filters by a value that is ticked', async () => {
    await page.getByRole('combobox', { name: strings.query.label }).fill(`case_id:${planted.claim}`);
    await matched('13 of').waitFor();
    await page.getByRole('complementary', { name: strings.review.facets }).getByText('ai_generated').click();
    await matched('2 of').waitFor();
    expect(await page.getByRole('combobox', { name: strings.query.label }).inputValue()).toContain(
      'verdict:ai_generated',
    );
  });

  it('shows an entry, its exact bytes included, and that its id stands twice', async () => {
    await page.getByRole('combobox', { name: strings.query.label }).fill(`id:${planted.edited.entryId}`);
    await matched('2 of').waitFor();
    await rows().nth(1).click();
    const detail = page.getByRole('complementary', { name: strings.detail.label });
    await detail.getByText(strings.detail.conflict(1)).waitFor();
    await detail.getByRole('tab', { name: strings.detail.tabs.raw }).click();
    await detail.getByText(planted.edited.line.toLocaleString('en'), { exact: true }).waitFor();
    expect(await detail.textContent()).toContain('Manifest does not match the image.');
  });

  it('calls an entry the first for its image only where none of any product is before it', async () => {
    const detail = page.getByRole('complementary', { name: strings.detail.label });
    await detail.getByRole('tab', { name: strings.detail.tabs.compare(1) }).click();
    await detail.getByText(strings.detail.compare.firstOfProduct).waitFor();
  });

  it('has all that an entry is shown by in a small window too', async () => {
    await page.setViewportSize({ width: 1024, height: 700 });
    const detail = page.getByRole('complementary', { name: strings.detail.label });
    const tabs = detail.getByRole('tab');
    const edge = async () => {
      const [pane, last] = await Promise.all([detail.boundingBox(), tabs.last().boundingBox()]);
      if (pane === null || last === null) throw new Error('no tabs');
      return pane.x + pane.width - last.x - last.width;
    };
    await expect.poll(edge, settling).toBeGreaterThan(0);
    await detail.getByRole('tab', { name: strings.detail.tabs.raw }).click();
  });

  it('keeps what disappears under the columns that stay out of reach', async () => {
    const grid = page.getByRole('grid', { name: strings.review.entries });
    const handle = grid.getByRole('separator', { name: strings.review.resize('Integrity'), exact: true });
    // Scrolled anew each time: the grid goes back to a cell that was clicked.
    const isCovered = () =>
      handle.evaluate((element) => {
        const scrolled = element.closest('.grid') as Element;
        scrolled.scrollBy({
          left: element.getBoundingClientRect().x - scrolled.getBoundingClientRect().x - 80,
        });
        const { x, y, height } = element.getBoundingClientRect();
        return document.elementFromPoint(x + 1, y + height / 2)?.closest('.grid-frozen') != null;
      });
    await expect.poll(isCovered, settling).toBe(true);
    await grid.evaluate((element) => element.scrollTo({ left: 0 }));
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it('verifies, and leads from the finding to the altered entry', async () => {
    await page
      .getByRole('navigation', { name: strings.frame.rail })
      .getByText(strings.frame.screens.integrity)
      .click();
    await page.getByRole('button', { name: strings.integrity.run }).click();
    await page.getByText(strings.integrity.fails(1)).first().waitFor();
    await page.getByRole('tab', { name: strings.integrity.tabs.findings(1) }).click();
    await page.getByRole('button', { name: strings.integrity.openEntry }).first().click();
    await matched('1 of').waitFor();
    expect(await rows().nth(1).textContent()).toContain('broken');
  });

  it('takes back the first thing that is said of a case, however soon', async () => {
    await rows().nth(1).click();
    await page.keyboard.press('2');
    await page.keyboard.press('Control+z');
    await page
      .getByRole('status')
      .getByText(/^Annotation #1 undone/)
      .waitFor();
  });

  it('codes the entry by keys alone, and takes the last of it back', async () => {
    await rows().nth(1).click();
    await page.keyboard.press('t');
    await page.keyboard.type('contradiction');
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText(strings.coding.gave.tag('contradiction', 1)).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('2');
    await page
      .getByRole('status')
      .getByText(strings.coding.gave.code('relevance', 'hot', 1))
      .waitFor();
    await page.keyboard.press('n');
    await page.keyboard.type('Changed after it was logged.');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('status').getByText(strings.coding.gave.note(1)).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+z');
    await page
      .getByRole('status')
      .getByText(/^Annotation #\d+ undone/)
      .waitFor();
    await page
      .getByRole('combobox', { name: strings.query.label })
      .fill('tag:contradiction code.relevance:hot -has:note');
    await matched('1 of').waitFor();
  });

  it('acts on what the key before it has said, however fast they follow', async () => {
    const hot = page.getByRole('button', { name: /^hot/ });
    const relevant = page.getByRole('button', { name: /^relevant/ });
    const pressAll = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    const saidOf = () =>
      page.evaluate(() => document.querySelectorAll('.coding .code[data-selected]').length);
    await page.getByRole('combobox', { name: strings.query.label }).fill('source:1');
    await page.keyboard.press('Escape');
    await rows().nth(6).click();
    await expect.poll(saidOf, settling).toBe(0);
    await pressAll('2', '2', '2', '2', '1');
    await expect.poll(() => relevant.getAttribute('aria-pressed'), settling).toBe('true');
    // Off; that is taken back; off again, with the one after it on.
    await pressAll('1', 'Control+z', '1', '2');
    await expect.poll(() => hot.getAttribute('aria-pressed'), settling).toBe('true');
    await pressAll('2', 'j', '2', '2', 'k');
    await expect.poll(saidOf, settling).toBe(0);
    await page.getByRole('combobox', { name: strings.query.label }).fill('source:1 code.relevance:*');
    // The one that was coded before.
    await matched('1 of').waitFor();
  });

  it('gives a selection the code that some of it lack, and takes off what all of it have', async () => {
    const said = (value: string, count: number) =>
      page
        .getByRole('status')
        .getByText(strings.coding.gave.code('relevance', value, count))
        .waitFor();
    const hot = page.getByRole('button', { name: /^hot/ });
    await page.getByRole('combobox', { name: strings.query.label }).fill('');
    await rows().nth(4).click();
    await page.keyboard.press('2');
    await said('hot', 1);
    await expect.poll(() => hot.getAttribute('aria-pressed'), settling).toBe('true');
    // The keys are on the one that has it.
    await rows()
      .nth(3)
      .click({ modifiers: ['Control'] });
    await rows()
      .nth(4)
      .click({ modifiers: ['Control'] });
    await rows()
      .nth(4)
      .click({ modifiers: ['Control'] });
    await page.getByText(strings.coding.onSelected(2)).waitFor();
    await expect.poll(() => hot.getAttribute('aria-pressed'), settling).toBe('false');
    await page.keyboard.press('2');
    await said('hot', 2);
    await expect.poll(() => hot.getAttribute('aria-pressed'), settling).toBe('true');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('2');
    await said('', 2);
    await expect.poll(() => hot.getAttribute('aria-pressed'), settling).toBe('false');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await page.getByRole('combobox', { name: strings.query.label }).fill('code.relevance:hot');
    await matched('1 of').waitFor();
  });

  it('codes all that match as one event, after asking', async () => {
    await page.getByRole('combobox', { name: strings.query.label }).fill('source:1');
    await matched(`${planted.counts.produced.entries.toLocaleString('en')} of`).waitFor();
    await page.keyboard.press('Escape');
    await rows().nth(1).click();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('p');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: /^Annotate/ }).click();
    await page
      .getByRole('status')
      .getByText(/privilege: attorney-client/)
      .waitFor();
    await page.getByRole('status').getByRole('button', { name: strings.coding.undo }).click();
    await page
      .getByRole('status')
      .getByText(/^Annotation #\d+ undone/)
      .waitFor();
    await page.getByRole('combobox', { name: strings.query.label }).fill('is:privileged');
    await page.getByText(strings.review.noMatch).waitFor();
  });

  it('changes the fields that entries are coded with', async () => {
    await page.getByRole('combobox', { name: strings.query.label }).fill('source:1');
    await matched(`${planted.counts.produced.entries.toLocaleString('en')} of`).waitFor();
    await rows().nth(1).click();
    const words = strings.coding.layout;
    const panel = page.getByRole('region', { name: strings.coding.panel });
    const severity = panel.getByRole('group', { name: 'severity' });
    const dialog = page.getByRole('dialog', { name: words.title });
    await panel.getByRole('button', { name: strings.coding.edit }).click();
    await dialog.getByRole('button', { name: words.addField }).click();
    await dialog.getByRole('textbox', { name: words.field, exact: true }).last().fill('severity');
    await dialog.getByRole('textbox', { name: words.values }).last().fill('grave\nslight');
    await dialog.getByRole('button', { name: words.save }).click();
    await severity.getByRole('button', { name: 'grave' }).waitFor();
    await panel.getByRole('button', { name: strings.coding.edit }).click();
    await dialog.getByRole('button', { name: words.removeField('severity') }).click();
    await dialog.getByRole('button', { name: words.save }).click();
    await severity.waitFor({ state: 'hidden' });
  });

  it.each(Object.values(strings.frame.screens))('%s holds to the accessibility rules', async (screen) => {
    await page.getByRole('navigation', { name: strings.frame.rail }).getByText(screen).click();
    await page.getByRole('status').first().waitFor();
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      await expect.poll(() => accessibilityFaults(page), { ...settling, message: colorScheme }).toEqual([]);
    }
  });

  it('gives the entry the room that a person makes, and takes it back', async () => {
    await page
      .getByRole('navigation', { name: strings.frame.rail })
      .getByText(strings.frame.screens.review)
      .click();
    const edge = page.getByRole('separator', { name: strings.review.resizeDetail });
    const pane = page.getByRole('complementary', { name: strings.detail.label });
    const width = async () => Math.round((await pane.boundingBox())?.width ?? 0);
    const usual = await width();
    await edge.focus();
    for (let press = 0; press < 3; press++) await page.keyboard.press('ArrowLeft');
    await expect.poll(width, settling).toBe(usual + 48);
    // Told of by the browser, a frame later.
    await expect.poll(() => edge.getAttribute('aria-valuenow'), settling).toBe(String(usual + 48));
    await page.reload();
    await edge.waitFor();
    await expect.poll(width, settling).toBe(usual + 48);
    await edge.dblclick();
    await expect.poll(width, settling).toBe(usual);
  });

  it('seals a pack that verifies', async () => {
    const pack = workspace.path('pack.zip');
    await page
      .getByRole('navigation', { name: strings.frame.rail })
      .getByText(strings.frame.screens.review)
      .click();
    await page.getByRole('combobox', { name: strings.query.label }).fill(`case_id:${planted.claim}`);
    await matched('13 of').waitFor();
    await page.getByRole('button', { name: strings.seal.open }).click();
    const words = strings.seal.signer;
    const dialog = page.getByRole('dialog', { name: strings.seal.title });
    expect(await dialog.getByLabel(strings.seal.scope.claim).inputValue()).toBe(planted.claim);
    const skip = dialog.getByRole('button', { name: strings.seal.skip });
    await expect.poll(() => skip.isEnabled(), settling).toBe(true);
    await skip.click();
    await dialog.getByRole('textbox', { name: words.newKeyFile }).fill(workspace.path('demo.key'));
    await dialog.getByLabel(words.newPassphrase).fill('correct horse battery');
    await dialog.getByLabel(words.again).fill('correct horse battery');
    await dialog.getByRole('textbox', { name: words.out }).fill(pack);
    await dialog.getByRole('button', { name: words.makesKey }).click();
    const start = dialog.getByRole('button', { name: strings.seal.start });
    await expect.poll(() => start.isEnabled(), settling).toBe(true);
    await start.click();
    const receipt = page.getByRole('dialog', { name: strings.receipt.done });
    await receipt.getByText(strings.receipt.outcome.sound).waitFor();
    await receipt.getByRole('button', { name: strings.close }).last().click();
    await receipt.waitFor({ state: 'detached' });
    expect((await verify(pack)).ok).toBe(true);
  });

  it('lets go of the case, and opens it again', async () => {
    await page.getByRole('button', { name: strings.frame.close }).click();
    await page.getByRole('heading', { name: strings.start.title }).waitFor();
    await expect.poll(() => accessibilityFaults(page), settling).toEqual([]);
    await page.getByRole('button', { name: 'ashdown', exact: true }).click();
    await page.getByRole('navigation', { name: strings.frame.rail }).waitFor();
  });

  it('logged no error on the way', () => {
    expect(faults).toEqual([]);
  });
});
