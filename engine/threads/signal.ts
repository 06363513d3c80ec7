import { cancelled } from '../../shared/errors.ts';

/** A flag shared between threads that stops work which never returns to the event loop. */
export class StopFlag {
  readonly memory: SharedArrayBuffer;
  private readonly cell: Int32Array;

  constructor(memory: SharedArrayBuffer = new SharedArrayBuffer(4)) {
    this.memory = memory;
    this.cell = new Int32Array(memory);
  }

  set(): void {
    Atomics.store(this.cell, 0, 1);
  }

  clear(): void {
    Atomics.store(this.cell, 0, 0);
  }

  get isSet(): boolean {
    return Atomics.load(this.cell, 0) === 1;
  }

  /** @throws AppError CANCELLED once set. */
  check(): void {
    if (this.isSet) throw cancelled('nothing was kept of it');
  }
}

/** Counts the bytes that one thread reads, for another thread to report. */
export class Meter {
  readonly memory: SharedArrayBuffer;
  private readonly cell: BigInt64Array;

  constructor(memory: SharedArrayBuffer = new SharedArrayBuffer(8)) {
    this.memory = memory;
    this.cell = new BigInt64Array(memory);
  }

  add(bytes: number): void {
    Atomics.add(this.cell, 0, BigInt(bytes));
  }

  get bytes(): number {
    return Number(Atomics.load(this.cell, 0));
  }
}

/** Keeps one thread at most `limit` messages ahead of another. */
export class Window {
  readonly memory: SharedArrayBuffer;
  private readonly cell: Int32Array;
  private readonly limit: number;

  constructor(limit: number, memory: SharedArrayBuffer = new SharedArrayBuffer(4)) {
    this.limit = limit;
    this.memory = memory;
    this.cell = new Int32Array(memory);
  }

  /** Called by the sender before each message: waits while the receiver is `limit` behind, or until `stopped`. */
  enter(stopped: () => boolean): void {
    while (!stopped()) {
      const ahead = Atomics.load(this.cell, 0);
      if (ahead < this.limit) break;
      Atomics.wait(this.cell, 0, ahead, 50);
    }
    Atomics.add(this.cell, 0, 1);
  }

  /** Like `enter`, for a sender that does not wait: whether there is room. */
  tryEnter(): boolean {
    if (Atomics.load(this.cell, 0) >= this.limit) return false;
    Atomics.add(this.cell, 0, 1);
    return true;
  }

  /** Called by the receiver after each message. */
  leave(): void {
    Atomics.sub(this.cell, 0, 1);
    Atomics.notify(this.cell, 0);
  }
}
