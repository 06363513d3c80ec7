import { type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { WebSocket } from 'ws';
import type { BrowserHost } from '../../engine/host/browser.ts';
import { browserProtocol, browserSocketPath } from '../../shared/host/browser.ts';

export interface Address {
  readonly port: number;
  readonly origin: string;
  readonly token: string;
}

export function addressOf(host: BrowserHost): Address {
  const url = new URL(host.url);
  return { port: Number(url.port), origin: url.origin, token: url.hash.slice('#token='.length) };
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** One request exactly as given: nothing in the path is resolved or encoded on the way. */
export function ask(
  port: number,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (text) => {
        body += text;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    });
    asked.on('error', reject);
    asked.end();
  });
}

/** What comes back for bytes that no well-behaved client sends. */
export function askRaw(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    let answer = '';
    socket.setEncoding('latin1');
    socket.on('data', (text) => {
      answer += text;
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
    socket.setTimeout(2000, () => socket.destroy());
  });
}

export interface Knock {
  readonly host?: string;
  /** Null: none is sent. */
  readonly origin?: string | null;
  readonly path?: string;
  readonly protocols?: string[];
}

/** Tries to open a WebSocket as a page would; answers the open socket, or the status it was refused with. */
export function knock({ port, origin, token }: Address, knock: Knock = {}): Promise<WebSocket | number> {
  const asked = knock.origin === undefined ? origin : knock.origin;
  const protocols = knock.protocols ?? [browserProtocol, `token.${token}`];
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${knock.path ?? browserSocketPath}`, protocols, {
      headers: { Host: knock.host ?? `127.0.0.1:${port}`, ...(asked === null ? {} : { Origin: asked }) },
    });
    socket.on('open', () => resolve(socket));
    socket.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0);
      socket.on('error', () => {});
      socket.terminate();
    });
  });
}
