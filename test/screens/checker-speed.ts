import '../../cli/guard.mjs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { findChromium } from '../run/chromium.ts';

/**
 * How long the page that packs carry takes to check one, in a real Chromium, opened from disk, and whether it answers
 * meanwhile. `node test/screens/checker-speed.ts PACK`; figures as JSON on stdout.
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
  const begun = performance.now();
  await page.setInputFiles('#file', pack);
  await page.waitForSelector('.verdict, .error', { timeout: 1_800_000 });
  const seconds = (performance.now() - begun) / 1000;
  const { longest, longestGap } = await page.evaluate(
    () => (globalThis as unknown as { watched: Watched }).watched,
  );
  const said = await page.locator('.verdict, .error').first().textContent();
  const entries = await page.locator('tr[data-axis="sequence"] .number').first().textContent();
  console.log(
    JSON.stringify({ said, entries, seconds, longestTaskMs: longest, longestGapMs: longestGap }, null, 2),
  );
} finally {
  await browser.close();
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
