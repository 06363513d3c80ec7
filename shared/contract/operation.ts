import type { z } from 'zod';

/** How far a job is. `total` is null where it cannot be known. */
export interface Progress {
  /** What is being done, such as `reading`. */
  readonly phase: string;
  readonly done: number;
  readonly total: number | null;
  readonly unit: 'bytes' | 'entries' | 'members';
  /** Entries handled so far, where the unit is another. */
  readonly entries?: number | undefined;
  /** How much is done, 0 to 1, where it is told by something else than `done` and `total`. */
  readonly part?: number | undefined;
  /** How many there are, as somebody else reports it. */
  readonly reported?: number | undefined;
  /** Grows whenever the case holds more than before, though the job goes on. */
  readonly arrivals?: number | undefined;
}

export type OperationKind = 'call' | 'job' | 'stream';

/** One operation of the contract: how it answers, the schema that its input is parsed by, and its output's type. */
export interface Operation<
  K extends OperationKind = OperationKind,
  I extends z.ZodType = z.ZodType,
  O = unknown,
> {
  readonly kind: K;
  readonly input: I;
  /** A type without a value: outputs are made by the engine itself and are JSON-safe. */
  readonly output?: O;
}

export type Contract = Readonly<Record<string, Operation>>;
export type InputOf<T> = T extends Operation<OperationKind, infer I, unknown> ? z.input<I> : never;
export type ParsedInputOf<T> = T extends Operation<OperationKind, infer I, unknown> ? z.output<I> : never;
export type OutputOf<T> = T extends Operation<OperationKind, z.ZodType, infer O> ? O : never;
export type NamesOf<C extends Contract, K extends OperationKind> = {
  [N in keyof C]: C[N]['kind'] extends K ? N : never;
}[keyof C] &
  string;

/** One question, one answer. */
export const call = <O>() => define<'call', O>('call');
/** One answer after a while, with progress and cancel. */
export const job = <O>() => define<'job', O>('job');
/** Many answers, sent only as the receiver asks for them. */
export const stream = <O>() => define<'stream', O>('stream');

function define<K extends OperationKind, O>(kind: K) {
  return <I extends z.ZodType>(input: I): Operation<K, I, O> => ({ kind, input });
}
