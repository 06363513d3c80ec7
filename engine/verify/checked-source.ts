import type { Axis } from '../../shared/domain/verification.ts';
import type { ChainCheck } from './chain/chain-check.ts';
import type { Carried } from './chain/chain-links.ts';
import type { ChainSample } from './chain/chain-sample.ts';
import type { DerivedSource } from './receipt-check.ts';
import type { TrailCheck } from './trail-check.ts';

/** One source of a verification, whether it was derived now or before. */
export interface CheckedSource {
  readonly subject: string;
  readonly sample: ChainSample;
  readonly trail: TrailCheck;
  readonly chain: ChainCheck | null;
  /** Whether all of its bytes were read. */
  readonly complete: boolean;
  /** What a receipt can be held against; null where it was not derived to the end. */
  readonly derived: DerivedSource | null;
  axes(carried: Carried): Axis[];
}
