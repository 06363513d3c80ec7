import type { Forging } from './forging.ts';

/** What a forger did, for whoever looks at a disagreement. */
export interface Done {
  readonly what: string;
  /**
   * The axes that fail even if the signer made everything fit and sealed again, because the pack then contradicts itself,
   * or checkpoints that were signed earlier. Empty if nothing in a pack contradicts a signer who says so.
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
  /** Null if the pack has nothing to forge in this way. */
  readonly forge: (forging: Forging) => Done | null | Promise<Done | null>;
}
