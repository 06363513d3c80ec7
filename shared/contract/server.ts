import type { Contract, NamesOf, OutputOf, ParsedInputOf, Progress } from './operation.ts';

export interface CallContext {
  /** Aborted when the other side cancels or goes away. */
  readonly signal: AbortSignal;
}
export interface JobContext extends CallContext {
  readonly progress: (progress: Progress) => void;
}

/** What a host implements: one function for each operation, given parsed input. */
export type Handlers<C extends Contract> = {
  [N in NamesOf<C, 'call'>]: (input: ParsedInputOf<C[N]>, context: CallContext) => Promise<OutputOf<C[N]>> | OutputOf<C[N]>;
} & {
  [N in NamesOf<C, 'job'>]: (input: ParsedInputOf<C[N]>, context: JobContext) => Promise<OutputOf<C[N]>>;
} & {
  [N in NamesOf<C, 'stream'>]: (input: ParsedInputOf<C[N]>, context: CallContext) => AsyncIterable<OutputOf<C[N]>>;
};
