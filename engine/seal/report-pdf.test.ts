import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paths } from '../../shared/pack/layout.ts';
import { addAnnotation } from '../annotation/annotate.ts';
import { type Element, elements, reportTree, textOf } from '../document/pdf/markup.ts';
import { checkPackFile } from './check-file.ts';
import { type Files, filesOf } from './testing/forge.ts';
import { SmallCase, trailLine } from './testing/small-case.ts';

let small: SmallCase;
let pack: string;
let files: Files;

const mixed =
  '\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 \u041f\u0440\u0438\u0432\u0435\u0442 \u039a\u03b1\u03bb\u03b7\u03bc\u03ad\u03c1\u03b1';

/** Chinese, Korean, Thai, Devanagari. */
const eastern = '\u6f22\u5b57 \ud55c\uad6d\uc5b4 \u0e44\u0e17\u0e22 \u0926\u0928';

beforeAll(async () => {
  const lines = Array.from({ length: 60 }, (_, i) =>
    trailLine({
      id: `log_${'0123456789abcdef'.repeat(i % 4)}_${i}`,
      claim: 'CLM-1',
      image: `img_${i % 7}`,
      verdict: i % 9 === 0 ? 'ai_generated' : 'authentic',
      minute: i,
    }),
  );
  small = await SmallCase.make('Printed <b>&amp; read', [lines]);
  const author = 'Zo\u00eb \u00d6l';
  addAnnotation(small.db, {
    on: { query: '' },
    mark: { note: `${mixed} ${eastern} \u{20bb7} <script>x</script>` },
    author,
  });
  pack = (await small.seal({ caseId: 'CLM-1' }, { pdf: true, related: { include: [] } })).pack;
  files = (await filesOf(readFileSync(pack))).files;
}, 60_000);
afterAll(() => small.remove());

/** Without the places where lines break. */
const dense = (text: string) => text.normalize('NFKC').replace(/\s+/gu, '');

function printed(): string {
  const path = join(small.folder, 'report.pdf');
  writeFileSync(path, files.get(paths.pages) as Buffer);
  return execFileSync('pdftotext', ['-raw', path, '-']).toString();
}

function* textsIn(element: Element): Generator<string> {
  for (const child of element.children) if (typeof child === 'string') yield child;
  for (const child of elements(element)) yield* textsIn(child);
}

test('the pages say everything that the page says, and what no font has by its code point', () => {
  const text = dense(printed());
  const tree = reportTree(files.get(paths.page)?.toString() ?? '');
  const said = tree.flatMap((part) => [...textsIn(part)]).filter((each) => dense(each) !== '');
  expect(said.length).toBeGreaterThan(300);
  const isMixed = (each: string) => each.includes('\u05e9');
  const missing = said.filter((each) => !isMixed(each) && !text.includes(dense(each)));
  expect(missing).toEqual([]);
  expect(said.filter(isMixed).map((each) => textOf(each))).toHaveLength(1);
  for (const word of [
    '\u041f\u0440\u0438\u0432\u0435\u0442',
    eastern,
    '\u27e8U+20BB7\u27e9',
    '<script>x</script>',
  ])
    expect(text).toContain(dense(word));
});

test('the pack that they are in verifies, lists them in its manifest, and has them only where they are asked for', async () => {
  expect((await checkPackFile(pack)).findings).toEqual([]);
  expect(files.get(paths.manifest)?.toString()).toContain(`  ${paths.pages}\n`);
  expect(files.get(paths.pages)?.toString('latin1', 0, 5)).toBe('%PDF-');
  const without = await small.seal({ caseId: 'CLM-1' });
  expect((await filesOf(readFileSync(without.pack))).files.has(paths.pages)).toBe(false);
});

test('a table that goes on has its heading on each page, and no page is without its foot', () => {
  const pages = printed().split('\f').slice(0, -1);
  expect(pages.length).toBeGreaterThan(2);
  for (const [i, page] of pages.entries()) expect(page).toContain(`${i + 1} / ${pages.length}`);
  expect(printed().match(/(?:^|\f)Time \(UTC\)/gm)?.length).toBeGreaterThan(2);
});
