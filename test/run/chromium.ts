import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  'microsoft-edge',
];

/** The machine's own Chromium: what CHROMIUM names, or the first on PATH; null where there is none. */
export function findChromium(environment: NodeJS.ProcessEnv = process.env): string | null {
  return (
    environment['CHROMIUM'] ||
    names.map((name) => onPath(name, environment)).find((path) => path !== null) ||
    null
  );
}

/** The full path of a program on PATH, or null. */
export function onPath(name: string, environment: NodeJS.ProcessEnv = process.env): string | null {
  const directories = (environment['PATH'] ?? '').split(delimiter).filter((directory) => directory !== '');
  return directories.map((directory) => join(directory, name)).find(isExecutable) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
