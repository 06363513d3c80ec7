import type { DetectResult } from '../../shared/domain/import.ts';
import { type AppError, toAppError } from '../../shared/errors.ts';
import { type Chosen, detectInput } from './reading.ts';

type Question = NonNullable<ReturnType<typeof detectInput>>;
export type Detect = (question: Question, signal: AbortSignal) => Promise<DetectResult>;

/**
 * How many are asked at once: the engine answers one at a time, and the latest choice should not wait for all before
 * it.
 */
const together = 2;

/** What is known about one chosen path. The last answer stays until a newer one arrives. */
export interface Found {
  readonly value: DetectResult | null;
  readonly error: AppError | null;
  readonly loading: boolean;
}

interface Asked {
  readonly path: string;
  readonly question: Question;
  readonly key: string;
  readonly wanted: AbortController;
  found: Found;
  running: boolean;
}

const unknown: Found = { value: null, error: null, loading: true };

/** Asks what each chosen path holds, a few at a time. A store for React: `revision` grows with every change. */
export class Detections {
  revision = 0;
  readonly #detect: Detect;
  readonly #asked = new Map<string, Asked>();
  readonly #listeners = new Set<() => void>();

  constructor(detect: Detect) {
    this.#detect = detect;
  }

  /** Sets what is chosen: asks about paths that are new or will be read differently, and drops those that are gone. */
  want(chosen: readonly Chosen[]): void {
    const paths = new Set(chosen.map(({ path }) => path));
    for (const asked of [...this.#asked.values()]) if (!paths.has(asked.path)) this.#drop(asked);
    for (const each of chosen) {
      const question = detectInput(each);
      const before = this.#asked.get(each.path);
      const key = JSON.stringify(question);
      if (question === null || before?.key === key) continue;
      before?.wanted.abort();
      const found = { value: before?.found.value ?? null, error: null, loading: true };
      const wanted = new AbortController();
      this.#asked.set(each.path, { path: each.path, question, key, wanted, found, running: false });
    }
    this.#next();
    this.#changed();
  }

  knows(path: string): boolean {
    return this.#asked.has(path);
  }

  of(path: string): Found {
    return this.#asked.get(path)?.found ?? unknown;
  }

  dispose(): void {
    for (const asked of [...this.#asked.values()]) this.#drop(asked);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #next(): void {
    const all = [...this.#asked.values()];
    let running = all.filter((asked) => asked.running).length;
    for (const asked of all) {
      if (running >= together) return;
      if (asked.running || !asked.found.loading) continue;
      running += 1;
      this.#ask(asked);
    }
  }

  #ask(asked: Asked): void {
    asked.running = true;
    const before = asked.found.value;
    void this.#detect(asked.question, asked.wanted.signal)
      .then(
        (value): Found => ({ value, error: null, loading: false }),
        (thrown: unknown): Found => ({ value: before, error: toAppError(thrown), loading: false }),
      )
      .then((found) => {
        asked.running = false;
        if (this.#asked.get(asked.path) === asked) {
          asked.found = found;
          this.#changed();
        }
        this.#next();
      });
  }

  #drop(asked: Asked): void {
    asked.wanted.abort();
    this.#asked.delete(asked.path);
  }

  #changed(): void {
    this.revision += 1;
    for (const listener of [...this.#listeners]) listener();
  }
}
