import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findDesktop, type Machine, runDesktop } from './desktop.ts';

const linux: Machine = { platform: 'linux', environment: { DISPLAY: ':0' }, isRoot: false };
let electron: string;

beforeEach(() => {
  electron = mkdtempSync(join(tmpdir(), 'casebound-electron-'));
});
afterEach(() => rmSync(electron, { recursive: true }));

function install(): string {
  writeFileSync(join(electron, 'path.txt'), 'electron');
  mkdirSync(join(electron, 'dist'));
  writeFileSync(join(electron, 'dist/electron'), '');
  return join(electron, 'dist/electron');
}

describe('the desktop’s binary', () => {
  it('is where the package says', () => {
    const binary = install();
    expect(findDesktop(electron, linux)).toEqual({ binary });
    expect(findDesktop(electron, { platform: 'darwin', environment: {}, isRoot: false })).toEqual({ binary });
  });

  it('is missing where it was never downloaded, or not all of it', () => {
    expect(findDesktop(electron, linux)).toMatchObject({ reason: expect.stringContaining('not installed') });
    writeFileSync(join(electron, 'path.txt'), 'electron');
    expect(findDesktop(electron, linux)).toMatchObject({ reason: expect.stringContaining('dist/electron') });
  });

  it('is looked for where ELECTRON_OVERRIDE_DIST_PATH says', () => {
    install();
    const environment = { DISPLAY: ':0', ELECTRON_OVERRIDE_DIST_PATH: join(electron, 'elsewhere') };
    expect(findDesktop(electron, { ...linux, environment })).toHaveProperty('reason');
  });

  it('is of no use without a display, or to root on Linux', () => {
    install();
    expect(findDesktop(electron, { ...linux, environment: {} })).toEqual({ reason: 'there is no display' });
    expect(findDesktop(electron, { ...linux, environment: { WAYLAND_DISPLAY: 'wayland-0' } })).toHaveProperty(
      'binary',
    );
    expect(findDesktop(electron, { ...linux, isRoot: true })).toMatchObject({
      reason: expect.stringContaining('root'),
    });
  });
});

describe('running the desktop', () => {
  it('ends when the person quits it', async () => {
    expect(await runDesktop(process.execPath, ['-e', ''])).toBe(null);
  });

  it('tells that it never came up', async () => {
    expect(await runDesktop(process.execPath, ['-e', 'process.exit(127)'])).toBe(
      'the desktop ended at once with 127',
    );
    expect(await runDesktop(join(electron, 'nothing'), [])).toContain('does not start');
    const unusable = join(electron, 'unusable');
    writeFileSync(unusable, '');
    chmodSync(unusable, 0o644);
    expect(await runDesktop(unusable, [])).toContain('does not start');
  });
});
