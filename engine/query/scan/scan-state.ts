/** What the threads that look through a case together share: which piece is taken next, how many were handed over, and whether to stop. */
export class ScanState {
  readonly memory: SharedArrayBuffer;
  private readonly cells: Int32Array;

  constructor(memory: SharedArrayBuffer = new SharedArrayBuffer(12)) {
    this.memory = memory;
    this.cells = new Int32Array(memory);
  }

  /** The number of a piece that nobody else takes; there may be no such piece any more. */
  take(): number {
    return Atomics.add(this.cells, 0, 1);
  }

  /** How many pieces all have taken together. */
  get taken(): number {
    return Atomics.load(this.cells, 0);
  }

  /** Another thread: it has posted something. */
  hand(): void {
    Atomics.add(this.cells, 1, 1);
    Atomics.notify(this.cells, 1);
  }

  get handed(): number {
    return Atomics.load(this.cells, 1);
  }

  /** Waits until more than `handed` was posted, at most so many milliseconds. */
  wait(handed: number, ms: number): void {
    Atomics.wait(this.cells, 1, handed, ms);
  }

  stop(): void {
    Atomics.store(this.cells, 2, 1);
  }

  get isStopped(): boolean {
    return Atomics.load(this.cells, 2) === 1;
  }
}
