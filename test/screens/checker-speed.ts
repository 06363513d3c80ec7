import '../../cli/guard.mjs';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core';
import { SmallCase, trailLine } from '../../engine/seal/testing/small-case.ts';
import { strings } from '../../renderer/strings.ts';
import { launchBrowser } from '../e2e/hosts.ts';
import { findChromium } from '../run/chromium.ts';

/**
 * How long a page takes to check a pack, in a real Chromium, and whether it answers meanwhile: the page that packs carry, opened
 * from disk, or the application's (`--application`). `node test/screens/checker-speed.ts PACK [--application]`; figures as JSON on
 * stdout. Processor time is that of the whole browser; memory that of the page and its threads, on Linux.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { application: { type: 'boolean', default: false } },
});
const [pack] = positionals;
if (pack === undefined) throw new Error('give the path of a pack');

const timeout = 1_800_000;

interface Watched {
  longest: number;
  longestGap: number;
}

/** The check of a file in some page. */
interface Checking {
  readonly page: Page;
  begin(path: string): Promise<void>;
  /** What it came to, and how many entries were checked. */
  ended(): Promise<readonly [said: string | null, entries: string | null]>;
  close(): Promise<void>;
}

const checking = await (values.application ? inApplication() : inPageOfPack());
try {
  const { page } = checking;
  await page.evaluate(watchMainThread);
  const processes = await (page.context().browser() as Browser).newBrowserCDPSession();
  const before = await use(processes);
  const begun = performance.now();
  await checking.begin(pack);
  const [said, entries] = await checking.ended();
  const seconds = (performance.now() - begun) / 1000;
  const after = await use(processes);
  const { longest, longestGap } = await page.evaluate(
    () => (globalThis as unknown as { watched: Watched }).watched,
  );
  console.log(
    JSON.stringify(
      {
        ...{ said, entries, seconds },
        processorSeconds: after.processorSeconds - before.processorSeconds,
        ...{ peakMiB: after.peakMiB, longestTaskMs: longest, longestGapMs: longestGap },
      },
      null,
      2,
    ),
  );
} finally {
  await checking.close();
}

async function inPageOfPack(): Promise<Checking> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('no Chromium: install one, or name one in CHROMIUM');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  const page = await browser.newPage();
  await page.goto(`file://${join(import.meta.dirname, '../../dist/checker/verify.html')}`);
  return {
    page,
    begin: (path) => page.setInputFiles('#file', path),
    async ended() {
      await page.waitForSelector('.verdict, .error', { timeout });
      return [
        await page.locator('.verdict, .error').first().textContent(),
        await page.locator('tr[data-axis="sequence"] .number').first().textContent(),
      ];
    },
    close: () => browser.close(),
  };
}

async function inApplication(): Promise<Checking> {
  const small = await SmallCase.make('Any', [[trailLine({ id: 'log_1' })]]);
  const { page, close } = await launchBrowser(small.db.name);
  const rail = page.getByRole('navigation', { name: strings.frame.rail });
  await rail.getByRole('button', { name: strings.frame.screens.packs, exact: true }).click();
  const dialog = page.getByRole('dialog');
  return {
    page,
    async begin(path) {
      const chooser = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: strings.packs.verifyAny }).click();
      await (await chooser).setFiles(path);
    },
    async ended() {
      // Offered once there is a report.
      await dialog.getByRole('button', { name: strings.packs.compared }).waitFor({ timeout });
      const text = (await dialog.textContent()) ?? '';
      return [text.slice(0, 200), /[\d,]{4,}/.exec(text)?.[0] ?? null];
    },
    async close() {
      await close();
      small.remove();
    },
  };
}

interface Use {
  readonly processorSeconds: number;
  /** The most that any page's process ever had resident; null where the system does not tell. */
  readonly peakMiB: number | null;
}

async function use(session: CDPSession): Promise<Use> {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const peaks = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => peakOf(id));
  return {
    processorSeconds: processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0),
    peakMiB: peaks.includes(null) ? null : Math.max(...(peaks as number[])),
  };
}

function peakOf(process: number): number | null {
  try {
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${process}/status`, 'utf8')) ?? [];
    return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1024);
  } catch {
    return null;
  }
}

/** In the page: tasks of more than 50 ms as the browser reports them, and the longest time between two timers of 10 ms. */
function watchMainThread(): void {
  const watched: Watched = { longest: 0, longestGap: 0 };
  (globalThis as unknown as { watched: Watched }).watched = watched;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) watched.longest = Math.max(watched.longest, duration);
  }).observe({ type: 'longtask', buffered: false });
  let last = performance.now();
  setInterval(() => {
    const now = performance.now();
    watched.longestGap = Math.max(watched.longestGap, now - last);
    last = now;
  }, 10);
}
