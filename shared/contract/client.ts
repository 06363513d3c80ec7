import type { Progress } from '../domain/progress.ts';
import { AppError, cancelled } from '../errors.ts';
import { outOfTurn, type Receiver, StreamReceiver } from './client-stream.ts';
import { refusal } from './invalid-input.ts';
import type { Contract, InputOf, NamesOf, OperationKind, OutputOf } from './operation.ts';
import type { Operations } from './operations.ts';
import type { Port } from './port.ts';
import { type ClientMessage, parseServerMessage, type ServerMessage } from './protocol.ts';

interface StreamOptions {
  readonly signal?: AbortSignal;
}
export interface CallOptions extends StreamOptions {
  /** For a call, only if it takes longer than a person would notice. */
  readonly onProgress?: (progress: Progress) => void;
}

/**
 * The engine as a screen, a command or a test sees it. Every rejection is an `AppError`. An aborted signal ends a call
 * or a stream at once with CANCELLED. A job is asked to stop and answers what became of it: CANCELLED, or its result
 * where it was done already.
 */
export interface Client<C extends Contract = Operations> {
  call<N extends NamesOf<C, 'call'>>(
    name: N,
    input: InputOf<C[N]>,
    options?: CallOptions,
  ): Promise<OutputOf<C[N]>>;
  job<N extends NamesOf<C, 'job'>>(
    name: N,
    input: InputOf<C[N]>,
    options?: CallOptions,
  ): Promise<OutputOf<C[N]>>;
  /** Pulled: the other side stays at most a few answers ahead. Leaving the loop early cancels. */
  stream<N extends NamesOf<C, 'stream'>>(
    name: N,
    input: InputOf<C[N]>,
    options?: StreamOptions,
  ): AsyncIterable<OutputOf<C[N]>>;
  /** Ends the session; whatever is still running is rejected with ENGINE_LOST. */
  close(): void;
}

export function engineLost(): AppError {
  return new AppError({
    code: 'ENGINE_LOST',
    message: 'the connection to the engine was lost',
    safe: 'what was saved is safe: the case file changes only in whole transactions',
    next: 'start the engine again and reopen the case',
  });
}

/** A client that sends requests over `port` as long as it is open. */
export function connectClient<C extends Contract>(contract: C, port: Port): Client<C> {
  const session = new ClientSession(contract, port);
  return {
    call: (name, input, options = {}) =>
      session.ask('call', name, input, options) as Promise<OutputOf<C[typeof name]>>,
    job: (name, input, options = {}) =>
      session.ask('job', name, input, options) as Promise<OutputOf<C[typeof name]>>,
    stream: (name, input, options = {}) => ({
      [Symbol.asyncIterator]: () =>
        session.stream(name, input, options) as AsyncIterator<OutputOf<C[typeof name]>>,
    }),
    close: () => port.close(),
  };
}

class ClientSession {
  readonly #contract: Contract;
  readonly #port: Port;
  readonly #receivers = new Map<number, Receiver>();
  #lastId = 0;
  #lost: AppError | null = null;

  constructor(contract: Contract, port: Port) {
    this.#contract = contract;
    this.#port = port;
    port.onMessage((raw) => this.#receive(parseServerMessage(raw)));
    port.onClose(() => this.#lose(engineLost()));
  }

  ask(kind: 'call' | 'job', name: string, input: unknown, options: CallOptions): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const { signal, onProgress } = options;
      const settle = (act: () => void) => {
        signal?.removeEventListener('abort', stop);
        this.#receivers.delete(id);
        act();
      };
      const fail = (error: AppError) => settle(() => reject(error));
      const receive = (message: ServerMessage) => {
        if (message.type === 'result') settle(() => resolve(message.value));
        else if (message.type === 'progress') onProgress?.(message.progress);
        else fail(outOfTurn(message));
      };
      const stop = () => {
        this.#send({ type: 'cancel', id });
        if (kind === 'call') fail(notWanted());
      };
      const id = this.#start(kind, name, input, signal, { receive, fail });
      signal?.addEventListener('abort', stop, { once: true });
    });
  }

  async *stream(
    name: string,
    input: unknown,
    { signal }: StreamOptions,
  ): AsyncGenerator<unknown, void, void> {
    const receiver = new StreamReceiver();
    const id = this.#start('stream', name, input, signal, receiver);
    const cancel = () => this.#send({ type: 'cancel', id });
    const stop = () => {
      cancel();
      receiver.stop(notWanted());
    };
    signal?.addEventListener('abort', stop, { once: true });
    try {
      yield* receiver.read({ pull: (count) => this.#send({ type: 'pull', id, count }), cancel });
    } finally {
      signal?.removeEventListener('abort', stop);
      this.#receivers.delete(id);
    }
  }

  /** @throws AppError if the request cannot even be sent */
  #start(
    kind: OperationKind,
    name: string,
    input: unknown,
    signal: AbortSignal | undefined,
    receiver: Receiver,
  ): number {
    if (this.#contract[name]?.kind !== kind) throw refusal(`${name} is not a ${kind} of the contract`);
    if (signal?.aborted) throw notWanted();
    if (this.#lost) throw this.#lost;
    this.#lastId += 1;
    try {
      this.#send({ type: 'start', id: this.#lastId, name, input });
    } catch (error) {
      throw refusal(`${name}: the input cannot be said in JSON: ${String(error)}`);
    }
    this.#receivers.set(this.#lastId, receiver);
    return this.#lastId;
  }

  #send(message: ClientMessage): void {
    this.#port.send(message);
  }

  #receive(message: ServerMessage | null): void {
    if (message === null) {
      this.#lose(engineLost());
      this.#port.close();
    } else if (message.type !== 'error') {
      // What still arrives for an abandoned request is dropped.
      this.#receivers.get(message.id)?.receive(message);
    } else if (message.id === null) {
      this.#lose(new AppError(message.error));
      this.#port.close();
    } else {
      this.#receivers.get(message.id)?.fail(new AppError(message.error));
    }
  }

  #lose(error: AppError): void {
    this.#lost ??= error;
    for (const receiver of [...this.#receivers.values()]) receiver.fail(this.#lost);
  }
}

function notWanted(): AppError {
  return cancelled('nothing was changed by stopping');
}
