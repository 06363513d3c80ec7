import { desktopHost, desktopOrigin, desktopScheme } from '../shared/host/desktop.ts';

/** What the page may do, decided on plain values. Everything is refused that is not named here. */

/** An address of the application's own pages. `URL.origin` is no help: it is opaque for schemes of one's own. */
export function isOwnAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host, username, password } = new URL(address);
  return protocol === `${desktopScheme}:` && host === desktopHost && username === '' && password === '';
}

/** The window stays on the application's pages, and there are no frames in it. */
export function mayNavigate(navigation: { readonly url: string; readonly isMainFrame: boolean }): boolean {
  return navigation.isMainFrame && isOwnAddress(navigation.url);
}

/** No page opens another window, nor the system's browser. */
export function onWindowOpen(): { action: 'deny' } {
  return { action: 'deny' };
}

/** The page loads from the application alone: a session that reaches no network cannot leak. */
export function mayLoad(address: string, packaged: boolean): boolean {
  if (address.startsWith('blob:')) return isOwnAddress(address.slice('blob:'.length));
  // The developer tools' own pages.
  return (
    isOwnAddress(address) || address.startsWith('data:') || (!packaged && address.startsWith('devtools:'))
  );
}

/** Copying text is all that the page asks of the system. */
export function mayUse(permission: string, origin: string | undefined): boolean {
  return permission === 'clipboard-sanitized-write' && origin !== undefined && isOwnAddress(origin);
}

/** The part of Electron's WebFrameMain that says who sent a message. */
export interface SendingFrame {
  readonly origin: string;
  readonly parent: unknown;
}

/** Only the window's own page is heard: no frame within it, and nothing that has navigated elsewhere. */
export function isTrustedSender(frame: SendingFrame | null | undefined): boolean {
  return frame != null && frame.parent === null && frame.origin === desktopOrigin;
}
