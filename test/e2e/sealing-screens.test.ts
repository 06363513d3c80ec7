import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TimestampAuthority } from '../../engine/seal/testing/timestamp-authority.ts';
import { strings } from '../../renderer/strings.ts';
import { planted } from '../../samples/planted.ts';
import { hostileTrail } from '../screens/hostile.ts';
import { accessibleInTurns } from './accessibility.ts';
import { casebound, caseboundJson, importInto, verify } from './casebound.ts';
import { type LaunchedHost, launchBrowser } from './hosts.ts';
import { claim, ownTrail, secret } from './sealing-matter.ts';
import { Workspace } from './workspace.ts';

const words = strings.seal;
const passphrase = 'correct horse battery';
const settling = { timeout: 20_000, interval: 250 };
/** One case on the way to several packs; each test goes on from the one before. */
describe('sealing on the screen', () => {
  const workspace = new Workspace();
  const caseFile = workspace.path('matter.casebound');
  const key = workspace.path('demo.key');
  const pack = workspace.path('pack.zip');
  let launched: LaunchedHost;
  let page: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    const { produced } = workspace.sample();
    const own = workspace.write('own.ndjson', ownTrail);
    const hostile = workspace.write('hostile.ndjson', hostileTrail());
    await importInto(caseFile, produced, own, hostile);
    await casebound([
      'annotate',
      caseFile,
      '--query',
      'id:own_2',
      '--code',
      'privilege=attorney-client',
      '--author',
      'R',
    ]);
    await casebound(['verify', caseFile, '--record']);
    await casebound(['keygen', '--out', key], { environment: { CASEBOUND_PASSPHRASE: passphrase } });
    launched = await launchBrowser(caseFile);
    page = launched.page;
    page.setDefaultTimeout(20_000);
    page.on('pageerror', (error) => faults.push(error.message));
    page.on(
      'console',
      (message) =>
        message.type() === 'error' && faults.push(`${expect.getState().currentTestName}: ${message.text()}`),
    );
    await page.getByRole('navigation', { name: strings.frame.rail }).waitFor();
  });
  afterAll(async () => {
    await launched?.close();
    workspace[Symbol.dispose]();
  });

  const dialog = () => page.getByRole('dialog', { name: words.title });
  const field = (label: string) => dialog().getByRole('textbox', { name: label });
  const press = (name: string, within: Locator | Page = dialog()) =>
    within.getByRole('button', { name, exact: true }).click();
  const focused = () =>
    page.evaluate(
      () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent,
    );
  const step = (name: string) => dialog().getByRole('heading', { name, exact: true });
  const nextTo = async (name: string) => {
    await press(words.next(name));
    await step(name).waitFor();
    expect(await step(name).evaluate((heading) => heading === document.activeElement)).toBe(true);
  };
  const goTo = (name: string) => dialog().getByRole('navigation').getByRole('button', { name }).click();
  const review = async (query: string) => {
    await page
      .getByRole('navigation', { name: strings.frame.rail })
      .getByText(strings.frame.screens.review)
      .click();
    await page.getByRole('combobox', { name: strings.query.label }).fill(query);
    await page.waitForFunction(
      (asked) => document.querySelector(`[data-answered='${asked}']`) !== null,
      query,
    );
    await page.getByRole('grid', { name: strings.review.entries }).getByRole('row').nth(1).click();
  };
  const open = async () => {
    await page.getByRole('button', { name: words.open }).first().click();
    await dialog().waitFor();
  };
  const inTurns = accessibleInTurns();
  const accessible = () => inTurns(page);

  it('proposes the claim of the entry, counts what it holds, and says beside the field what does not match', async () => {
    await review('id:own_1');
    await open();
    expect(await field(words.scope.claim).inputValue()).toBe(claim);
    const holds = dialog().getByRole('region', { name: words.scope.holds });
    await holds.getByText('2', { exact: true }).first().waitFor();
    await field(words.scope.claim).fill('CLM-none');
    await dialog()
      .getByText(/No entry matches claim CLM-none/)
      .waitFor();
    await field(words.scope.claim).fill(claim);
    await holds.getByText('2', { exact: true }).first().waitFor();
    await accessible();
  });

  it('offers related entries by their reason', async () => {
    await nextTo(words.steps.related);
    const other = dialog()
      .getByRole('checkbox', { name: words.related.include(1) })
      .first();
    await other.waitFor();
    await dialog().getByText('other_1').waitFor();
    await dialog().getByText(words.related.include(1)).first().click();
    await dialog().getByText(words.summaries.related(1)).waitFor();
    await accessible();
  });

  it('lets nothing privileged out without a word, and shows what stays back as it will stand', async () => {
    await nextTo(words.steps.redaction);
    await press(words.next(words.steps.integrity));
    await dialog().getByText(words.redaction.decide).waitFor();
    await press(words.redaction.withholdPrivileged);
    await press(words.redaction.mask);
    await dialog().getByText(words.redaction.waiting).waitFor();
    await field(words.redaction.fields).fill('no_such_field');
    await field(words.redaction.reason).nth(1).fill('third party');
    await dialog()
      .getByText(/has a value at no_such_field/)
      .waitFor();
    await field(words.redaction.fields).fill('note');
    await dialog().getByText(words.redaction.matching).click();
    await field(words.redaction.query).nth(1).fill('id:own_1');
    await field(words.redaction.basis).nth(1).fill('GDPR');
    await dialog()
      .getByText(words.redaction.effect('mask', { caught: 1, withheldElsewhere: 0, held: 1 }))
      .waitFor();
    await press(words.redaction.withhold);
    await dialog()
      .getByRole('group', { name: words.redaction.rule(3, 'withhold') })
      .waitFor();
    await press(words.redaction.remove(3));
    await dialog().getByText(words.annotations.kinds.tags, { exact: true }).click();
    await dialog().getByText(words.redaction.outcome(1, 1)).waitFor();
    const shown = dialog().getByRole('region', { name: words.redaction.first });
    await shown.getByText('[masked]', { exact: false }).waitFor();
    expect(await shown.textContent()).not.toContain(secret);
    await accessible();
  });

  it('keeps what was said over a crash of the page', async () => {
    await page.reload();
    await page.getByRole('navigation', { name: strings.frame.rail }).waitFor();
    await open();
    await dialog().getByText(words.resumed).waitFor();
    await goTo(words.steps.redaction);
    expect(await field(words.redaction.fields).inputValue()).toBe('note');
    await dialog().getByText(words.redaction.outcome(1, 1)).waitFor();
  });

  it('numbers the records, and drafts the certification', async () => {
    await nextTo(words.steps.integrity);
    await dialog().getByText(words.integrity.clean).waitFor();
    await accessible();
    await nextTo(words.steps.numbers);
    await dialog().getByText(words.numbers.pdf).click();
    await dialog().getByText(words.numbers.bates).click();
    await field(words.numbers.prefix).fill('1');
    await dialog().getByText(words.numbers.prefixWrong).waitFor();
    await field(words.numbers.prefix).fill('ABC');
    await dialog().getByText(words.numbers.range('ABC000001', 'ABC000003'), { exact: true }).last().waitFor();
    await dialog()
      .getByText(/They are numbered ABC000001 to ABC000003/)
      .waitFor();
    await accessible();
  });

  it('says beside the field that a passphrase is wrong, before anything is written', async () => {
    await nextTo(words.steps.signer);
    await dialog().getByText(words.signer.keys.file).click();
    await field(words.signer.keyFile).fill(key);
    await dialog().getByLabel(words.signer.passphrase).fill('wrong');
    await field(words.signer.out).fill(pack);
    await dialog().getByText(words.signer.request).click();
    await press(words.next(words.steps.preview));
    await dialog()
      .getByText(/The passphrase does not open the key/)
      .waitFor();
    await accessible();
    await dialog().getByLabel(words.signer.passphrase).fill(passphrase);
    await page.keyboard.press('Enter');
    await step(words.steps.preview).waitFor();
  });

  it('shows exactly what the pack will hold', async () => {
    await dialog().getByText('data/privilege-log.csv').waitFor();
    await dialog().getByText('data/report.pdf').waitFor();
    await dialog().getByRole('cell', { name: words.preview.masked, exact: true }).waitFor();
    expect(await dialog().textContent()).not.toContain(secret);
    await accessible();
  });

  it('seals, checks the pack again, and gives a receipt', async () => {
    await press(words.start);
    const receipt = page.getByRole('dialog', { name: strings.receipt.done });
    await receipt.getByText(strings.receipt.outcome.sound).waitFor();
    await receipt.getByText(words.numbers.range('ABC000001', 'ABC000003')).waitFor();
    await receipt.getByText(workspace.path('pack.tsq')).waitFor();
    await accessible();
    // All of it is on paper, also what does not fit on the first page: a dialog that is open would keep the rest back.
    await page.evaluate(() => Object.assign(window, { print: () => {} }));
    await press(strings.receipt.print, receipt);
    await page.emulateMedia({ media: 'print' });
    await page.locator('.printed').waitFor();
    const overflow = await page.evaluate(() => getComputedStyle(document.documentElement).overflow);
    expect(overflow).toBe('visible');
    await page.emulateMedia({ media: null });
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    await press(strings.close, receipt.getByRole('contentinfo').or(receipt).last());
    await expect.poll(focused, settling).toBe(strings.seal.open);
    expect((await verify(pack)).ok).toBe(true);
    const { packs } = await caseboundJson<{ packs: { bates: unknown; scope: string }[] }>(['info', caseFile]);
    expect(packs[0]).toMatchObject({ bates: { first: 'ABC000001', last: 'ABC000003' } });
  });

  it('asks for a reason where a check fails that touches what goes in, and custody keeps it', async () => {
    await review(`case_id:${planted.neighbour}`);
    await open();
    await expect
      .poll(() => dialog().getByRole('button', { name: words.skip }).isEnabled(), settling)
      .toBe(true);
    await press(words.skip);
    await step(words.steps.integrity).waitFor();
    // Steps that nobody was at are not said to be done.
    await dialog().getByText(words.skipped(words.summaries.notLooked)).waitFor();
    await press(words.next(words.steps.numbers));
    await dialog().getByText(words.integrity.reasonRequired).waitFor();
    await accessible();
    await field(words.integrity.reason).fill('It is what the dispute is about.');
    await press(words.skip);
    await step(words.steps.signer).waitFor();
    // The key was remembered, and the name of the pack is proposed beside the last one.
    expect(await field(words.signer.keyFile).inputValue()).toBe(key);
    expect(await field(words.signer.out).inputValue()).toBe(workspace.path('matter_pack-0002.zip'));
    await dialog().getByLabel(words.signer.passphrase).fill(passphrase);
    await press(words.next(words.steps.preview));
    await step(words.steps.preview).waitFor();
    await expect
      .poll(() => dialog().getByRole('button', { name: words.start }).isEnabled(), settling)
      .toBe(true);
    await press(words.start);
    const receipt = page.getByRole('dialog', { name: strings.receipt.done });
    await receipt.getByText(strings.receipt.outcome.evidence).waitFor();
    await page.keyboard.press('Escape');
    await page
      .getByRole('navigation', { name: strings.frame.rail })
      .getByText(strings.frame.screens.custody)
      .click();
    await page
      .getByText(/It is what the dispute is about\./)
      .first()
      .waitFor();
  });

  it('asks before a draft is left, and goes on with it or begins anew', async () => {
    await review('id:own_1');
    await open();
    await goTo(words.steps.redaction);
    await dialog().getByText(words.redaction.disclose).click();
    await page.keyboard.press('Escape');
    const leaving = page.getByRole('dialog', { name: words.leave.title });
    await accessible();
    await press(words.leave.keep, leaving);
    await dialog().waitFor({ state: 'detached' });
    await open();
    await press(words.anew);
    await dialog().getByText(words.resumed).waitFor({ state: 'detached' });
    await press(strings.cancel);
    await dialog().waitFor({ state: 'detached' });
  });

  it('proposes the rows that are selected', async () => {
    await review('id:own_1,own_2,other_1');
    await page.keyboard.press('Shift+J');
    await open();
    await dialog().getByText(words.scope.selected(2)).waitFor();
    await dialog()
      .getByRole('region', { name: words.scope.holds })
      .getByText('2', { exact: true })
      .first()
      .waitFor();
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
  });

  it('takes the timestamp answer of an authority, and refuses one for another pack', async () => {
    const folder = workspace.path('authority');
    mkdirSync(folder);
    const authority = new TimestampAuthority(folder);
    const answers = ['pack.tsr', 'other.tsr'].map((name) => workspace.path(name));
    writeFileSync(answers[0] as string, authority.answer(readFileSync(workspace.path('pack.tsq'))));
    writeFileSync(answers[1] as string, authority.answer(authority.query('-data', authority.root)));
    await page
      .getByRole('navigation', { name: strings.frame.rail })
      .getByText(strings.frame.screens.packs)
      .click();
    await page.getByRole('button', { name: 'matter_pack-0001' }).click();
    await page.getByText(strings.receipt.noTimestamp).waitFor();
    const panel = page.getByRole('tabpanel', { name: strings.packs.tabs.packs });
    expect(await panel.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
    await press(strings.packs.answer, page);
    const asking = page.getByRole('dialog', { name: strings.packs.answerTitle });
    await asking.getByRole('textbox', { name: strings.packs.answerFile }).fill(answers[1] as string);
    await asking.getByRole('textbox', { name: strings.packs.answerChain }).fill(authority.root);
    await press(strings.packs.putIn, asking);
    await asking.getByRole('alert').waitFor();
    await asking.getByRole('textbox', { name: strings.packs.answerFile }).fill(answers[0] as string);
    await press(strings.packs.putIn, asking);
    await asking.getByText(/The pack existed before/).waitFor();
    await page.getByText(/^sealed before .* according to /).waitFor();
    await page.keyboard.press('Escape');
    // The button that opened the dialog is gone.
    await expect.poll(focused, settling).toBe(strings.packs.verify);
    await accessible();
    await press(strings.packs.verify, page);
    const receipt = page.getByRole('dialog', { name: strings.receipt.title });
    await receipt.getByText(strings.receipt.outcome.sound).waitFor();
    await page.keyboard.press('Escape');
  });

  it('tells two packs apart, and what the difference comes from', async () => {
    await press(strings.packs.compared, page);
    const comparing = page.getByRole('dialog', { name: strings.compared.title });
    const other = comparing.getByRole('textbox', { name: strings.compared.other });
    await other.fill(workspace.path('matter_pack-0002.zip'));
    await other.press('Enter');
    await comparing.getByText(strings.compared.outcome.differ).waitFor();
    await comparing.getByText(strings.compared.causes.scope, { exact: true }).first().waitFor();
    await accessible();
    await comparing.press('Escape');
    await comparing.waitFor({ state: 'detached' });
  });

  it('verifies any pack, and knows its signer once somebody has compared the fingerprint', async () => {
    const chooser = page.waitForEvent('filechooser');
    // The page itself stays free: a large pack takes minutes.
    const thread = page.waitForEvent('worker');
    await press(strings.packs.verifyAny, page);
    await (await chooser).setFiles(pack);
    await thread;
    const check = page.getByRole('dialog', { name: strings.check.title('pack.zip') });
    await check.getByText(strings.signers.unknown).first().waitFor();
    await accessible();
    await press(strings.signers.addThis, check.getByRole('listitem').first());
    const adding = page.getByRole('dialog', { name: strings.signers.addTitle });
    await adding.getByRole('textbox', { name: strings.signers.name }).fill('Ann Okafor <b>');
    await press(strings.signers.save, adding);
    await adding.getByText(strings.signers.comparedRequired).waitFor();
    await adding.getByText(strings.signers.compared).click();
    await press(strings.signers.save, adding);
    await check
      .getByText(/Ann Okafor <b>, known to you since/)
      .first()
      .waitFor();
    await press(strings.packs.compared, check);
    const comparing = page.getByRole('dialog', { name: strings.compared.title });
    const other = page.waitForEvent('filechooser');
    const another = page.waitForEvent('worker');
    await press(strings.compared.choose, comparing);
    await (await other).setFiles(pack);
    await another;
    await comparing.getByText(strings.compared.outcome.identical).waitFor();
    await page.keyboard.press('Escape');
    await comparing.waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: strings.packs.tabs.signers }).click();
    await page.getByRole('cell', { name: 'Ann Okafor <b>' }).waitFor();
    await accessible();
    await press(strings.signers.remove, page);
    await press(strings.signers.remove, page.getByRole('dialog'));
    await page.getByText(strings.signers.none).waitFor();
  });

  it('opens a pack for review, marked as one, and masked as it is', async () => {
    await page.getByRole('tab', { name: strings.packs.tabs.packs }).click();
    await page.getByRole('button', { name: 'matter_pack-0001' }).click();
    await press(strings.packs.open, page);
    const banner = page.getByRole('region', { name: strings.openedPack.label });
    await banner.getByText(/From pack matter_pack-0001/).waitFor();
    expect(await page.getByRole('button', { name: words.open }).count()).toBe(0);
    await accessible();
  });

  it('says of an opened pack that a signer has become known since, and whose it is once it is opened again', async () => {
    const banner = page.getByRole('region', { name: strings.openedPack.label });
    const [fingerprint = ''] = /SHA256:[\w+/]{43}/.exec((await banner.textContent()) ?? '') ?? [];
    await page
      .getByRole('navigation', { name: strings.frame.rail })
      .getByText(strings.frame.screens.packs)
      .click();
    await page.getByRole('tab', { name: strings.packs.tabs.signers }).click();
    await press(strings.signers.add, page);
    const adding = page.getByRole('dialog', { name: strings.signers.addTitle });
    await adding.getByRole('textbox', { name: strings.signers.name }).fill('Ann Okafor');
    await adding.getByRole('textbox', { name: strings.signers.fingerprint }).fill(fingerprint);
    await press(strings.signers.save, adding);
    await page.getByRole('cell', { name: 'Ann Okafor' }).waitFor();
    await accessible();
    await press(strings.openedPack.again, banner);
    await banner.getByText(/sealed by Ann Okafor/).waitFor();
    await banner.getByText(strings.openedPack.signersChanged).waitFor({ state: 'detached' });
  });

  it('logged no error on the way', () => {
    expect(faults).toEqual([]);
  });
});
