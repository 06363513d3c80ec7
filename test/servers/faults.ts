import { gzipSync } from 'node:zlib';
import type { Fault } from './server.ts';

/** Runs `fault` for the requests of these numbers, from 1; the others are answered as they should be. */
export function at(numbers: readonly number[], fault: Fault): Fault {
  return (exchange) => (numbers.includes(exchange.n) ? fault(exchange) : exchange.next());
}

/** Runs `fault` for every nth request. */
export function every(nth: number, fault: Fault): Fault {
  return (exchange) => (exchange.n % nth === 0 ? fault(exchange) : exchange.next());
}

export function status(code: number, headers: Readonly<Record<string, string>> = {}): Fault {
  return ({ response }) => {
    response.writeHead(code, headers);
    response.end('{"error":"something"}');
  };
}

/** Half of the body, then the connection is gone. */
export const cut: Fault = ({ response, answered }) => {
  response.writeHead(200, {
    'Content-Type': answered.type,
    'Content-Length': Buffer.byteLength(answered.body),
  });
  response.write(answered.body.slice(0, Math.ceil(answered.body.length / 2)), () => response.destroy());
};

/** The same without a length, so that only the missing last chunk tells. */
export const cutChunked: Fault = ({ response, answered }) => {
  response.writeHead(200, { 'Content-Type': answered.type });
  response.write(answered.body.slice(0, Math.ceil(answered.body.length / 2)), () => response.destroy());
};

/** The header promises fewer bytes than come. */
export const shortLength: Fault = ({ response, answered }) => {
  response.socket?.end(
    `HTTP/1.1 200 OK\r\nContent-Type: ${answered.type}\r\nContent-Length: ${Math.floor(answered.body.length / 2)}\r\n\r\n${answered.body}`,
  );
};

/** The header promises more bytes than come. */
export const longLength: Fault = ({ response, answered }) => {
  response.socket?.end(
    `HTTP/1.1 200 OK\r\nContent-Type: ${answered.type}\r\nContent-Length: ${answered.body.length + 10}\r\n\r\n${answered.body}`,
  );
};

export const gzipped: Fault = ({ response, answered }) => {
  response.writeHead(answered.status, { 'Content-Type': answered.type, 'Content-Encoding': 'gzip' });
  response.end(gzipSync(answered.body));
};

/** A few bytes, and then none for as long as somebody waits. */
export const stalled: Fault = ({ response, answered }) => {
  response.writeHead(200, { 'Content-Type': answered.type });
  response.write(answered.body.slice(0, 10));
};

/** A byte now and then: never silent for long, and never done. */
export const trickled: Fault = ({ response, answered }) => {
  response.writeHead(200, { 'Content-Type': answered.type });
  const timer = setInterval(() => response.write(' '), 10);
  response.on('close', () => clearInterval(timer));
};

export const invalidJson: Fault = ({ response, answered }) => {
  response.writeHead(200, { 'Content-Type': answered.type });
  response.end(`${answered.body.slice(0, -2)},,`);
};

/** An answer that goes on and on, until nobody reads it. */
export const endless: Fault = ({ response, answered }) => {
  response.writeHead(200, { 'Content-Type': answered.type });
  const piece = Buffer.alloc(1 << 16, ' ');
  const more = () => {
    while (!response.destroyed && response.write(piece));
  };
  response.on('drain', more);
  response.on('error', () => {});
  response.write('[');
  more();
};

/** Another origin is named. */
export function redirect(to: string, code = 302): Fault {
  return ({ response }) => {
    response.writeHead(code, { Location: to });
    response.end();
  };
}
