import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { webSocketPort } from '../../shared/contract/web-socket.ts';
import { AppError } from '../../shared/errors.ts';
import { browserProtocol, browserSocketPath, readOffer } from '../../shared/host/browser.ts';
import type { Session } from '../session/session.ts';
import { DoorKeeper } from './secrets.ts';
import { Sessions } from './sessions.ts';
import { answerFromSite, readSite, refuse } from './site.ts';

export interface BrowserHostOptions {
  /** Called for each connection of a page. */
  readonly makeSession: () => Session;
  /** The folder of the built renderer. */
  readonly rendererDir: string;
  /** Without it, one that is free. */
  readonly port?: number;
  /** Told what a session failed with outside of any request. */
  readonly reportFault: (error: unknown) => void;
}

export interface BrowserHost {
  /** The address to print: good as long as the host runs. A secret. */
  readonly url: string;
  /** An address to hand to a browser on its command line: good for one page. */
  openingUrl(): string;
  /** Ends every session and stops listening. */
  close(): Promise<void>;
}

/** This machine only. A name would be resolved, and could be made to resolve elsewhere. */
const loopback = '127.0.0.1';

/** How long a refused WebSocket may take to hang up, in milliseconds. */
const refusedForMs = 2000;

/** Bytes of one message from a page; the largest honest one, a bulk annotation, is about a tenth of it. */
const largestMessage = 16 * 1024 * 1024;

/**
 * Serves the review application to browsers on this machine: its pages, and the engine over a WebSocket.
 *
 * Other pages in the same browser and other users of the same machine are hostile. A request must name this host by
 * its own address (against DNS rebinding); the WebSocket must come from this host's own page and bring the secret
 * that only the person who started the host was given. The pages themselves hold no secret and need none.
 *
 * @throws AppError FILE_UNREADABLE without built pages; INVALID_INPUT where the port cannot be had
 */
export async function startBrowserHost(options: BrowserHostOptions): Promise<BrowserHost> {
  const site = readSite(options.rendererDir);
  const door = new DoorKeeper();
  const sessions = new Sessions(options.reportFault);
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: largestMessage,
    perMessageDeflate: false,
    handleProtocols: () => browserProtocol,
  });

  const server = createServer((request, response) => {
    const host = ownHost(request, server);
    if (host === null) refuse(response, 421, 'this is not the address of this host');
    else answerFromSite(site, host, request, response);
  });
  server.headersTimeout = 10_000;
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const refusal = refusalOfSocket(request, server, door);
    if (refusal !== null) {
      // Whoever is refused and does not hang up would hold a socket of this process for as long as they like.
      setTimeout(() => socket.destroy(), refusedForMs).unref();
      return void socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    }
    sockets.handleUpgrade(request, socket, head, (accepted: WebSocket) => {
      void sessions.serve(webSocketPort(accepted), options.makeSession);
    });
  });

  await listen(server, options.port ?? 0);
  const origin = `http://${loopback}:${portOf(server)}`;
  return {
    url: `${origin}/#token=${door.token}`,
    openingUrl: () => `${origin}/#ticket=${door.issueTicket()}`,
    close: async () => {
      server.close();
      await sessions.close();
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
    },
  };
}

/** The status line that a WebSocket is refused with, or null where it may come in. */
function refusalOfSocket(request: IncomingMessage, server: Server, door: DoorKeeper): string | null {
  const host = ownHost(request, server);
  if (host === null) return '421 Misdirected Request';
  // A browser always says which page asks; only a page of this very address may.
  if (request.headers.origin !== `http://${host}`) return '403 Forbidden';
  if (request.method !== 'GET' || request.url !== browserSocketPath) return '404 Not Found';
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((offer) => offer.trim());
  const secrets = readOffer(offered);
  return secrets !== null && door.admit(secrets) ? null : '401 Unauthorized';
}

/** The Host header where it is one of this host's own two names for itself, otherwise null. */
function ownHost(request: IncomingMessage, server: Server): string | null {
  const port = portOf(server);
  const { host } = request.headers;
  return host === `${loopback}:${port}` || host === `localhost:${port}` ? host : null;
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

async function listen(server: Server, port: number): Promise<void> {
  try {
    server.listen(port, loopback);
    await once(server, 'listening');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    const why =
      code === 'EADDRINUSE' ? 'is in use' : code === 'EACCES' ? 'is not open to you' : 'cannot be used';
    throw new AppError(
      {
        code: 'INVALID_INPUT',
        message: `port ${port} ${why}`,
        safe: 'nothing was opened',
        next: 'choose another port, or leave it out to get one that is free',
        details: { port, reason: String(cause) },
      },
      { cause },
    );
  }
}
