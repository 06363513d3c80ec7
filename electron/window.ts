import type { BrowserWindowConstructorOptions } from 'electron';

/**
 * The one window. The page is treated as if it were hostile, because what it shows is: it runs in Chromium's sandbox,
 * in a world apart from the preload script, and without Node.
 *
 * @param preload path of the built preload script
 * @param packaged an installed application has no developer tools
 */
export function windowOptions(preload: string, packaged: boolean): BrowserWindowConstructorOptions {
  return {
    title: 'Casebound',
    width: 1360,
    height: 860,
    minWidth: 880,
    minHeight: 560,
    show: false,
    webPreferences: {
      preload,
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
      // Chromium would fetch its dictionaries from the network.
      spellcheck: false,
    },
  };
}

/** Switches of Chromium: nothing is fetched that nobody asked for. */
export const chromiumSwitches = [
  'disable-background-networking',
  'disable-component-update',
  'disable-domain-reliability',
  'disable-sync',
  'no-pings',
] as const;
