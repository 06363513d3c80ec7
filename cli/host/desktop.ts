import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasDisplay } from './open-address.ts';

/** The desktop's binary, or why it cannot be used. */
export type Desktop = { readonly binary: string } | { readonly reason: string };

export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly environment: NodeJS.ProcessEnv;
  /** Whether this process runs as the system's administrator. */
  readonly isRoot: boolean;
}

/**
 * Looks where the `electron` package keeps its binary (`path.txt` beside it names it). The package itself is not
 * asked: it would download what is missing.
 *
 * @param electron folder of the installed package
 */
export function findDesktop(electron: string, { platform, environment, isRoot }: Machine): Desktop {
  const named = join(electron, 'path.txt');
  if (!existsSync(named))
    return { reason: 'the Electron binary is not installed (`npx install-electron` downloads it)' };
  const folder = environment['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(electron, 'dist');
  const binary = join(folder, readFileSync(named, 'utf8').trim());
  if (!existsSync(binary)) return { reason: `the Electron binary is not at ${binary}` };
  if (!hasDisplay(platform, environment)) return { reason: 'there is no display' };
  if (platform === 'linux' && isRoot) return { reason: 'the desktop’s sandbox does not run as root' };
  return { binary };
}

/** A desktop that fails this soon never came up. */
const startMs = 10_000;

/**
 * Runs the desktop until the person quits it.
 *
 * @param args of the application: its folder, then a case file
 * @returns null once it has ended; why, where it never came up
 */
export function runDesktop(binary: string, args: readonly string[]): Promise<string | null> {
  const started = Date.now();
  return new Promise((resolve) => {
    const child = spawn(binary, args, { stdio: 'inherit' });
    // Ctrl+C reaches the desktop too, since it runs in the same terminal; this process ends with it.
    const stayAlive = () => {};
    process.on('SIGINT', stayAlive);
    const done = (reason: string | null) => {
      process.off('SIGINT', stayAlive);
      resolve(reason);
    };
    child.on('error', (error) => done(`the desktop does not start: ${error.message}`));
    child.on('close', (code, signal) => {
      const failed = signal !== 'SIGINT' && code !== 0 && Date.now() - started < startMs;
      done(failed ? `the desktop ended at once with ${code ?? signal}` : null);
    });
  });
}
