import type { Axis } from '../../shared/domain/verification.ts';
import type { Carried } from './chain/carried.ts';
import type { ChainCheck } from './chain/chain-check.ts';
import type { ChainSample } from './chain/chain-sample.ts';
import type { DerivedSource } from './receipt-check.ts';
import type { TrailCheck } from './trail-check.ts';

/** Of a file that could not be unpacked to its end, what stands behind its name in a sentence. */
export const fileEndsEarly = 'whose file could not be unpacked to its end';

/** Of a source whose storage holds. */
export const derivedAndAgrees =
  'file hash, entry hashes, columns and trees were derived again from the stored bytes, and agree';

/** One source of a verification, whether it was derived now or before. */
export interface CheckedSource {
  readonly subject: string;
  readonly sample: ChainSample;
  readonly trail: TrailCheck;
  readonly chain: ChainCheck | null;
  /** Whether all of its bytes were read. */
  readonly complete: boolean;
  /** Why entries that its maker wrote may not have been read, as a part of a sentence behind its name; null where all were. */
  readonly lacks: string | null;
  /** Whether what was read is not known to be what its maker wrote. */
  readonly isAltered: boolean;
  /** What a receipt can be held against; null where it was not derived to the end. */
  readonly derived: DerivedSource | null;
  axes(carried: Carried): Axis[];
}
