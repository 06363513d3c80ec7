import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findChromium, onPath } from './chromium.ts';

describe('finding Chromium', () => {
  const directory = mkdtempSync(join(tmpdir(), 'casebound-path-'));
  afterAll(() => rmSync(directory, { recursive: true }));
  for (const name of ['google-chrome', 'chromium-browser', 'notes.txt'])
    writeFileSync(join(directory, name), '');
  for (const name of ['google-chrome', 'chromium-browser']) chmodSync(join(directory, name), 0o755);
  const PATH = ['/nowhere', '', directory].join(delimiter);

  it('takes what CHROMIUM names before anything on PATH', () => {
    expect(findChromium({ CHROMIUM: '/opt/chrome', PATH })).toBe('/opt/chrome');
  });

  it('takes the first name that is there and can be run', () => {
    expect(findChromium({ PATH })).toBe(join(directory, 'chromium-browser'));
    expect(onPath('notes.txt', { PATH })).toBeNull();
  });

  it('is null where there is none', () => {
    expect(findChromium({ PATH: '/nowhere' })).toBeNull();
    expect(findChromium({})).toBeNull();
  });
});
