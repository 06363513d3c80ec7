import { Mailbox } from './mailbox.ts';
import type { Port } from './port.ts';
import { decodeMessage, encodeMessage } from './wire.ts';

interface Sender {
  postMessage(data: string): void;
  close(): void;
  start(): void;
}
/** What a browser's and a Node worker's MessagePort have in common. */
interface TargetPort extends Sender {
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'close', listener: () => void): void;
}
/** Electron's MessagePortMain. */
interface EmitterPort extends Sender {
  on(type: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(type: 'close', listener: () => void): unknown;
}

/**
 * The last message of an end that closes, since browsers do not tell the other end. No message of the protocol is
 * empty.
 */
const farewell = '';

/**
 * A port over one end of a message channel: a browser's, a Node worker's or Electron's. The channel does not say how
 * much of what was posted is still on its way, so the backlog is always 0; the protocol's credits limit it.
 */
export function messagePortPort(channel: TargetPort | EmitterPort): Port {
  const mailbox = new Mailbox();
  const closed = () => {
    channel.close();
    mailbox.close();
  };
  const receive = ({ data }: { readonly data: unknown }) => {
    if (data === farewell) closed();
    else mailbox.deliver(decodeMessage(data));
  };
  if ('addEventListener' in channel) {
    channel.addEventListener('message', receive);
    channel.addEventListener('close', closed);
  } else {
    channel.on('message', receive);
    channel.on('close', closed);
  }
  channel.start();
  return {
    backlog: 0,
    send: (message) => {
      if (!mailbox.closed) channel.postMessage(encodeMessage(message));
    },
    onMessage: (listener) => mailbox.onMessage(listener),
    onClose: (listener) => mailbox.onClose(listener),
    close: () => {
      if (mailbox.closed) return;
      channel.postMessage(farewell);
      closed();
    },
  };
}
