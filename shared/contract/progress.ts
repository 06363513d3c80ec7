import type { Progress } from '../domain/progress.ts';

/** At most about ten times a second. */
const intervalMs = 100;

/** Lets a job report as often as it likes: passes on the latest report at intervals, and always the last one. */
export class ThinnedProgress {
  readonly #send: (progress: Progress) => void;
  #held: Progress | null = null;
  #timer: unknown = null;
  #sentAt = Number.NEGATIVE_INFINITY;

  /** @param quietMs how long nothing is passed on at first */
  constructor(send: (progress: Progress) => void, quietMs = 0) {
    this.#send = send;
    if (quietMs > 0) this.#sentAt = Date.now() + quietMs - intervalMs;
  }

  report(progress: Progress): void {
    this.#held = progress;
    const wait = this.#sentAt + intervalMs - Date.now();
    if (wait <= 0) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), wait);
  }

  /** Passes on the report that is held back. */
  flush(): void {
    const progress = this.#held;
    this.drop();
    if (progress === null) return;
    this.#sentAt = Date.now();
    this.#send(progress);
  }

  /** Drops the report that is held back. */
  drop(): void {
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#held = null;
  }
}
