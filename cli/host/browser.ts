import { once } from 'node:events';
import { startBrowserHost } from '../../engine/host/browser.ts';
import { RecentCases } from '../../engine/session/recent-cases.ts';
import { ScreenState } from '../../engine/session/screen-state.ts';
import { createSession } from '../../engine/session/session.ts';
import { SignerList } from '../../engine/session/signer-list.ts';
import type { AccessMode } from '../../shared/domain/case.ts';
import { findOpener, openAddress } from './open-address.ts';
import { place } from './place.ts';

export interface ServeOptions {
  /** The case that pages open first. */
  readonly startCase: string | null;
  /** The highest mode in which pages may open a case; any mode if omitted. */
  readonly mostMode?: AccessMode;
  /** Any free port if omitted. */
  readonly port?: number | undefined;
  /** Whether to open the person's browser. */
  readonly open: boolean;
  readonly say: (line: string) => void;
  /** Aborted when the person wants to quit, which may be before anything has started. */
  readonly signal: AbortSignal;
}

/**
 * Serves the review application on loopback until `signal` is aborted.
 *
 * @throws AppError as `startBrowserHost`
 */
export async function serveInBrowser({
  startCase,
  mostMode = 'full',
  port,
  open,
  say,
  signal,
}: ServeOptions): Promise<void> {
  const host = await startBrowserHost({
    makeSession: () =>
      createSession({
        startCase,
        mostMode,
        sampleCase: place.sampleCase,
        recentCases: new RecentCases(),
        screenState: new ScreenState(),
        signers: new SignerList(),
      }),
    rendererDir: place.renderer,
    reportFault: (error) => console.error(error),
    ...(port === undefined ? {} : { port }),
  });
  say(`Casebound is at ${host.url}`);
  say('Whoever has this address can use the case. Ctrl+C ends.');
  if (open) {
    const reason = await openAddress(host.openingUrl(), findOpener(process.platform, process.env));
    if (reason !== null) say(`Open the address in a browser: ${reason}.`);
  }
  if (!signal.aborted) await once(signal, 'abort');
  await host.close();
}
