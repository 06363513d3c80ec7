import { EventEmitter } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { EngineProcess } from './engine-process.ts';

/** Stands for a utility process: Electron's own is what this module is handed. */
class Forked extends EventEmitter {
  readonly told: [unknown, string[]][] = [];
  killed = false;
  postMessage(message: unknown, transfer: string[] = []): void {
    this.told.push([message, transfer]);
  }
  kill(): boolean {
    this.killed = true;
    return this.emit('exit', 143);
  }
}

function shell() {
  const forked: Forked[] = [];
  const lost = vi.fn();
  let channels = 0;
  const engine = new EngineProcess<string>({
    fork: () => {
      const process = new Forked();
      forked.push(process);
      return process;
    },
    channel: () => {
      channels += 1;
      return { port1: `engine ${channels}`, port2: `page ${channels}` };
    },
    lost,
  });
  return { engine, forked, lost };
}

afterEach(() => vi.useRealTimers());

describe('the engine’s process', () => {
  it('starts with the first session and hands each its own channel', () => {
    const { engine, forked } = shell();
    expect(engine.openSession('a.casebound')).toBe('page 1');
    expect(engine.openSession(null)).toBe('page 2');
    expect(forked.map((process) => process.told)).toEqual([
      [
        [{ type: 'session', startCase: 'a.casebound' }, ['engine 1']],
        [{ type: 'session', startCase: null }, ['engine 2']],
      ],
    ]);
  });

  it('tells that it was lost, and starts anew with the next session', () => {
    const { engine, forked, lost } = shell();
    engine.openSession(null);
    expect(lost).not.toHaveBeenCalled();
    forked[0]?.emit('exit', 139);
    expect(lost).toHaveBeenCalledOnce();
    expect(forked).toHaveLength(1);
    expect(engine.openSession(null)).toBe('page 2');
    expect(forked[1]?.told).toEqual([[{ type: 'session', startCase: null }, ['engine 2']]]);
  });

  it('is told to end, and waited for', async () => {
    const { engine, forked } = shell();
    engine.openSession(null);
    let ended = false;
    const ending = engine.end().then(() => {
      ended = true;
    });
    expect(forked[0]?.told.at(-1)).toEqual([{ type: 'end' }, []]);
    await Promise.resolve();
    expect(ended).toBe(false);
    forked[0]?.emit('exit', 0);
    await ending;
    expect(forked[0]?.killed).toBe(false);
  });

  it('is killed where it does not end in time', async () => {
    vi.useFakeTimers();
    const { engine, forked } = shell();
    engine.openSession(null);
    const ending = engine.end();
    await vi.advanceTimersByTimeAsync(3000);
    await ending;
    expect(forked[0]?.killed).toBe(true);
  });

  it('has nothing to end where it never ran', async () => {
    const { engine, forked } = shell();
    await engine.end();
    expect(forked).toEqual([]);
  });
});
