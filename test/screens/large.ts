import '../../cli/guard.mjs';
import assert from 'node:assert/strict';
import { copyFileSync, createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { countText } from '../../renderer/text/numbers.ts';
import { launchBrowser } from '../e2e/hosts.ts';
import { LargeReview } from './large-review.ts';

/**
 * The review on a large case in a real Chromium: every row reached, keys at the boundaries, facets, brush, all of it coded
 * and taken back, and written out. `node test/screens/large.ts CASE [--read-only]`: what is checked and how long it took, as
 * JSON. A copy of the case is worked on; with `--read-only` the case itself, and nothing is coded or written.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'read-only': { type: 'boolean', default: false } },
});
const [given] = positionals;
if (given === undefined) throw new Error('give the path of a case file');
const readOnly = values['read-only'];
const directory = mkdtempSync(join(tmpdir(), 'casebound-large-'));
const caseFile = readOnly ? given : join(directory, 'large.casebound');
if (!readOnly) copyFileSync(given, caseFile);

const host = await launchBrowser(caseFile, undefined, readOnly ? ['--read-only'] : []);
const took: Record<string, number> = {};
try {
  const { page } = host;
  page.setDefaultTimeout(240_000);
  const review = new LargeReview(page);
  const timed = async (what: string, act: () => Promise<unknown>) => {
    const began = performance.now();
    await act();
    took[what] = Math.round(performance.now() - began);
  };

  await timed('first rows', () => review.open());
  const total = await review.matched();
  assert.ok(total > 1000, 'the case is too small to be a large one');

  await timed('last row', () => review.press('End', total));
  await review.press('ArrowDown', total);
  await review.press('ArrowUp', total - 1);
  await timed('first row', () => review.press('Home', 1));
  await review.press('ArrowUp', 1);
  for (const share of [0.1, 0.25, 0.5, 0.75, 0.999]) {
    // Wherever the scrollbar leads, keys go on by exactly one row, in view, each with its entry.
    await timed(`jump to ${share}`, async () => {
      const first = await review.scrollTo(share);
      assert.ok(Math.abs(first / total - share) < 0.01, `row ${first} stands at ${share} of ${total}`);
    });
    const from = await review.clickRow(3);
    for (let step = 1; step <= 40; step++) await review.press('ArrowDown', Math.min(total, from + step));
    for (let step = 39; step >= 0; step--) await review.press('k', Math.min(total, from + step));
    const page1 = await review.pageRows();
    await review.press('PageDown', (row) => row > from && row <= from + page1);
  }

  const { name, count } = await review.facet('verdict');
  await timed(`facet ${name}`, () => review.toggleFacet('verdict', name, count));
  await timed('facet off', () => review.toggleFacet('verdict', name, total));
  await timed('brush', () => review.brush(total));
  await timed('brush off', () => review.query('', total));

  if (!readOnly) {
    await timed('code all', () => review.codeAll(total));
    await review.query('code.relevance:hot', total);
    await review.query('', total);
    await timed('undo', () => review.undo());
    await review.query('code.relevance:hot', 0);
    const narrow = await review.query(`verdict:${name}`, count);
    const out = join(directory, 'out.csv');
    await timed('export', () => review.exportTo(out, narrow));
    assert.equal(await lines(out), narrow + 1, 'a line for each entry, and the heading');
  }
  console.log(JSON.stringify({ entries: countText(total), readOnly, tookMs: took }, null, 2));
} catch (error) {
  console.error(JSON.stringify({ tookMs: took }, null, 2));
  await host.page.screenshot({ path: join(tmpdir(), 'casebound-large-failed.png') });
  throw error;
} finally {
  await host.close();
  rmSync(directory, { recursive: true, force: true });
}

async function lines(path: string): Promise<number> {
  let count = 0;
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
    for (let at = piece.indexOf(10); at !== -1; at = piece.indexOf(10, at + 1)) count++;
  }
  return count;
}
