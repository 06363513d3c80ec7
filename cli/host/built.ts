import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import { place } from './place.ts';

type Say = (line: string) => void;

/** One thing that a checkout has to build before it can run. */
interface Part {
  readonly name: string;
  /** Paths in the checkout; a change in any of them makes the product stale. */
  readonly sources: readonly string[];
  /** A file of what is built. */
  readonly product: string;
  readonly build: (say: Say) => Promise<void>;
}

const renderer: Part = {
  name: 'the pages',
  sources: ['renderer', 'shared', 'package-lock.json'],
  product: join(place.renderer, 'index.html'),
  build: async (say) => {
    // Built beside it first, so that a host that starts meanwhile finds complete pages, old or new.
    const aside = join(place.root, `.cache/renderer-${process.pid}`);
    await runTool('vite/bin/vite.js', ['build', 'renderer', '--outDir', aside, '--emptyOutDir'], say);
    replaceFolder(aside, place.renderer);
  },
};

const application: Part = {
  name: 'the desktop application',
  sources: ['electron', 'engine', 'cli', 'shared', 'rolldown.config.ts', 'package-lock.json'],
  product: join(place.dist, 'electron/main.js'),
  build: (say) => runTool('rolldown/bin/cli.mjs', ['-c'], say),
};

const checker: Part = {
  name: 'the page that packs carry',
  sources: ['renderer', 'shared', 'engine/seal/checkers', 'rolldown.checker.config.ts', 'package-lock.json'],
  product: join(place.dist, 'checker/verify.html'),
  build: (say) => runTool('rolldown/bin/cli.mjs', ['-c', 'rolldown.checker.config.ts'], say),
};

const parts = { renderer, application, checker };

/**
 * Builds what is missing or older than its sources. An installed application has everything.
 *
 * @param say is told what is being built, and of a build that fails all that the tool said
 * @throws AppError INTERNAL where a build fails
 */
export async function ensureBuilt(wanted: readonly (keyof typeof parts)[], say: Say): Promise<void> {
  if (!place.checkout) return;
  for (const part of wanted.map((name) => parts[name])) {
    if (
      isFresh(
        part.product,
        part.sources.map((source) => join(place.root, source)),
      )
    )
      continue;
    say(`building ${part.name}`);
    await part.build(say);
  }
}

/** Whether `product` exists and none of `sources` is newer. */
export function isFresh(product: string, sources: readonly string[]): boolean {
  const made = statSync(product, { throwIfNoEntry: false });
  return made !== undefined && sources.every((source) => lastChange(source) <= made.mtimeMs);
}

/** For a folder, the latest change of anything in it; its own time shows what was removed. */
function lastChange(path: string): number {
  const status = statSync(path, { throwIfNoEntry: false });
  if (!status?.isDirectory()) return status?.mtimeMs ?? 0;
  return Math.max(status.mtimeMs, ...readdirSync(path).map((name) => lastChange(join(path, name))));
}

/** Moves `made` to `folder`. If another process does the same, the last one wins. */
function replaceFolder(made: string, folder: string): void {
  mkdirSync(dirname(folder), { recursive: true });
  for (let attempt = 1; ; attempt += 1) {
    rmSync(folder, { recursive: true, force: true });
    try {
      renameSync(made, folder);
      return;
    } catch (error) {
      if (attempt === 5 || !existsSync(folder)) throw error;
    }
  }
}

/** Runs a tool from `node_modules`, silently unless it fails. */
function runTool(tool: string, args: readonly string[], say: Say): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(place.root, 'node_modules', tool), ...args], {
      cwd: place.root,
      // Set here, because a shell or a test may say otherwise: React's development build draws pages twice.
      env: { ...process.env, NODE_ENV: 'production' },
    });
    let said = '';
    const keep = (text: unknown) => {
      said += String(text);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) return resolve();
      say(said.trim());
      reject(buildFailed(tool, code, said));
    });
  });
}

function buildFailed(tool: string, code: number | null, said: string): AppError {
  const last = said.trim().split('\n').at(-1)?.slice(0, 200) ?? '';
  return new AppError({
    code: 'INTERNAL',
    message: `${tool.split('/')[0]} could not build the application: it ended with ${code}${last === '' ? '' : ` (${last})`}`,
    safe: 'no case was opened',
    next: 'run `npm ci`, then try again',
  });
}
