import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { findOpener, openAddress } from './open-address.ts';

it('finds how a system opens an address', () => {
  expect(findOpener('linux', { DISPLAY: ':0' })).toEqual({ program: 'xdg-open', args: [] });
  expect(findOpener('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toHaveProperty('program');
  expect(findOpener('darwin', {})).toEqual({ program: 'open', args: [] });
  expect(findOpener('win32', {})).toHaveProperty('program');
  expect(findOpener('linux', { DISPLAY: '' })).toEqual({ reason: 'there is no display' });
});

it('hands the address to the opener as one argument, no shell between', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'casebound-open-'));
  const script = join(folder, 'opener.mjs');
  const opened = join(folder, 'opened');
  writeFileSync(
    script,
    `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(opened)}, process.argv.slice(2).join('\\n'));`,
  );
  const address = 'http://127.0.0.1:1/#ticket=$(touch x);"&\'';
  expect(await openAddress(address, { program: process.execPath, args: [script] })).toBe(null);
  await vi.waitFor(() => expect(readFileSync(opened, 'utf8')).toBe(address), { timeout: 10_000 });
  rmSync(folder, { recursive: true });
});

it('tells why the address was not opened', async () => {
  expect(await openAddress('http://127.0.0.1:1/', { reason: 'there is no display' })).toBe(
    'there is no display',
  );
  expect(await openAddress('http://127.0.0.1:1/', { program: '/no/such/program', args: [] })).toContain(
    'does not start',
  );
});
