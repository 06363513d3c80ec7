import type { Progress } from '../domain/progress.ts';
import { type AppError, toAppError } from '../errors.ts';
import { plainly } from '../schema/fault-words.ts';
import { invalidInput, refusal } from './invalid-input.ts';
import type { Contract, NamesOf, Operation, OutputOf, ParsedInputOf } from './operation.ts';
import type { Port } from './port.ts';
import {
  type ClientMessage,
  numberOfUnreadable,
  parseClientMessage,
  type ServerMessage,
} from './protocol.ts';
import { type Run, startRun } from './run.ts';

export interface CallContext {
  /** Aborted when the other side cancels or goes away. */
  readonly signal: AbortSignal;
  /** May be called as often as the work likes: progress is throttled before it crosses the port, and dropped for a call that is answered soon. */
  readonly progress: (progress: Progress) => void;
}
export type JobContext = CallContext;

/** What a host implements: one function for each operation, given parsed input. */
export type Handlers<C extends Contract> = {
  [N in NamesOf<C, 'call'>]: (
    input: ParsedInputOf<C[N]>,
    context: CallContext,
  ) => Promise<OutputOf<C[N]>> | OutputOf<C[N]>;
} & {
  [N in NamesOf<C, 'job'>]: (input: ParsedInputOf<C[N]>, context: JobContext) => Promise<OutputOf<C[N]>>;
} & {
  [N in NamesOf<C, 'stream'>]: (
    input: ParsedInputOf<C[N]>,
    context: CallContext,
  ) => AsyncIterable<OutputOf<C[N]>>;
};

/** The most that one port may ask of the engine; an honest client stays far below. */
export const serverLimits = {
  /** Requests in progress at once; further ones are refused, and the port stays open. */
  concurrent: 256,
  /** Unreadable messages; the next one closes the port. */
  unreadable: 100,
  /** Bytes of answers not yet taken; a client that keeps asking without reading is disconnected. */
  backlog: 256 * 1024 * 1024,
} as const;

export interface Service {
  /** Fulfilled when the port has closed and every handler has ended; never rejected. */
  readonly finished: Promise<void>;
}

/**
 * Answers requests from `port` until it closes. Handlers start in the order of the requests. When the port
 * closes, every handler's signal is aborted. `tell` turns a fault of a handler into what the asker is told.
 */
export function serveContract<C extends Contract>(
  contract: C,
  handlers: Handlers<C>,
  port: Port,
  tell: (fault: unknown) => AppError = toAppError,
): Service {
  const runs = new Map<number, Run>();
  let lastId = 0;
  let unreadable = 0;

  const reply = (message: ServerMessage) => port.send(message);

  port.onMessage((raw) => {
    const message = parseClientMessage(raw);
    if (port.backlog > serverLimits.backlog) port.close();
    else if (message === null) refuseUnreadable(raw);
    else if (message.type === 'start') start(message);
    else if (message.type === 'pull') runs.get(message.id)?.grant(message.count);
    else runs.get(message.id)?.cancel();
  });

  const finished = new Promise<void>((resolve) => {
    port.onClose(() => {
      for (const run of runs.values()) run.cancel();
      void Promise.all([...runs.values()].map((run) => run.settled)).then(() => resolve());
    });
  });

  function start({ id, name, input }: ClientMessage & { type: 'start' }): void {
    try {
      if (id <= lastId) throw refusal(`request ${id}: this number was used before`);
      lastId = id;
      if (runs.size >= serverLimits.concurrent) {
        throw refusal(`more than ${serverLimits.concurrent} requests at once`);
      }
      const operation = operationOf(contract, name);
      const parsed = operation.input.safeParse(input, plainly);
      if (!parsed.success) throw invalidInput(name, parsed.error);
      const handler = handlerOf(handlers, name);
      const run = startRun(id, operation.kind, (context) => handler(parsed.data, context), reply, tell);
      runs.set(id, run);
      void run.settled.then(() => runs.delete(id));
    } catch (error) {
      refuse(id, toAppError(error));
    }
  }

  function refuseUnreadable(raw: unknown): void {
    unreadable += 1;
    if (unreadable > serverLimits.unreadable) port.close();
    else refuse(numberOfUnreadable(raw), refusal('this is not a message of the protocol'));
  }

  function refuse(id: number | null, error: AppError): void {
    // A later message that misuses a number must not end the request in progress.
    const about = id !== null && runs.has(id) ? null : id;
    reply({ type: 'error', id: about, error: error.toText() });
  }

  return { finished };
}

/** The name comes from the other side: it is looked up only among the contract's own declarations. */
function operationOf(contract: Contract, name: string): Operation {
  const operation = Object.hasOwn(contract, name) ? contract[name] : undefined;
  if (!operation) throw refusal(`there is no operation ${JSON.stringify(name)}`);
  return operation;
}

type AnyHandler = (input: unknown, context: JobContext) => unknown;

/** The one loose type: `Handlers` has proven that each handler takes what its operation's schema gives. */
function handlerOf<C extends Contract>(handlers: Handlers<C>, name: string): AnyHandler {
  const handler = (handlers as Readonly<Record<string, unknown>>)[name];
  if (typeof handler !== 'function') throw new TypeError(`no handler for ${name}`);
  return (input, context) => handler.call(handlers, input, context);
}
