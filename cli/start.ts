import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { whenToldToEnd } from './ending.ts';
import { reportError } from './exit.ts';
import { serveInBrowser } from './host/browser.ts';
import { ensureBuilt } from './host/built.ts';
import { findDesktop, runDesktop } from './host/desktop.ts';
import { place } from './host/place.ts';

/** `npm start [CASE]`: builds what is missing, makes the sample case, and opens the application on it. */
async function start(given: string | undefined, signal: AbortSignal): Promise<void> {
  await ensureBuilt(['renderer', 'checker'], say);
  const startCase = given === undefined ? await makeSample() : resolve(process.env['INIT_CWD'] ?? '', given);

  const desktop = findDesktop(join(place.root, 'node_modules/electron'), {
    platform: process.platform,
    environment: process.env,
    isRoot: process.getuid?.() === 0,
  });
  const reason = 'binary' in desktop ? await openDesktop(desktop.binary, startCase) : desktop.reason;
  if (reason === null) return;
  say(`In a browser, not on the desktop: ${reason}.`);
  await serveInBrowser({ startCase, open: true, say, signal });
}

/** Null once the person has quit; otherwise why there is no desktop application. */
async function openDesktop(binary: string, startCase: string | null): Promise<string | null> {
  await ensureBuilt(['application'], say);
  say('Opening the desktop application.');
  return runDesktop(binary, startCase === null ? [place.root] : [place.root, startCase]);
}

/**
 * Imports, verifies and seals the sample, and reports what it found. Without a sample, the application opens without
 * a case.
 */
async function makeSample(): Promise<string | null> {
  await new Promise((resolve) => {
    spawn(
      process.execPath,
      ['--import', new URL('compiled.mjs', import.meta.url).href, join(place.root, 'samples/make.ts')],
      { stdio: 'inherit' },
    ).on('close', resolve);
  });
  return place.sampleCase !== null && existsSync(place.sampleCase) ? place.sampleCase : null;
}

function say(line: string): void {
  console.log(line);
}

try {
  const stop = new AbortController();
  whenToldToEnd(() => stop.abort());
  await start(process.argv[2], stop.signal);
} catch (error) {
  process.exitCode = reportError(error);
}
