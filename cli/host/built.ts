import { spawn } from 'node:child_process';
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import { place } from './place.ts';

/** One thing that a checkout has to build before it can run. */
interface Part {
  readonly name: string;
  /** Paths in the checkout; a change in any of them makes what was built stale. */
  readonly sources: readonly string[];
  /** A file of what is built. */
  readonly product: string;
  readonly build: () => Promise<void>;
}

const renderer: Part = {
  name: 'the pages',
  sources: ['renderer', 'shared', 'package-lock.json'],
  product: join(place.renderer, 'index.html'),
  build: async () => {
    // Aside first, so that a host that starts meanwhile finds the pages whole, old or new.
    const aside = join(place.root, `.cache/renderer-${process.pid}`);
    await runTool('vite/bin/vite.js', [
      'build',
      'renderer',
      '--outDir',
      aside,
      '--emptyOutDir',
      '--logLevel',
      'warn',
    ]);
    rmSync(place.renderer, { recursive: true, force: true });
    renameSync(aside, place.renderer);
  },
};

const application: Part = {
  name: 'the desktop application',
  sources: ['electron', 'engine', 'cli', 'shared', 'rolldown.config.ts', 'package-lock.json'],
  product: join(place.dist, 'electron/main.js'),
  build: () => runTool('rolldown/bin/cli.mjs', ['-c']),
};

const parts = { renderer, application };

/**
 * Builds what is missing or older than its sources. An installed application has everything.
 *
 * @param say is told what is being built
 * @throws AppError INTERNAL where a build fails, with what the tool said
 */
export async function ensureBuilt(
  wanted: readonly (keyof typeof parts)[],
  say: (line: string) => void,
): Promise<void> {
  if (!place.checkout) return;
  for (const name of wanted) {
    const { name: told, sources, product, build } = parts[name];
    if (
      existsSync(product) &&
      newest(sources.map((source) => join(place.root, source))) <= statSync(product).mtimeMs
    )
      continue;
    say(`building ${told}`);
    await build();
  }
}

/** The time of the last change in any of `paths`, folders included, whose own time tells of what was removed. */
export function newest(paths: readonly string[]): number {
  let latest = 0;
  for (const path of paths) {
    const status = statSync(path, { throwIfNoEntry: false });
    if (!status) continue;
    latest = Math.max(latest, status.mtimeMs);
    if (status.isDirectory())
      latest = Math.max(latest, newest(readdirSync(path).map((name) => join(path, name))));
  }
  return latest;
}

/** Runs a tool of `node_modules` in silence. */
function runTool(tool: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(place.root, 'node_modules', tool), ...args], {
      cwd: place.root,
    });
    let said = '';
    const keep = (text: unknown) => {
      said = (said + String(text)).slice(-4000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (cause) => reject(buildFailed(tool, cause.message)));
    child.on('close', (code) => (code === 0 ? resolve() : reject(buildFailed(tool, said.trim()))));
  });
}

function buildFailed(tool: string, said: string): AppError {
  return new AppError({
    code: 'INTERNAL',
    message: `${tool.split('/')[0]} could not build the application: ${said}`,
    safe: 'no case was opened',
    next: 'run `npm ci`, then try again',
  });
}
