import { afterEach, describe, expect, it, vi } from 'vitest';
import { type DesktopBridge, enginePortMessage } from '../../shared/host/desktop.ts';
import { connectToDesktop } from './desktop.ts';

/** A page with the preload script's bridge; the shell's part is played by hand, over a real channel. */
function desktop() {
  const page = new EventTarget() as Window;
  const { port1, port2 } = new MessageChannel();
  let lost = () => {};
  const bridge = {
    requestEngine: vi.fn(),
    onEngineLost: (listener: () => void) => {
      lost = listener;
      return () => {};
    },
  } as Partial<DesktopBridge> as DesktopBridge;
  const post = (data: unknown, ports: readonly MessagePort[], source: unknown = page) =>
    page.dispatchEvent(Object.assign(new Event('message'), { data, ports, source }));
  return { page, bridge, engineEnd: port1, pageEnd: port2, post, loseEngine: () => lost() };
}

afterEach(() => vi.useRealTimers());

describe('the page in the desktop', () => {
  it('asks for the engine and speaks over the port that its preload script hands it', async () => {
    const { page, bridge, engineEnd, pageEnd, post } = desktop();
    const connecting = connectToDesktop(bridge, page);
    expect(bridge.requestEngine).toHaveBeenCalledOnce();
    post(enginePortMessage, [pageEnd]);
    const port = await connecting;
    const heard = new Promise((resolve) => {
      engineEnd.onmessage = (event) => resolve(event.data);
    });
    port.send({ type: 'cancel', id: 1 });
    expect(await heard).toBe('{"type":"cancel","id":1}');
    port.close();
  });

  it('takes no port from another window, nor with another message', async () => {
    vi.useFakeTimers();
    const { page, bridge, engineEnd, pageEnd, post } = desktop();
    const connecting = expect(connectToDesktop(bridge, page)).rejects.toMatchObject({ code: 'ENGINE_LOST' });
    post(enginePortMessage, [pageEnd], new EventTarget());
    post('another', [pageEnd]);
    post(enginePortMessage, []);
    await vi.advanceTimersByTimeAsync(30_000);
    await connecting;
    engineEnd.close();
  });

  it('closes its port when the shell says that the engine is gone', async () => {
    const { page, bridge, pageEnd, post, loseEngine } = desktop();
    const connecting = connectToDesktop(bridge, page);
    post(enginePortMessage, [pageEnd]);
    const port = await connecting;
    const closed = vi.fn();
    port.onClose(closed);
    loseEngine();
    expect(closed).toHaveBeenCalledOnce();
  });

  it('says farewell to the engine when it goes itself', async () => {
    const { page, bridge, engineEnd, pageEnd, post } = desktop();
    const connecting = connectToDesktop(bridge, page);
    post(enginePortMessage, [pageEnd]);
    await connecting;
    const heard = new Promise((resolve) => {
      engineEnd.onmessage = (event) => resolve(event.data);
    });
    page.dispatchEvent(new Event('pagehide'));
    expect(await heard).toBe('');
  });
});
