import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const root = join(import.meta.dirname, '..');
let folder: string;
let started: ChildProcess | null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'casebound-start-'));
  started = null;
});
afterEach(() => {
  started?.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

/** A machine without a display; nothing is actually opened. */
function environment(): NodeJS.ProcessEnv {
  return { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '', XDG_CONFIG_HOME: folder, INIT_CWD: folder };
}

describe('npm start', () => {
  it('says why there is no desktop, prints an address that answers, and ends cleanly', async () => {
    spawnSync(process.execPath, ['cli/main.mjs', 'new', join(folder, 'a.casebound'), '--title', 'T'], {
      cwd: root,
      env: environment(),
    });
    started = spawn(process.execPath, ['cli/start.mjs', 'a.casebound'], { cwd: root, env: environment() });
    let said = '';
    started.stdout?.on('data', (text) => {
      said += text;
    });
    const address = await vi.waitFor(
      () => /http:\/\/127\.0\.0\.1:\d+\/#token=[0-9a-f]{32}/.exec(said)?.[0] ?? expect.fail(said),
      { timeout: 240_000, interval: 50 },
    );
    expect(said).toMatch(
      /^In a browser, not on the desktop: (?:the Electron binary is not|there is no display)/m,
    );
    expect((await fetch(address)).status).toBe(200);
    await vi.waitFor(() => expect(said).toContain('there is no display.'));

    const closed = once(started, 'close');
    // As the terminal and npm do together.
    started.kill('SIGINT');
    await new Promise((resolve) => setTimeout(resolve, 40));
    started.kill('SIGINT');
    expect(await closed).toEqual([0, null]);
    await expect(fetch(address)).rejects.toThrow();
  }, 300_000);
});
