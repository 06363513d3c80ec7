import { createHash } from 'node:crypto';
import {
  type ClientRequest,
  type Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
} from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Readable } from 'node:stream';
import { TLSSocket } from 'node:tls';
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';
import { AppError } from '../../../shared/errors.ts';
import type { Ask } from '../apis/api.ts';
import { keyRepeated, repeatsKey } from './key.ts';
import { Unanswered } from './unanswered.ts';

export interface Connection {
  readonly base: URL;
  readonly key: string;
  readonly agent: HttpAgent;
}

/** What one answer may cost. */
export interface AnswerLimits {
  /** Of an answer that is held in memory, decompressed. */
  readonly bytes: number;
  /** Of one that is kept as it streams. */
  readonly streamBytes: number;
  /** Without a byte. */
  readonly idleMs: number;
  /** From the request to the last byte. */
  readonly totalMs: number;
  readonly streamMs: number;
}

export const usualLimits: AnswerLimits = {
  bytes: 64 << 20,
  streamBytes: 64 * 2 ** 30,
  idleMs: 60_000,
  totalMs: 10 * 60_000,
  streamMs: 24 * 3_600_000,
};

export interface Exchange {
  readonly method: string;
  readonly url: string;
  readonly requestBody: string | null;
  readonly sent: number;
  readonly received: number;
  readonly status: number;
  /** The server's clock, as it states it. */
  readonly date: string | null;
  readonly retryAfter: string | null;
  readonly location: string | null;
  readonly contentType: string | null;
  /** What the body was compressed with on the way. */
  readonly encoding: string | null;
  /** Of an answer that is not streamed; decompressed. */
  readonly body: Buffer;
  readonly bytes: number;
  readonly sha256: Buffer;
  /** The body was longer than allowed, and was not read to its end. */
  readonly tooLong: boolean;
  readonly peer: string | null;
}

/** Most of a body that is kept of an answer that is no success. */
const errorBodyLimit = 64 << 10;

/**
 * Sends one request and reads its answer to the end, without following anything. `onPiece` takes the body of a
 * successful answer as it arrives, in place of memory.
 *
 * @throws Unanswered where there is no whole answer; AppError INVALID_INPUT where its head repeats the key
 */
export function exchange(
  { base, key, agent }: Connection,
  ask: Ask,
  url: URL,
  limits: AnswerLimits,
  signal: AbortSignal,
  onPiece: ((piece: Buffer) => Promise<void>) | null,
): Promise<Exchange> {
  const { promise, resolve, reject } = Promise.withResolvers<Exchange>();
  const sent = Date.now();
  const send = base.protocol === 'https:' ? httpsRequest : httpRequest;
  const request = send(url, {
    method: ask.method,
    agent,
    headers: {
      Authorization: `Bearer ${key}`,
      Accept: 'application/json, application/x-ndjson',
      'Accept-Encoding': 'gzip',
      'User-Agent': 'Casebound',
      ...(ask.body === null
        ? {}
        : { 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(ask.body)) }),
    },
  });
  const guard = new Guard(request, limits, onPiece !== null, signal, reject);
  request.on('response', (response) => {
    if (headOf(response).some((text) => repeatsKey(text, key))) {
      guard.done();
      response.destroy();
      reject(keyRepeated());
      return;
    }
    readBody(response, limits, onPiece, guard)
      .then((body) => {
        const { headers, statusCode = 0 } = response;
        resolve({
          method: ask.method,
          url: url.href,
          requestBody: ask.body,
          sent,
          received: Date.now(),
          status: statusCode,
          date: headers.date ?? null,
          retryAfter: headers['retry-after'] ?? null,
          location: headers.location ?? null,
          contentType: headers['content-type'] ?? null,
          encoding: encodingOf(response),
          ...body,
        });
      }, reject)
      .finally(() => guard.done());
  });
  request.on('error', (error) => {
    guard.done();
    reject(new Unanswered(error));
  });
  request.end(ask.body ?? undefined);
  return promise;
}

/** What of an answer's head is kept, told or followed. */
function headOf({ headers }: IncomingMessage): string[] {
  const told = [headers.date, headers.location, headers['content-encoding'], headers['retry-after']];
  return told.filter((text) => text !== undefined);
}

