import { z } from 'zod';
import { job } from './operation.ts';

/** The result of checking the stored review index. */
export interface IndexCheck {
  /** How many entries the case has, and how many the index holds. */
  readonly entries: number;
  readonly indexed: number;
  /** Null if it agrees with the rows; otherwise one sentence about the first difference. */
  readonly difference: string | null;
}

/** The review index that imports store: derived from the entries, and rebuilt from them on demand. */
export const indexOperations = {
  'index.check': job<IndexCheck>()(z.object({})),
  /**
   * Loads the index into memory, so that no later question waits for it. It gives way to every question, and
   * continues once none has been asked for a moment.
   */
  'index.preload': job<null>()(z.object({})),
  /** Needs the case in full. */
  'index.rebuild': job<IndexCheck>()(z.object({})),
} as const;
