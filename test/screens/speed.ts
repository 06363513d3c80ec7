import '../../cli/guard.mjs';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import type { CDPSession, Page } from 'playwright-core';
import { strings } from '../../renderer/strings.ts';
import { launchBrowser } from '../e2e/hosts.ts';

/**
 * How fast the screen is on a large case, in a real Chromium: first paint, from a keystroke to the painted result, and
 * scrolling, whose trace is kept. `node test/screens/speed.ts CASE [--out DIR]`; figures as JSON on stdout.
 */
const root = join(import.meta.dirname, '../..');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string', default: join(root, 'screens') } },
});
const [caseFile] = positionals;
if (caseFile === undefined) throw new Error('give the path of a case file');

/** Typed one key after the other, each time from an empty bar. */
const typed = [
  'verdict:ai_generated action:blocked confidence:>=0.9',
  'texture repetition',
  'product:frame_detect -action:approved time:2025-03',
  'CLM-2025-00001',
  'image_id:img_00000* verdict:authentic',
];

const host = await launchBrowser(caseFile);
try {
  const { page } = host;
  page.setDefaultTimeout(60_000);
  await openReview(page);
  const figures = {
    entries: await page.getByRole('status').first().textContent(),
    bundleGzipKiB: bundle(),
    firstPaintMs: await firstPaint(page),
    keystrokeMs: await keystrokes(page),
    scroll: await scrolling(page),
    firstKeyMs: await firstKey(host),
  };
  console.log(JSON.stringify(figures, null, 2));
} finally {
  await host.close();
}

async function openReview(page: Page): Promise<void> {
  await page
    .getByRole('navigation', { name: strings.frame.rail })
    .getByRole('button', { name: strings.frame.screens.review, exact: true })
    .click();
  await page.getByRole('grid', { name: strings.review.entries }).getByRole('row').nth(5).waitFor();
}

/** All that the page loads, as a server would compress it. */
function bundle(): number {
  const assets = join(root, 'dist/renderer/assets');
  const bytes = readdirSync(assets).reduce(
    (sum, name) => sum + gzipSync(readFileSync(join(assets, name))).length,
    0,
  );
  return Math.round(bytes / 1024);
}

/** From the navigation to the first thing painted, and to the first rows, five times. */
async function firstPaint(page: Page) {
  const paints: number[] = [];
  const rows: number[] = [];
  for (let turn = 0; turn < 5; turn++) {
    await page.reload();
    await page.getByRole('grid', { name: strings.review.entries }).getByRole('row').nth(5).waitFor();
    rows.push(await page.evaluate(() => performance.now()));
    paints.push(
      await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0),
    );
  }
  return { firstPaint: summary(paints), firstRows: summary(rows) };
}

/** From the key's own time to the frame after the one that shows the rows of that very query. */
async function keystrokes(page: Page) {
  await timeKeys(page);
  const input = page.getByRole('combobox', { name: strings.query.label });
  for (const text of typed) {
    await input.fill('');
    await page.waitForFunction(() => document.querySelector('[data-answered=""]') !== null);
    for (const key of text) {
      await page.keyboard.type(key);
      await page.waitForFunction(() => {
        const bar = document.querySelector<HTMLInputElement>('input[role=combobox]');
        const answered = document.querySelector<HTMLElement>('[data-answered]')?.dataset['answered'];
        return bar?.getAttribute('aria-invalid') === 'true' || answered === bar?.value;
      });
      // As a person types, and so that what follows a result, such as facets, falls to it and not to the next key.
      await page.waitForTimeout(120);
    }
  }
  await input.fill('');
  await page.keyboard.press('Escape');
  return summary(await latencies(page));
}

/** The same of the first key ever, five times: the case is opened, its overview looked at for a second, then something is typed. */
async function firstKey({
  page,
  reload,
}: Pick<Awaited<ReturnType<typeof launchBrowser>>, 'page' | 'reload'>) {
  const times: number[] = [];
  for (let turn = 0; turn < 5; turn++) {
    await reload();
    // Where a person was last is shown again: that may have been the review.
    const rail = page.getByRole('navigation', { name: strings.frame.rail });
    await rail.getByRole('button', { name: strings.frame.screens.case, exact: true }).click();
    await page.waitForTimeout(1000);
    await openReview(page);
    await timeKeys(page);
    await page.getByRole('combobox', { name: strings.query.label }).click();
    await page.keyboard.type('v');
    await page.waitForFunction(() => (window as unknown as { latencies: number[] }).latencies.length > 0);
    times.push(...(await latencies(page)));
  }
  return summary(times);
}

function latencies(page: Page): Promise<number[]> {
  return page.evaluate(() => (window as unknown as { latencies: number[] }).latencies);
}

/** Has the page note, in milliseconds, how long each key takes. */
async function timeKeys(page: Page) {
  await page.evaluate(() => {
    const latencies: number[] = [];
    Object.assign(window, { latencies });
    window.addEventListener(
      'input',
      (event) => {
        const input = event.target as HTMLInputElement;
        const wanted = input.value;
        const began = event.timeStamp;
        const look = () => {
          if (input.value !== wanted || input.getAttribute('aria-invalid') === 'true') return;
          const answered = document.querySelector<HTMLElement>('[data-answered]')?.dataset['answered'];
          if (answered !== wanted) return void requestAnimationFrame(look);
          // Painted once the next frame begins.
          requestAnimationFrame(() => latencies.push(performance.now() - began));
        };
        requestAnimationFrame(look);
      },
      true,
    );
  });
}

/** Wheel and keys through the rows; the time from frame to frame, and the browser's own trace. */
async function scrolling(page: Page) {
  const session = await page.context().newCDPSession(page);
  const grid = page.getByRole('grid', { name: strings.review.entries });
  await grid.getByRole('row').nth(3).click();
  const box = await grid.boundingBox();
  if (box) await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.waitForTimeout(500);
  const stop = await startTrace(session);
  await page.evaluate(() => {
    const frames: number[] = [];
    let last = performance.now();
    const frame = (now: number) => {
      frames.push(now - last);
      last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    Object.assign(window, { frames });
  });
  for (let step = 0; step < 240; step++) {
    await page.mouse.wheel(0, step % 80 === 79 ? 40_000 : 120);
    await page.waitForTimeout(12);
  }
  const frames = await page.evaluate(() => (window as unknown as { frames: number[] }).frames.slice(2));
  const trace = await stop();
  mkdirSync(values.out, { recursive: true });
  const path = join(values.out, 'scroll-trace.json');
  writeFileSync(path, trace);
  return {
    frameMs: summary(frames),
    framesOver50Ms: frames.filter((ms) => ms > 50).length,
    perSecond: Math.round((frames.length / frames.reduce((sum, ms) => sum + ms, 0)) * 10_000) / 10,
    trace: path,
  };
}

async function startTrace(session: CDPSession): Promise<() => Promise<string>> {
  const events: unknown[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['devtools.timeline', 'benchmark', 'latencyInfo'] },
  });
  return async () => {
    const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
    await session.send('Tracing.end');
    await complete;
    return JSON.stringify({ traceEvents: events });
  };
}

function summary(times: readonly number[]) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) =>
    Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 10) / 10;
  return { count: sorted.length, median: at(0.5), p95: at(0.95), most: at(1) };
}
