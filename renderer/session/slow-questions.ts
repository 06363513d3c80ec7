import type { CallOptions, Client } from '../../shared/contract/client.ts';
import type { InputOf, NamesOf } from '../../shared/contract/operation.ts';
import type { Operations } from '../../shared/contract/operations.ts';
import type { Progress } from '../../shared/domain/progress.ts';

/** Calls that only ask: cancelling them changes nothing. */
const asks = /^(query|entry|history)\./;

interface Question {
  readonly progress: Progress;
  readonly stop: AbortController;
}

/**
 * Questions that take so long that the engine reports their progress. A store for React: `subscribe` reports every
 * change of `current`.
 */
export class SlowQuestions {
  /** The progress of the question that the engine is working on; null if none is slow. */
  current: Progress | null = null;
  readonly #slow = new Map<number, Question>();
  readonly #listeners = new Set<() => void>();
  #lastId = 0;

  /** The same client, with its questions watched. */
  watching(client: Client): Client {
    return { ...client, call: (name, input, options) => this.#call(client, name, input, options) };
  }

  /** Cancels all that are slow: whoever asked gets CANCELLED. */
  stop(): void {
    for (const { stop } of [...this.#slow.values()]) stop.abort();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  async #call<N extends NamesOf<Operations, 'call'>>(
    client: Client,
    name: N,
    input: InputOf<Operations[N]>,
    options: CallOptions = {},
  ) {
    if (!asks.test(name)) return client.call(name, input, options);
    this.#lastId += 1;
    const id = this.#lastId;
    const stop = new AbortController();
    const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal;
    const onProgress = (progress: Progress) => {
      options.onProgress?.(progress);
      this.#slow.set(id, { progress, stop });
      this.#show(progress);
    };
    try {
      return await client.call(name, input, { signal, onProgress });
    } finally {
      if (this.#slow.delete(id)) this.#show([...this.#slow.values()].at(-1)?.progress ?? null);
    }
  }

  #show(progress: Progress | null): void {
    this.current = progress;
    for (const listener of [...this.#listeners]) listener();
  }
}
