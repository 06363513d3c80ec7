import { describe, expect, it } from 'vitest';
import { memoryPortPair } from './memory.ts';

describe('a pair of ports in memory', () => {
  it('delivers copies, as any other port does', async () => {
    const [left, right] = memoryPortPair();
    const message = { list: [1], absent: undefined };
    const received = new Promise<unknown>((resolve) => right.onMessage(resolve));
    left.send(message);
    message.list.push(2);
    expect(await received).toEqual({ list: [1] });
  });

  it('delivers what was sent before it closed, then tells of the close', async () => {
    const [left, right] = memoryPortPair();
    const seen: unknown[] = [];
    right.onMessage((message) => seen.push(message));
    const closed = new Promise<void>((resolve) => right.onClose(resolve));
    left.send(1);
    left.send(2);
    left.close();
    left.send(3);
    await closed;
    expect(seen).toEqual([1, 2]);
  });

  it('keeps what arrives before anyone listens, and tells a late listener of the close', async () => {
    const [left, right] = memoryPortPair();
    left.send('early');
    await new Promise((resolve) => setTimeout(resolve, 20));
    const seen: unknown[] = [];
    right.onMessage((message) => seen.push(message));
    expect(seen).toEqual(['early']);
    right.close();
    right.onClose(() => seen.push('closed'));
    expect(seen).toEqual(['early', 'closed']);
  });

  it('tells how much is still on its way', async () => {
    const [left, right] = memoryPortPair();
    left.send('x'.repeat(1000));
    expect(left.backlog).toBe(1002);
    await new Promise((resolve) => right.onMessage(resolve));
    expect(left.backlog).toBe(0);
  });

  it('lets timers have their turn while two ends talk without pause', async () => {
    const [left, right] = memoryPortPair();
    right.onMessage((count) => right.send(count));
    let talking = true;
    left.onMessage((count) => {
      if (talking) left.send(Number(count) + 1);
    });
    left.send(0);
    const started = Date.now();
    await new Promise((resolve) => setTimeout(resolve, 30));
    talking = false;
    expect(Date.now() - started).toBeLessThan(2000);
  });
});
