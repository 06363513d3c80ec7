import '../../cli/guard.mjs';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type CDPSession, chromium } from 'playwright-core';
import { findChromium } from '../run/chromium.ts';

/**
 * How long the page that packs carry takes to check one, in a real Chromium, opened from disk, and whether it answers
 * meanwhile. `node test/screens/checker-speed.ts PACK`; figures as JSON on stdout. Processor time is that of the whole browser;
 * memory that of the page and its threads, on Linux.
 */
const { positionals } = parseArgs({ allowPositionals: true });
const [pack] = positionals;
if (pack === undefined) throw new Error('give the path of a pack');
const executablePath = findChromium();
if (executablePath === null) throw new Error('no Chromium: install one, or name one in CHROMIUM');

interface Watched {
  longest: number;
  longestGap: number;
}

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
try {
  const page = await browser.newPage();
  await page.goto(`file://${join(import.meta.dirname, '../../dist/checker/verify.html')}`);
  await page.evaluate(watchMainThread);
  const processes = await browser.newBrowserCDPSession();
  const before = await use(processes);
  const begun = performance.now();
  await page.setInputFiles('#file', pack);
  await page.waitForSelector('.verdict, .error', { timeout: 1_800_000 });
  const seconds = (performance.now() - begun) / 1000;
  const after = await use(processes);
  const { longest, longestGap } = await page.evaluate(
    () => (globalThis as unknown as { watched: Watched }).watched,
  );
  const said = await page.locator('.verdict, .error').first().textContent();
  const entries = await page.locator('tr[data-axis="sequence"] .number').first().textContent();
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
  await browser.close();
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
