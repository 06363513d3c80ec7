import type { Forging } from './forging.ts';

/** What a forger did, for whoever looks at a disagreement. */
export interface Done {
  readonly what: string;
  /**
   * Axes each of which fails for it even where the signer made everything fit and sealed again: that the pack contradicts
   * itself, or checkpoints that were signed earlier. Empty where a signer can say so, and nothing in a pack shows otherwise.
   */
  readonly found: readonly string[];
  /** Whether `openssl`, which the program asks, finds it. */
  readonly asked?: boolean;
}

/** One way of forging files. */
export interface Kind {
  readonly name: string;
  /** What it works on: manifests are then not made to fit again, and what stands in seal/ is not sealed again. */
  readonly of: 'files' | 'manifests' | 'seal';
  /** Null where the pack has nothing of the sort. */
  readonly forge: (forging: Forging) => Done | null | Promise<Done | null>;
}
