import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { MessageChannel } from 'node:worker_threads';
import { WebSocket, WebSocketServer } from 'ws';
import { memoryPortPair } from '../../shared/contract/memory.ts';
import { messagePortPort } from '../../shared/contract/message-port.ts';
import type { Port } from '../../shared/contract/port.ts';
import { webSocketPort } from '../../shared/contract/web-socket.ts';

/** Two connected ends of one kind of port, and a way to put anything at all on the wire to the server's end. */
export interface Channel {
  readonly client: Port;
  readonly server: Port;
  /** Sends `data` to the server's end as it is, past the client's own encoding. */
  sendRaw(data: string | Uint8Array): void;
  dispose(): Promise<void>;
}

/** Every kind of port, each over the real thing. */
export const channels: Readonly<Record<string, () => Promise<Channel>>> = {
  memory: memoryChannel,
  'WebSocket over loopback': webSocketChannel,
  'MessagePort of worker threads': messagePortChannel,
};

async function memoryChannel(): Promise<Channel> {
  const [client, server] = memoryPortPair();
  return {
    client,
    server,
    // Memory ports take no text from outside: what is not JSON arrives as the text itself, equally unreadable.
    sendRaw: (data) => client.send(parsed(data)),
    dispose: async () => client.close(),
  };
}

async function webSocketChannel(): Promise<Channel> {
  const listener = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  const socket = new WebSocket(`ws://127.0.0.1:${port}`);
  const [[accepted]] = await Promise.all([once(listener, 'connection'), once(socket, 'open')]);
  return {
    client: webSocketPort(socket),
    server: webSocketPort(accepted),
    sendRaw: (data) => socket.send(data),
    dispose: async () => {
      socket.terminate();
      listener.close();
      await once(listener, 'close');
    },
  };
}

async function messagePortChannel(): Promise<Channel> {
  const { port1, port2 } = new MessageChannel();
  return {
    client: messagePortPort(port1),
    server: messagePortPort(port2),
    sendRaw: (data) => port1.postMessage(data),
    dispose: async () => port1.close(),
  };
}

function parsed(data: string | Uint8Array): unknown {
  try {
    return JSON.parse(String(data));
  } catch {
    return String(data);
  }
}
