/**
 * How the page proves to the browser host that it was opened by the person at this machine. The address holds, in its
 * fragment, which is never sent to a server, either the token or a ticket that is good for one connection. The
 * WebSocket offers the secret as a subprotocol, so that the host can refuse before there is a connection.
 */

/** The subprotocol itself, which the host selects. */
export const browserProtocol = 'casebound.1';
/** Where the page's WebSocket connects to. */
export const browserSocketPath = '/engine';

/** 128 random bits in hex. */
export const secretPattern = /^[0-9a-f]{32}$/;

export interface Secrets {
  /** Opens any number of connections. A page that comes with a ticket makes its own and brings both. */
  readonly token: string;
  /** Good for one connection, and for making `token` known with it. */
  readonly ticket: string | null;
}

/** What the page offers, in the order of `Sec-WebSocket-Protocol`. */
export function offeredProtocols({ token, ticket }: Secrets): string[] {
  const offered = [browserProtocol, `token.${token}`];
  if (ticket !== null) offered.push(`ticket.${ticket}`);
  return offered;
}

/** Null where what was offered is not of this form. */
export function readOffer(offered: readonly string[]): Secrets | null {
  if (offered[0] !== browserProtocol) return null;
  const token = secretOf('token.', offered[1]);
  const ticket = offered[2] === undefined ? null : secretOf('ticket.', offered[2]);
  if (token === null || (offered[2] !== undefined && ticket === null) || offered.length > 3) return null;
  return { token, ticket };
}

function secretOf(prefix: string, offer: string | undefined): string | null {
  if (!offer?.startsWith(prefix)) return null;
  const secret = offer.slice(prefix.length);
  return secretPattern.test(secret) ? secret : null;
}
