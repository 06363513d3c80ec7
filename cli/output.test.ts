import { afterEach, describe, expect, it, vi } from 'vitest';
import { tell } from './output.ts';

afterEach(() => vi.restoreAllMocks());

describe('what is being done', () => {
  it.each([
    [true, ['building the pages\n']],
    [false, []],
  ])('is told on a terminal, and to nobody else: %s', (isTTY, written) => {
    const before = process.stderr.isTTY;
    const lines: unknown[] = [];
    vi.spyOn(process.stderr, 'write').mockImplementation((line) => lines.push(line) > 0);
    process.stderr.isTTY = isTTY;
    try {
      tell('building the pages');
    } finally {
      process.stderr.isTTY = before;
    }
    expect(lines).toEqual(written);
  });
});
