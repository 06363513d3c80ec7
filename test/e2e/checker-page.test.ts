import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { filesOf, fixManifests, zipOf } from '../../engine/seal/testing/forge.ts';
import { SmallCase, trailLine } from '../../engine/seal/testing/small-case.ts';
import { CheckerPage } from '../forgeries/checkers/page.ts';
import { accessibilityFaults } from './accessibility.ts';

/** A name that turns its surroundings around, is markup, and is longer than the window. */
const uglyName = `\u202egpj.<b>\u05e9\u05dc\u05d5\u05dd \u{1f600}${'n'.repeat(180)}.zip`;

describe('the page that packs carry', () => {
  let small: SmallCase;
  let sound: string;
  /** With every entry changed, and with one. */
  let broken: string;
  let altered: string;
  let checker: CheckerPage;
  let page: Page;

  beforeAll(async () => {
    const lines = Array.from({ length: 700 }, (_, i) =>
      trailLine({ id: i % 2 ? `\u202elog_${i}` : `log_${i}_${'x'.repeat(150)}`, claim: 'CLM-1', minute: i }),
    );
    small = await SmallCase.make('\u0642\u0636\u064a\u0629 \u{1f600}', [lines]);
    sound = (await small.seal({ caseId: 'CLM-1' })).pack;
    const { name, files } = await filesOf(readFileSync(sound));
    const forged = (path: string, change: (entries: string) => string) => {
      const entries = (files.get('data/entries.ndjson') ?? Buffer.alloc(0)).toString();
      const changed = new Map(files).set('data/entries.ndjson', Buffer.from(change(entries)));
      fixManifests(changed);
      writeFileSync(path, zipOf(name, changed));
      return path;
    };
    broken = forged(join(small.folder, uglyName), (entries) => entries.replaceAll('escalated', 'escalatex'));
    altered = forged(join(small.folder, 'altered.zip'), (entries) =>
      entries.replace('escalated', 'escalatex'),
    );
    checker = await CheckerPage.open();
    page = checker.page;
    await page.addInitScript(holdThreads);
  });
  beforeEach(async () => {
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 1024, height: 700 });
    await page.reload();
  });
  afterEach(() => page.evaluate(() => Object.assign(globalThis, { held: false })));
  afterAll(async () => {
    await checker.close();
    small.remove();
  });

  const choose = (path: string) => page.setInputFiles('#file', path);
  const hold = (held: boolean) => page.evaluate((value) => Object.assign(globalThis, { held: value }), held);
  const verdict = () => page.locator('.verdict').textContent();

  it('breaks no rule of accessibility, in either theme, whatever it shows', async () => {
    const notZip = join(small.folder, 'not.zip');
    writeFileSync(notZip, 'no zip');
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.reload();
      expect(await accessibilityFaults(page)).toEqual([]);
      for (const path of [sound, altered, notZip]) {
        await choose(path);
        await page.waitForSelector('.verdict, .error');
        expect(await accessibilityFaults(page)).toEqual([]);
      }
      await hold(true);
      await choose(sound);
      await page.waitForSelector('progress');
      expect(await accessibilityFaults(page)).toEqual([]);
      await hold(false);
    }
  });

  it('tells a broken pack in whole, and lists the first 500 of what it found', async () => {
    await choose(broken);
    expect(await page.locator('.verdict-pack').textContent()).toContain('the pack does not verify');
    expect(await page.locator('.findings > li').count()).toBe(500);
    expect(await page.locator('.findings b').count()).toBe(0);
    expect(await page.getByRole('status').filter({ hasText: 'the pack does not verify' }).count()).toBe(1);
    const { wide, shown } = await page.evaluate(() => ({
      wide: document.documentElement.scrollWidth,
      shown: document.documentElement.clientWidth,
    }));
    expect(wide).toBe(shown);
  });

  it('is stopped by keyboard, and says so where the focus then is', async () => {
    await hold(true);
    await choose(sound);
    await page.locator('#file').focus();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Cancel');
    await page.keyboard.press('Enter');
    expect(await page.getByRole('status').allTextContents()).toContain('Cancelled. Nothing was changed.');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('file');
    expect(await page.locator('progress').count()).toBe(0);
    await hold(false);
    await choose(sound);
    expect(await verdict()).toContain('nothing fails');
    expect(await page.getByText('Cancelled.').count()).toBe(0);
  });

  it('takes the focus to the answer where the button that had it is gone', async () => {
    await hold(true);
    await choose(sound);
    await page.getByRole('button', { name: 'Cancel' }).focus();
    await hold(false);
    await page.waitForSelector('.verdict');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('checked');
  });

  it('answers for the file that was given last, when another is still being checked', async () => {
    await hold(true);
    await choose(broken);
    await page.waitForSelector('progress');
    await page.evaluate(() => Object.assign(globalThis, { held: false, waiting: [] }));
    await choose(sound);
    expect(await verdict()).toContain('nothing fails');
    expect(await page.locator('h2#checked').textContent()).toBe(sound.split('/').at(-1));
  });

  it('marks a pack as proven only once its signer’s fingerprint was compared', async () => {
    await choose(sound);
    expect(await verdict()).toMatch(/^\? .*not known to you/);
    const found = (await page.locator('.signer code').first().textContent()) ?? '';
    await page.locator('#known').fill(`${found}x`);
    expect(await verdict()).toMatch(/^\? /);
    await page.locator('#known').fill(found);
    expect(await verdict()).toMatch(/^✓ Unchanged since it was sealed by a signer known to you/);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.locator('#known').fill('');
    expect(await verdict()).toMatch(/^\? /);
  });

  it('takes a pack that is dropped, and not several at once', async () => {
    const packs = [readFileSync(sound).toString('base64')];
    await page.evaluate(drop, [...packs, ...packs]);
    expect(await page.getByRole('status').allTextContents()).toContain(
      'Several files were dropped. Drop one pack at a time.',
    );
    expect(await page.locator('.verdict, progress').count()).toBe(0);
    await page.evaluate(drop, packs);
    expect(await verdict()).toContain('nothing fails');
    expect(await page.getByText('Several files').count()).toBe(0);
  });
});

/** In the page: while `held`, threads are not told their order, so that a check runs for as long as it is to be looked at. */
function holdThreads(): void {
  const page = globalThis as unknown as { held?: boolean; waiting: (() => void)[] };
  let held = false;
  page.waiting = [];
  Object.defineProperty(page, 'held', {
    get: () => held,
    set: (value: boolean) => {
      held = value;
      if (!held) for (const tell of page.waiting.splice(0)) tell();
    },
  });
  globalThis.Worker = class extends Worker {
    override postMessage(message: unknown): void {
      const tell = () => super.postMessage(message);
      if (held) page.waiting.push(tell);
      else tell();
    }
  };
}

/** In the page. */
function drop(packs: readonly string[]): void {
  const dataTransfer = new DataTransfer();
  for (const [n, pack] of packs.entries()) {
    const bytes = Uint8Array.from(atob(pack), (character) => character.charCodeAt(0));
    dataTransfer.items.add(new File([bytes], `dropped-${n}.zip`));
  }
  for (const type of ['dragover', 'drop'])
    document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
}
