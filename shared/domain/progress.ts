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
