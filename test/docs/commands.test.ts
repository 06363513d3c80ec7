import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sampleExports } from '../../samples/exports.ts';
import { root } from '../run/process.ts';
import { matchesShown, runShown, shownCommands } from './console.ts';

/** A page, and the folder below the reader's own in which it has the sample's exports. */
const pages = [
  { page: 'README.md', samples: 'samples/out' },
  { page: 'docs/cli.md', samples: '.' },
];

describe.concurrent('commands as pages show them', () => {
  it.each(pages)('$page', async ({ page, samples }) => {
    const commands = shownCommands(readFileSync(join(root, page), 'utf8'));
    expect(commands.length).toBeGreaterThan(5);
    const folder = mkdtempSync(join(tmpdir(), 'casebound-docs-'));
    try {
      mkdirSync(join(folder, samples), { recursive: true });
      for (const { name, text } of Object.values(sampleExports()))
        writeFileSync(join(folder, samples, name), text);
      for (const { command, code, output } of commands) {
        const outcome = await runShown(command, folder);
        expect(outcome, command).toMatchObject({ code });
        const same = output.length === 0 || matchesShown(output, outcome.printed);
        expect(same ? output.join('\n') : outcome.printed, command).toBe(output.join('\n'));
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('what a page shows', () => {
  it('is compared line by line, but for what it leaves out', () => {
    expect(matchesShown(['a', 'b'], 'a\nb\n')).toBe(true);
    expect(matchesShown(['a', 'b'], 'a\nb\nc\n')).toBe(false);
    expect(matchesShown(['a', '…'], 'a\nb\nc\n')).toBe(true);
    expect(matchesShown(['a (…)'], 'a (b)\n')).toBe(true);
    expect(matchesShown(['a.c'], 'abc\n')).toBe(false);
  });
});
