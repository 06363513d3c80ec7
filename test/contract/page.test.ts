import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { rolldown } from 'rolldown';
import { expect, it } from 'vitest';
import { findChromium } from '../run/chromium.ts';

async function bundled(file: string): Promise<string> {
  await using bundle = await rolldown({ input: join(import.meta.dirname, file), platform: 'browser' });
  const { output } = await bundle.generate({ format: 'esm' });
  return output[0].code;
}

it('holds between the ends of a browser’s own MessageChannel', async () => {
  const executablePath = findChromium();
  if (executablePath === null)
    throw new Error('this test needs a Chromium: install one, or name it in CHROMIUM');
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic'],
  });
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ type: 'module', content: await bundled('page/main.ts') });
    await page.waitForFunction(() => document.title !== '');
    expect(JSON.parse(await page.title())).toEqual({
      answer: '1 books in row 7',
      refused: 'INVALID_INPUT',
      pages: 10,
      lost: 'ENGINE_LOST',
      stopped: 1,
      pagesClosed: 2,
    });
  } finally {
    await browser.close();
  }
});
