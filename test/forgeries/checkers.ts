import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { checkPackFile } from '../../engine/seal/check-file.ts';
import { unwatched } from '../../engine/task.ts';
import { toAppError } from '../../shared/errors.ts';
import { findChromium } from '../run/chromium.ts';

const root = join(import.meta.dirname, '../..');

/** What a checker says of a pack: which answers fail, as `axis subject`; or that it is no pack that can be read. */
export type Said = readonly string[] | 'unreadable';

/** The checker of the application, as every host runs it. */
export async function applicationSays(path: string): Promise<Said> {
  try {
    const { axes } = await checkPackFile(path, {}, unwatched);
    return axes.filter(({ status }) => status === 'fail').map(({ axis, subject }) => `${axis} ${subject}`);
  } catch (error) {
    if (toAppError(error).code === 'PACK_UNREADABLE') return 'unreadable';
    throw error;
  }
}

/** The program that packs carry; of its own, without ssh-keygen and openssl, which `PATH` leads to. */
export function programSays(path: string): Promise<Said> {
  return new Promise((resolve, reject) => {
    const program = join(root, 'engine/seal/checkers/verify.py');
    const child = spawn('/usr/bin/env', ['python3', program, path, '--json'], { stdio: 'pipe' });
    let printed = '';
    let said = '';
    child.stdout.on('data', (piece) => {
      printed += piece;
    });
    child.stderr.on('data', (piece) => {
      said += piece;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 2) return resolve('unreadable');
      if (code !== 0 && code !== 1) return reject(new Error(`verify.py ended with ${code}: ${said}`));
      const { axes } = JSON.parse(printed) as { axes: { axis: string; status: string }[] };
      resolve(axes.filter(({ status }) => status === 'fail').map(({ axis }) => axis));
    });
  });
}

/** The page that packs carry, in Chromium, opened from disk. */
export class CheckerPage {
  private readonly browser: Browser;
  readonly page: Page;

  private constructor(browser: Browser, page: Page) {
    this.browser = browser;
    this.page = page;
  }

  static async open(): Promise<CheckerPage> {
    const executablePath = findChromium();
    if (executablePath === null) throw new Error('no Chromium: install one, or name one in CHROMIUM');
    const browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
    });
    const page = await browser.newPage();
    await page.goto(`file://${join(root, 'dist/checker/verify.html')}`);
    return new CheckerPage(browser, page);
  }

  async says(path: string): Promise<Said> {
    await this.page.setInputFiles('#file', path);
    await this.page.waitForSelector('.verdict, .error', { timeout: 120_000 });
    return this.page.evaluate(() => {
      if (document.querySelector('.error') !== null) return 'unreadable';
      const rows = [...document.querySelectorAll('tbody tr')];
      return rows
        .filter((row) => row.querySelector('.status-fail') !== null)
        .map((row) => `${row.getAttribute('data-axis')} ${row.getAttribute('data-subject')}`);
    });
  }

  close(): Promise<void> {
    return this.browser.close();
  }
}
