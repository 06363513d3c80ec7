import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { strings } from '../../renderer/strings.ts';
import { type Fault, VendorServer } from '../servers/server.ts';
import { vendorEntry, vendors, vendorTrail } from '../servers/trails.ts';
import { accessibilityFaults } from './accessibility.ts';
import { importInto } from './casebound.ts';
import { availableHosts, type LaunchedHost } from './hosts.ts';
import { Workspace } from './workspace.ts';

const [host] = availableHosts();
const words = strings.sync;

describe('acquiring on the screen', () => {
  const workspace = new Workspace();
  const caseFile = workspace.path('ashdown.casebound');
  const faults: string[] = [];
  let launched: LaunchedHost;
  let page: Page;
  let server: VendorServer;
  /** Entries of the case once a watch has ended. */
  let total = 693;
  /** Every service that was asked, in turn. */
  const asked: { readonly url: string; readonly key: string }[] = [];

  beforeAll(async () => {
    await importInto(caseFile, workspace.trail('trail.ndjson', 50));
    server = await VendorServer.start(vendors.indigiarmor, vendorTrail('indigiarmor', 342));
    asked.push({ url: server.url, key: server.key });
    if (!host) throw new Error('no host');
    launched = await host.launch(caseFile);
    page = launched.page;
    page.setDefaultTimeout(20_000);
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
  });
  afterAll(async () => {
    await launched?.close();
    await server?.[Symbol.asyncDispose]();
    workspace[Symbol.dispose]();
  });

  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const field = (name: string) => page.getByLabel(name, { exact: true });
  const accessible = () =>
    expect.poll(() => accessibilityFaults(page), { timeout: 20_000, interval: 250 }).toEqual([]);
  const matched = (count: number) =>
    page.getByRole('status').getByText(String(count), { exact: true }).waitFor();
  /** Holds every answer back until `go` is called. */
  const held = () => {
    let go = () => {};
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    const fault: Fault = ({ next }) => void gate.then(next);
    return { fault, go };
  };

  it('asks for no period where one entry is wanted', async () => {
    await button(words.open).click();
    await page.getByRole('button', { name: words.form.system }).click();
    await page.getByRole('option', { name: words.systems.indigiarmor }).click();
    await field(words.form.from).waitFor();
    await field(words.form.entry).fill('log_1');
    await field(words.form.from).waitFor({ state: 'hidden' });
    await field(words.form.entry).fill('');
    await field(words.form.from).waitFor();
    await button(strings.cancel).click();
  });

  it('tests the connection with a clear answer', async () => {
    await button(words.open).click();
    await page.getByRole('button', { name: words.form.system }).click();
    await page.getByRole('option', { name: words.systems.indigiarmor }).click();
    await field(words.form.baseUrl).fill(server.url);
    await accessible();
    await field(words.form.key).fill('a-wrong-key');
    await button(words.form.test).click();
    await page.getByRole('alert').getByText('AUTH_REJECTED').waitFor();
    await field(words.form.key).fill(server.key);
    await button(words.form.test).click();
    await page.getByText(words.tested.reported(0)).waitFor();
  });

  it('shows how far it is against what the API reports, and the statement at the end', async () => {
    await field(words.form.from).fill('2025-11-01');
    await field(words.form.to).fill('2025-11-30');
    const gate = held();
    let answers = 0;
    server.fault = (exchange) => (++answers > 2 ? gate.fault(exchange) : exchange.next());
    await button(words.form.start).click();
    await page.getByText(words.reported(200, 342)).waitFor();
    await accessible();
    // The screen behind it goes on meanwhile.
    await button(words.hide).click();
    await page.getByRole('status').getByText(strings.frame.holds(50), { exact: true }).waitFor();
    gate.go();
    await button(words.done.show).click();
    await page.getByText(words.done.complete).waitFor();
    await page.getByText(words.done.reportedText(342)).waitFor();
    await accessible();
    await page.getByRole('dialog').getByRole('button', { name: words.done.review, exact: true }).click();
    await matched(392);
  });

  it('tells of it among the sources of the case too', async () => {
    const rail = page.getByRole('navigation', { name: strings.frame.rail });
    await rail.getByText(strings.frame.screens.case).click();
    await page.getByRole('tab', { name: strings.case.tabs.sources }).click();
    await page.getByRole('option', { name: /indigiarmor 127/ }).click();
    await page.getByText(words.done.complete).waitFor();
    await accessible();
    await rail.getByText(strings.frame.screens.review).click();
  });

  it('stopped, keeps what was fetched, and goes on from there', async () => {
    server.entries = [
      ...server.entries,
      ...Array.from({ length: 300 }, (_, n) =>
        vendorEntry('indigiarmor', 1000 + n, Date.parse('2025-12-05T00:00:00Z') + n * 60_000),
      ),
    ];
    await button(words.open).click();
    // The form is as it was, but for the key: a browser keeps none.
    expect(await field(words.form.baseUrl).inputValue()).toBe(server.url);
    expect(await field(words.form.key).inputValue()).toBe('');
    await field(words.form.key).fill(server.key);
    await field(words.form.to).fill('2025-12-31');
    const gate = held();
    let answers = 0;
    server.fault = (exchange) => (++answers > 2 ? gate.fault(exchange) : exchange.next());
    await button(words.form.start).click();
    await page.getByText(words.reported(200, 305)).waitFor();
    await button(words.stop).click();
    await page.getByText(words.notDone.title, { exact: true }).waitFor();
    server.fault = null;
    await accessible();
    await button(words.notDone.resume).click();
    // The key need not be given again; but that of one address is never sent to another.
    expect(await field(words.form.key).inputValue()).toBe(server.key);
    await field(words.form.baseUrl).fill('https://audit.example');
    await expect.poll(() => field(words.form.key).inputValue()).toBe('');
    await field(words.form.baseUrl).fill(server.url);
    await field(words.form.key).fill(server.key);
    await button(words.form.start).click();
    await page.getByText(words.done.complete).waitFor();
    await page.getByText(words.done.overlapsSame).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: words.done.review, exact: true }).click();
    await matched(692);
  });

  it('followed, what arrives shows up in the open review', async () => {
    await button(words.open).click();
    await field(words.form.key).fill(server.key);
    await field(words.form.to).fill('');
    await page.getByText(words.form.follow).click();
    await field(words.form.secondsLabel).fill('1');
    await button(words.form.start).click();
    await page.getByText(words.whileFollowing).waitFor();
    await button(words.hide).click();
    server.entries = [...server.entries, vendorEntry('indigiarmor', 5000, Date.now() - 2000)];
    await matched(693);
    await page.getByRole('contentinfo').getByRole('button', { name: strings.cancel }).click();
    await button(words.done.show).click();
    await page.getByRole('dialog').getByText(words.done.complete).first().waitFor();
    await page.getByRole('dialog').getByRole('button', { name: words.done.review, exact: true }).click();
  });

  it.each(['itsreal', 'verbitas', 'klyra'] as const)('acquires from %s by the same form', async (system) => {
    await using vendor = await VendorServer.start(vendors[system], vendorTrail(system, 20));
    asked.push({ url: vendor.url, key: vendor.key });
    await button(words.open).click();
    await page.getByRole('button', { name: words.form.system }).click();
    await page.getByRole('option', { name: words.systems[system] }).click();
    await field(words.form.baseUrl).fill(vendor.url);
    await field(words.form.key).fill(vendor.key);
    await field(words.form.from).fill('2025-11-01');
    await field(words.form.to).fill('2025-12-31');
    const follow = page.getByRole('checkbox', { name: words.form.follow });
    if (await follow.isChecked()) await page.getByText(words.form.follow).click();
    await button(words.form.start).click();
    await page.getByText(words.done.complete).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: words.done.review, exact: true }).click();
    total += 20;
    await matched(total);
  });

  it('threw no error and kept the key nowhere in the page', async () => {
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    expect(kept).toContain(asked.at(-1)?.url);
    for (const { key } of asked) expect(kept).not.toContain(key);
    expect(faults).toEqual([]);
  });
});
