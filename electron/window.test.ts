import { expect, it } from 'vitest';
import { windowOptions } from './window.ts';

it.each([true, false])('gives the page a sandbox and nothing of Node (packaged: %s)', (packaged) => {
  expect(windowOptions('/app/preload.cjs', packaged).webPreferences).toEqual({
    preload: '/app/preload.cjs',
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    devTools: !packaged,
    spellcheck: false,
  });
});

it('shows no window before there is something in it', () => {
  expect(windowOptions('', true).show).toBe(false);
});
