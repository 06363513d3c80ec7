import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, _electron as electron, type Page } from 'playwright-core';
import { findDesktop } from '../../cli/host/desktop.ts';
import { findChromium } from '../run/chromium.ts';
import { ended, startCasebound } from './casebound.ts';

const root = join(import.meta.dirname, '../..');

/** The application in a window of some host, with a case open. */
export interface LaunchedHost {
  readonly page: Page;
  close(): Promise<void>;
}

export interface Host {
  readonly kind: 'browser' | 'desktop';
  /** `caseFile`: the case that the application is started with. */
  launch(caseFile: string): Promise<LaunchedHost>;
}

/** The hosts that can run here. The desktop needs Electron's binary, which no package registry has. */
export function availableHosts(): Host[] {
  const browser: Host = { kind: 'browser', launch: (caseFile) => launchBrowser(caseFile) };
  const machine = { platform: process.platform, environment: process.env, isRoot: process.getuid?.() === 0 };
  const desktop = findDesktop(join(root, 'node_modules/electron'), machine);
  if ('binary' in desktop)
    return [browser, { kind: 'desktop', launch: (caseFile) => launchDesktop(desktop.binary, caseFile) }];
  console.info(`on the browser host alone: ${desktop.reason}`);
  return [browser];
}

interface LaunchedBrowser extends LaunchedHost {
  /** The page anew, as if this browser had never been there. */
  reload(): Promise<void>;
  anotherWindow(): Promise<Page>;
  /** As by a crash of the engine. */
  kill(): Promise<void>;
}

/**
 * @param configuration where the engine keeps what is the user's; else it is gone with the browser
 * @param options further ones of `casebound serve`
 * @param reviewer who annotates; null: nobody has said on this machine who they are
 */
export async function launchBrowser(
  caseFile: string,
  configuration?: string,
  options: readonly string[] = [],
  reviewer: string | null = 'T. Reviewer',
): Promise<LaunchedBrowser> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('no Chromium: install one, or name one in CHROMIUM');
  const profile = mkdtempSync(join(tmpdir(), 'casebound-chromium-'));
  const configured = configuration ?? profile;
  if (!existsSync(join(configured, 'casebound/screens.json'))) introduce(configured, reviewer);
  const server = startCasebound(['serve', caseFile, '--no-open', ...options], {
    environment: { XDG_CONFIG_HOME: configured },
  });
  const address = await printedAddress(server);
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    viewport: { width: 1440, height: 900 },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(address);
  return {
    page,
    async reload() {
      await page.evaluate(() => localStorage.clear());
      await page.goto('about:blank');
      introduce(configured, reviewer);
      await page.goto(address);
      await page.evaluate(() => {
        const token = sessionStorage.getItem('casebound.token');
        sessionStorage.clear();
        localStorage.clear();
        if (token !== null) sessionStorage.setItem('casebound.token', token);
      });
      await page.reload();
    },
    async anotherWindow() {
      const other = await context.newPage();
      await other.goto(address);
      return other;
    },
    async kill() {
      server.kill('SIGKILL');
      await ended(server);
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
    async close() {
      await context.close();
      server.kill('SIGTERM');
      await ended(server);
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** Makes the configuration of a machine on which nothing was done yet, except that somebody may have given their name. */
function introduce(configuration: string, reviewer: string | null): void {
  const folder = join(configuration, 'casebound');
  mkdirSync(folder, { recursive: true });
  const said = reviewer === null ? {} : { author: { text: JSON.stringify(reviewer), time: 1 } };
  // The file appears whole, as when the engine writes it: a page that is being closed has the engine read and write it meanwhile.
  const draft = join(folder, 'screens.json.introduced');
  writeFileSync(draft, JSON.stringify(said));
  renameSync(draft, join(folder, 'screens.json'));
}

/** The first address that the command prints. */
export function printedAddress(server: ReturnType<typeof startCasebound>): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const listen = (piece: Buffer) => {
      said += piece.toString();
      const [address] = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(said) ?? [];
      if (address !== undefined) resolve(address);
    };
    server.stdout?.on('data', listen);
    server.stderr?.on('data', listen);
    server.on('close', (code) =>
      reject(new Error(`serve ended with ${code} before it printed an address: ${said}`)),
    );
  });
}

async function launchDesktop(executablePath: string, caseFile: string): Promise<LaunchedHost> {
  const application = await electron.launch({
    executablePath,
    args: ['--no-sandbox', join(root, 'dist/electron/main.js'), caseFile],
  });
  return { page: await application.firstWindow(), close: () => application.close() };
}
