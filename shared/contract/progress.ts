import type { Progress } from './operation.ts';

/** At most about ten a second. */
const intervalMs = 100;

/** Lets a job report as often as it likes: passes on the latest at intervals, and the last one always. */
export class ThinnedProgress {
  readonly #send: (progress: Progress) => void;
  #held: Progress | null = null;
  #timer: unknown = null;
  #sentAt = Number.NEGATIVE_INFINITY;

  constructor(send: (progress: Progress) => void) {
    this.#send = send;
  }

  report(progress: Progress): void {
    this.#held = progress;
    const wait = this.#sentAt + intervalMs - Date.now();
    if (wait <= 0) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), wait);
  }

  /** Passes on what is held back. Called before the job's answer, so that progress never follows it. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#held === null) return;
    const progress = this.#held;
    this.#held = null;
    this.#sentAt = Date.now();
    this.#send(progress);
  }
}
