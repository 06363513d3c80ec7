import { spawn } from 'node:child_process';

/** How this system opens an address in the person's browser, or why it cannot. */
export type Opener =
  | { readonly program: string; readonly args: readonly string[] }
  | { readonly reason: string };

export function findOpener(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): Opener {
  if (platform === 'darwin') return { program: 'open', args: [] };
  if (platform === 'win32') return { program: 'explorer.exe', args: [] };
  if (!hasDisplay(platform, environment)) return { reason: 'there is no display' };
  return { program: 'xdg-open', args: [] };
}

export function hasDisplay(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): boolean {
  if (platform === 'darwin' || platform === 'win32') return true;
  return Boolean(environment['DISPLAY'] || environment['WAYLAND_DISPLAY']);
}

/** Asks the browser to open `address`, without waiting for it. Null if that worked; otherwise why it did not. */
export function openAddress(address: string, opener: Opener): Promise<string | null> {
  if ('reason' in opener) return Promise.resolve(opener.reason);
  return new Promise((resolve) => {
    const child = spawn(opener.program, [...opener.args, address], { stdio: 'ignore', detached: true });
    child.on('error', (error) => resolve(`${opener.program} does not start: ${error.message}`));
    child.on('spawn', () => {
      child.unref();
      resolve(null);
    });
  });
}
