import { engineLost } from '../../shared/contract/client.ts';
import { messagePortPort } from '../../shared/contract/message-port.ts';
import type { Port } from '../../shared/contract/port.ts';
import { type DesktopBridge, enginePortMessage } from '../../shared/host/desktop.ts';

/** Longer than an engine takes to start on a slow, busy machine. */
const longestStartMs = 30_000;

/** @throws AppError ENGINE_LOST where the shell brings no port */
export function connectToDesktop(bridge: DesktopBridge, page: Window): Promise<Port> {
  return new Promise((resolve, reject) => {
    const done = () => {
      clearTimeout(timer);
      page.removeEventListener('message', receive);
    };
    const receive = (event: MessageEvent) => {
      const [port] = event.ports;
      // Only this page's own preload script posts such a message from within; messages of a frame or another window
      // are ignored.
      if (event.source !== page || event.data !== enginePortMessage || !port) return;
      done();
      resolve(untilGone(bridge, page, messagePortPort(port)));
    };
    const timer = setTimeout(() => {
      done();
      reject(engineLost());
    }, longestStartMs);
    page.addEventListener('message', receive);
    bridge.requestEngine();
  });
}

/** Closes the port when the engine's process or the page goes: a browser's channel reports neither. */
function untilGone(bridge: DesktopBridge, page: Window, port: Port): Port {
  const close = () => port.close();
  page.addEventListener('pagehide', close);
  port.onClose(bridge.onEngineLost(close));
  return port;
}
