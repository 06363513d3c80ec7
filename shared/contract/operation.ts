import type { z } from 'zod';

export type OperationKind = 'call' | 'job' | 'stream';

/** One operation of the contract: its kind, the schema of its input, and the type of its output. */
export interface Operation<
  K extends OperationKind = OperationKind,
  I extends z.ZodType = z.ZodType,
  O = unknown,
> {
  readonly kind: K;
  readonly input: I;
  /** A type without a value: the engine itself makes outputs, and they are JSON-safe. */
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
