import { z } from 'zod';
import { job } from './operation.ts';

/** What was found of the stored review index. */
export interface IndexCheck {
  /** Of the case, and those that the index holds. */
  readonly entries: number;
  readonly indexed: number;
  /** Null where it holds what the rows do; otherwise one sentence about the first difference. */
  readonly difference: string | null;
}

/** The review index that imports store: derived from the entries, and made anew from them at will. */
export const indexOperations = {
  'index.check': job<IndexCheck>()(z.object({})),
  /**
   * Brings the index into memory, so that no later question waits for it. Gives way to every question: it goes on once nobody has
   * asked anything for a moment.
   */
  'index.preload': job<null>()(z.object({})),
  /** Needs the case in full. */
  'index.rebuild': job<IndexCheck>()(z.object({})),
} as const;
