import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findChromium } from '../../run/chromium.ts';
import type { Said } from './said.ts';

const built = join(import.meta.dirname, '../../../dist/checker/verify.html');

/** Runs in the page before its own script: from then on, every attempt to start a thread gives the first one again. */
function keepThread(): void {
  const Thread = globalThis.Worker;
  let kept: Worker | undefined;
  globalThis.Worker = ((address: string) => {
    kept ??= Object.assign(new Thread(address), { terminate: () => {} });
    return kept;
  }) as unknown as typeof Worker;
}

/** The page that packs carry, in Chromium, opened from disk; it is given one file after the other, as a person would. */
export class CheckerPage {
  private readonly browser: Browser;
  readonly page: Page;

  private constructor(browser: Browser, page: Page) {
    this.browser = browser;
    this.page = page;
  }

  /** @param keepsThread one thread checks all packs: to start one for each would take longer than the checks themselves */
  static async open({ keepsThread = false } = {}): Promise<CheckerPage> {
    const executablePath = findChromium();
    if (executablePath === null) throw new Error('no Chromium: install one, or name one in CHROMIUM');
    const browser = await chromium.launch({
      // Otherwise it reads no file whose name is not ASCII, where the environment names no language.
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
      executablePath,
      args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
    });
    const page = await browser.newPage();
    if (keepsThread) await page.addInitScript(keepThread);
    await page.goto(`file://${built}`);
    return new CheckerPage(browser, page);
  }

  /** Waits for the answer by an observer: with polling, the page would be drawn at each look, which takes long. */
  async says(path: string): Promise<Said> {
    await this.page.evaluate(() => {
      const outcome = document.querySelector('#outcome') as HTMLElement;
      outcome.replaceChildren();
      Object.assign(globalThis, {
        answered: new Promise((resolve) => {
          const observer = new MutationObserver(() => {
            if (outcome.querySelector('.verdict, .error') === null) return;
            observer.disconnect();
            resolve(null);
          });
          observer.observe(outcome, { childList: true, subtree: true });
        }),
      });
    });
    await this.page.setInputFiles('#file', path);
    return this.page.evaluate(async () => {
      await Reflect.get(globalThis, 'answered');
      if (document.querySelector('#outcome .error') !== null) return 'unreadable';
      const rows = [...document.querySelectorAll('#outcome tbody tr')];
      return rows
        .filter((row) => row.querySelector('.status-fail') !== null)
        .map((row) => `${row.getAttribute('data-axis')} ${row.getAttribute('data-subject')}`);
    });
  }

  close(): Promise<void> {
    return this.browser.close();
  }
}
