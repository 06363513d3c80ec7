import type { Contract, InputOf, NamesOf, OutputOf, Progress } from './operation.ts';
import type { Operations } from './operations.ts';

export interface JobOptions {
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
}

/** The engine as a screen, a command or a test sees it. Every rejection is an `AppError`. */
export interface Client<C extends Contract = Operations> {
  call<N extends NamesOf<C, 'call'>>(name: N, input: InputOf<C[N]>, options?: { signal?: AbortSignal }): Promise<OutputOf<C[N]>>;
  job<N extends NamesOf<C, 'job'>>(name: N, input: InputOf<C[N]>, options?: JobOptions): Promise<OutputOf<C[N]>>;
  /** Pulled: the other side stays at most a few answers ahead. Leaving the loop early cancels. */
  stream<N extends NamesOf<C, 'stream'>>(name: N, input: InputOf<C[N]>, options?: { signal?: AbortSignal }): AsyncIterable<OutputOf<C[N]>>;
  /** Ends the session; whatever is under way is rejected with ENGINE_LOST. */
  close(): void;
}
