import type { ChainedEvent } from '../custody/events.ts';

export interface CustodyPage {
  readonly events: readonly ChainedEvent[];
  /** How many events match, and how many there are. */
  readonly matched: number;
  readonly total: number;
  /** What was done, and by whom, in all of the log: each with its events. */
  readonly actions: readonly CustodyCount[];
  readonly actors: readonly CustodyCount[];
}

export interface CustodyCount {
  readonly value: string;
  readonly count: number;
}

/** Whether the log is a chain, from its first event to its last. */
export interface CustodyState {
  readonly events: number;
  readonly broken: number;
  /** The first of what does not hold. */
  readonly breaks: readonly {
    readonly seq: number;
    readonly fault: 'hash' | 'prev' | 'seq';
    readonly expected: string;
    readonly actual: string;
  }[];
}

/** `ndjson`: as packs carry it, to be recomputed; `csv`: a table, to be read. */
export const custodyFormats = ['ndjson', 'csv'] as const;
export type CustodyFormat = (typeof custodyFormats)[number];

export interface CustodyExport {
  readonly out: string;
  readonly format: CustodyFormat;
  readonly events: number;
}
