/** How far a job has come. `total` is null if it cannot be known. */
export interface Progress {
  /** What is being done, such as `reading`. */
  readonly phase: string;
  readonly done: number;
  readonly total: number | null;
  readonly unit: 'bytes' | 'entries' | 'members';
  /** Entries handled so far, if the unit is something else. */
  readonly entries?: number | undefined;
  /** How much is done, 0 to 1, if `done` and `total` do not say it. */
  readonly part?: number | undefined;
  /** How many there are according to the other side, such as an API. */
  readonly reported?: number | undefined;
  /** Grows whenever the case holds more than before while the job is still running. */
  readonly arrivals?: number | undefined;
}
