import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Answered, Asked, Entry, Vendor } from './vendor.ts';

/** What a fault does with an answer; `next` gives it as it is. It runs for every request, `n` from 1. */
export type Fault = (exchange: {
  readonly n: number;
  readonly asked: Asked;
  readonly answered: Answered;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly next: () => void;
}) => void;

export interface Identity {
  readonly key: string;
  readonly cert: string;
}

/** A vendor's API over HTTP or HTTPS on loopback, strict about its documentation, with faults that can be turned on. */
export class VendorServer {
  /** What there is to be had; may grow and change while it runs. */
  entries: Entry[];
  key = 'test-key-0123456789abcdef';
  /** A key that is valid, but may not read the audit trail. */
  readonly weakKey = 'weak-key-0123456789abcdef';
  fault: Fault | null = null;
  /** How far its clock is ahead, in milliseconds. */
  clockSkew = 0;
  readonly asked: Asked[] = [];
  private readonly vendor: Vendor;
  private readonly server;
  private readonly scheme: string;

  private constructor(vendor: Vendor, entries: readonly Entry[], identity: Identity | null) {
    this.vendor = vendor;
    this.entries = [...entries];
    const listener = (request: IncomingMessage, response: ServerResponse) =>
      void this.answer(request, response);
    this.server = identity === null ? createServer(listener) : createTlsServer(identity, listener);
    this.scheme = identity === null ? 'http' : 'https';
  }

  static async start(
    vendor: Vendor,
    entries: readonly Entry[],
    identity: Identity | null = null,
  ): Promise<VendorServer> {
    const made = new VendorServer(vendor, entries, identity);
    made.server.listen(0, '127.0.0.1');
    await once(made.server, 'listening');
    return made;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `${this.scheme}://127.0.0.1:${this.port}`;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = await read(request);
    this.asked.push(asked);
    const answered = this.refused(request) ?? this.vendor(asked, this.entries);
    response.setHeader('Date', new Date(Date.now() + this.clockSkew).toUTCString());
    const next = () => {
      response.writeHead(answered.status, {
        'Content-Type': answered.type,
        'Content-Length': Buffer.byteLength(answered.body),
      });
      response.end(answered.body);
    };
    if (this.fault === null) next();
    else this.fault({ n: this.asked.length, asked, answered, request, response, next });
  }

  private refused({ headers }: IncomingMessage): Answered | null {
    const type = 'application/json';
    if (headers.authorization === `Bearer ${this.weakKey}`)
      return {
        status: 403,
        type,
        body: '{"error":{"code":"verbitas.auth.insufficient_scope","message":"admin scope required"}}',
      };
    if (headers.authorization === `Bearer ${this.key}`) return null;
    return {
      status: 401,
      type,
      body: '{"error":{"code":"verbitas.auth.invalid_key","message":"API key invalid"}}',
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

async function read(request: IncomingMessage): Promise<Asked> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const text = Buffer.concat(pieces).toString();
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://server');
  return {
    method: request.method ?? '',
    path: pathname,
    query: searchParams,
    body: text === '' ? undefined : parsed(text),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
