import '../../cli/guard.mjs';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { accessibilityFaults } from '../e2e/accessibility.ts';
import { caseboundJson } from '../e2e/casebound.ts';
import { launchBrowser } from '../e2e/hosts.ts';
import { Workspace } from '../e2e/workspace.ts';
import { hostileCase } from './hostile-case.ts';
import type { Kind } from './shot.ts';
import { shots } from './shots.ts';
import { closedCase } from './state-shots.ts';

/**
 * Pictures of every screen and state, to be looked at: light, dark, of high contrast and in the colours of a system, in a large and a
 * small window and in one that is zoomed to twice its size, into a folder that git ignores; each is held against the accessibility rules too.
 * `node test/screens/main.ts [PART OF A NAME]... [--out DIR] [--light] [--large] [--theme NAME]... [--width PIXELS]... [--pictures]`;
 * with `--pictures` nothing is held against the rules, which takes most of the time.
 */
const root = join(import.meta.dirname, '../..');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string', default: join(root, 'screens') },
    light: { type: 'boolean', default: false },
    large: { type: 'boolean', default: false },
    theme: { type: 'string', multiple: true, default: [] },
    width: { type: 'string', multiple: true, default: [] },
    pictures: { type: 'boolean', default: false },
  },
});
const themes = (['light', 'dark', 'contrast', 'forced'] as const).filter((theme) =>
  values.theme.length > 0 ? values.theme.includes(theme) : theme === 'light' || !values.light,
);
const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 700 },
  { width: 720, height: 450 },
].filter(({ width }) =>
  values.width.length > 0 ? values.width.includes(String(width)) : width === 1440 || !values.large,
);
const wanted = shots.filter(
  ({ name }) => positionals.length === 0 || positionals.some((part) => name.includes(part)),
);

using workspace = new Workspace();
const places = new Map<Kind, string>();
for (const kind of new Set(wanted.map((shot) => shot.on))) places.set(kind, await caseOf(kind));
mkdirSync(values.out, { recursive: true });
for (const [kind, path] of places) {
  const host = await launchBrowser(path);
  try {
    host.page.setDefaultTimeout(20_000);
    for (const shot of wanted.filter(({ on }) => on === kind)) {
      for (const size of sizes) {
        for (const theme of themes) {
          const file = join(values.out, `${shot.name}-${size.width}-${theme}.png`);
          rmSync(file, { force: true });
          await host.page.setViewportSize(size);
          await host.page.emulateMedia({
            colorScheme: theme === 'dark' ? 'dark' : 'light',
            contrast: theme === 'contrast' ? 'more' : null,
            forcedColors: theme === 'forced' ? 'active' : null,
            reducedMotion: 'reduce',
          });
          try {
            await host.reload();
            await shot.take(host.page, workspace.directory);
            await host.page.screenshot({ path: file });
            for (const fault of values.pictures ? [] : await accessibilityFaults(host.page)) {
              process.exitCode = 1;
              console.error(`${shot.name} at ${size.width}, ${theme}: ${fault}`);
            }
          } catch (error) {
            process.exitCode = 1;
            await host.page.screenshot({ path: file.replace('.png', '-FAILED.png') });
            console.error(
              `${shot.name} at ${size.width}, ${theme}: ${error instanceof Error ? error.message : error}`,
            );
          }
        }
      }
      console.log(shot.name);
    }
  } finally {
    await host.close();
  }
}

function ofSample(name: string): string {
  const path = join(root, 'samples/out', name);
  if (!existsSync(path)) spawnSync(process.execPath, [join(root, 'samples/make.ts')], { stdio: 'inherit' });
  return path;
}

async function caseOf(kind: Kind): Promise<string> {
  switch (kind) {
    case 'sample':
      return ofSample('ashdown.casebound');
    case 'closed':
      return closedCase(workspace, ofSample('ashdown.casebound'));
    case 'pack':
      return ofSample('CLM-2025-0482.zip');
    case 'hostile':
      return hostileCase(workspace);
    case 'empty': {
      const path = workspace.path('empty.casebound');
      await caseboundJson(['new', path, '--title', 'An empty case']);
      return path;
    }
  }
}
