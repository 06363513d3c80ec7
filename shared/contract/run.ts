import type { Progress } from '../domain/progress.ts';
import { AppError, cancelled } from '../errors.ts';
import type { OperationKind } from './operation.ts';
import { ThinnedProgress } from './progress.ts';
import type { ServerMessage } from './protocol.ts';
import type { JobContext } from './server.ts';

/** A handler with its parsed input bound: only its kind says what it returns. */
export type Invoke = (context: JobContext) => unknown;
/** @throws TypeError if an answer cannot be represented in JSON. */
export type Reply = (message: ServerMessage) => void;

/** A call that is answered within this many milliseconds reports no progress. */
const soonMs = 100;

/** One request under way. */
export interface Run {
  /** Aborts the handler's signal. The run continues until the handler has ended. */
  cancel(): void;
  /** Lets a stream send `count` more answers. */
  grant(count: number): void;
  /** Never rejects. */
  readonly settled: Promise<void>;
}

/** `tell`: turns a fault into what the asker is told. */
export function startRun(
  id: number,
  kind: OperationKind,
  invoke: Invoke,
  reply: Reply,
  tell: (fault: unknown) => AppError,
): Run {
  const abort = new AbortController();
  const credits = new Credits(abort.signal);
  const report = (state: Progress) => reply({ type: 'progress', id, progress: state });
  const progress = new ThinnedProgress(report, kind === 'job' ? 0 : soonMs);
  const context: JobContext = {
    signal: abort.signal,
    progress: (state) => {
      if (kind !== 'stream' && !abort.signal.aborted) progress.report(state);
    },
  };

  async function answer(): Promise<void> {
    try {
      if (kind === 'stream') await sendAll(invoke(context) as AsyncIterable<unknown>);
      else {
        const value = await invoke(context);
        end();
        reply({ type: 'result', id, value: value ?? null });
      }
    } catch (error) {
      end();
      fail(error);
    }
  }

  /** Before the answer, so that no progress follows it. How far a call had come no longer matters. */
  function end(): void {
    if (kind === 'job') progress.flush();
    else progress.drop();
  }

  async function sendAll(answers: AsyncIterable<unknown>): Promise<void> {
    const iterator = answers[Symbol.asyncIterator]();
    let ended = false;
    try {
      while (await credits.take()) {
        const next = await iterator.next();
        if (next.done) {
          ended = true;
          reply({ type: 'end', id });
          return;
        }
        reply({ type: 'item', id, value: next.value ?? null });
      }
      throw stopped();
    } finally {
      if (!ended) await iterator.return?.();
    }
  }

  function fail(error: unknown): void {
    // Whatever a handler throws because its signal was aborted is not a fault of its own.
    const told = abort.signal.aborted && !(error instanceof AppError) ? stopped() : tell(error);
    try {
      reply({ type: 'error', id, error: told.toText() });
    } catch {
      // Its details cannot be represented in JSON.
      reply({ type: 'error', id, error: { ...told.toText(), details: undefined } });
    }
  }

  return { cancel: () => abort.abort(stopped()), grant: (count) => credits.add(count), settled: answer() };
}

function stopped(): AppError {
  return cancelled('the case file changes only in whole transactions, so nothing half-done was kept');
}

/** More than any honest reader requests ahead; the rest of a larger number is ignored. */
const mostCredits = 1024;

/** How many answers the other side has said it can accept. */
class Credits {
  readonly #signal: AbortSignal;
  #left = 0;
  #wake: (() => void) | null = null;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener('abort', () => this.#wake?.());
  }

  add(count: number): void {
    this.#left = Math.min(this.#left + count, mostCredits);
    this.#wake?.();
  }

  /** Waits for a credit and spends it; false once the request was cancelled. */
  async take(): Promise<boolean> {
    if (this.#left === 0 && !this.#signal.aborted) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = null;
    }
    if (this.#signal.aborted) return false;
    this.#left -= 1;
    return true;
  }
}