/** Ends a request that takes too long, or that nobody waits for any more. */
class Guard {
  private readonly request: ClientRequest;
  private readonly idleMs: number;
  private readonly signal: AbortSignal;
  private readonly reject: (error: unknown) => void;
  private readonly total: NodeJS.Timeout;
  private idle: NodeJS.Timeout;
  private held = false;

  constructor(
    request: ClientRequest,
    { idleMs, totalMs, streamMs }: AnswerLimits,
    streamed: boolean,
    signal: AbortSignal,
    reject: (error: unknown) => void,
  ) {
    this.request = request;
    this.idleMs = idleMs;
    this.signal = signal;
    this.reject = reject;
    this.total = setTimeout(() => this.end('it did not end in time'), streamed ? streamMs : totalMs);
    this.idle = this.newIdle();
    signal.addEventListener('abort', this.onAbort, { once: true });
    if (signal.aborted) this.onAbort();
  }

  alive(): void {
    if (!this.held) this.idle.refresh();
    else this.idle = this.newIdle();
    this.held = false;
  }

  /** The time until `alive` is not the server's. */
  hold(): void {
    clearTimeout(this.idle);
    this.held = true;
  }

  done(): void {
    clearTimeout(this.total);
    clearTimeout(this.idle);
    this.signal.removeEventListener('abort', this.onAbort);
  }

  end(why: string): void {
    this.done();
    this.reject(new Unanswered(why));
    this.request.destroy();
  }

  private newIdle(): NodeJS.Timeout {
    return setTimeout(() => this.end('nothing arrived any more'), this.idleMs);
  }

  private readonly onAbort = () => this.end('it was not waited for any longer');
}

type Body = Pick<Exchange, 'body' | 'bytes' | 'sha256' | 'tooLong' | 'peer'>;

async function readBody(
  response: IncomingMessage,
  limits: AnswerLimits,
  onPiece: ((piece: Buffer) => Promise<void>) | null,
  guard: Guard,
): Promise<Body> {
  // Asked now: the socket is gone once the answer has ended.
  const peer = fingerprintOf(response);
  const succeeded =
    response.statusCode !== undefined && response.statusCode >= 200 && response.statusCode < 300;
  const stream = succeeded ? onPiece : null;
  const most = !succeeded ? errorBodyLimit : stream ? limits.streamBytes : limits.bytes;
  const hash = createHash('sha256');
  const pieces: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const piece of decoded(response, guard) as AsyncIterable<Buffer>) {
      guard.alive();
      bytes += piece.length;
      if (bytes > most) {
        response.destroy();
        return { body: Buffer.alloc(0), bytes, sha256: hash.digest(), tooLong: true, peer };
      }
      hash.update(piece);
      if (stream === null) {
        pieces.push(piece);
        continue;
      }
      guard.hold();
      await stream(piece);
      guard.alive();
    }
  } catch (error) {
    // What keeping it met, such as a full disk, is no fault of the answer.
    if (error instanceof AppError || !(error instanceof Error)) throw error;
    throw new Unanswered(error);
  }
  if (!response.complete) throw new Unanswered('the connection was cut in the middle of the answer');
  return { body: Buffer.concat(pieces), bytes, sha256: hash.digest(), tooLong: false, peer };
}

function encodingOf(response: IncomingMessage): string | null {
  const named = response.headers['content-encoding']?.trim().toLowerCase();
  return named === undefined || named === '' || named === 'identity' ? null : named;
}

const decoders: Readonly<Record<string, () => NodeJS.ReadWriteStream>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
  zstd: createZstdDecompress,
};

/** Compressed on the way: what counts is what was compressed. Its own length is bounded by that of what comes out. */
function decoded(response: IncomingMessage, guard: Guard): Readable {
  const name = encodingOf(response);
  if (name === null) return response;
  const decoder = decoders[name]?.();
  if (decoder === undefined)
    throw new Unanswered(`it is compressed in a way that was not asked for: ${name}`);
  response.on('data', () => guard.alive());
  response.on('error', (error) => (decoder as unknown as Readable).destroy(error));
  response.on('aborted', () => (decoder as unknown as Readable).destroy(new Error('aborted')));
  return response.pipe(decoder) as unknown as Readable;
}

function fingerprintOf({ socket }: IncomingMessage): string | null {
  if (!(socket instanceof TLSSocket)) return null;
  return socket.getPeerCertificate().fingerprint256 ?? null;
}
