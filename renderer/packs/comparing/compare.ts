import { toAppError } from '../../../shared/errors.ts';
import { comparePacks } from '../../../shared/pack/difference/compare-packs.ts';
import { checkEffects } from '../../verify/thread/effects.ts';
import { fileReader } from '../../verify/thread/file-reader.ts';
import { seldom } from '../../verify/thread/orders.ts';
import type { CompareMessage, CompareOrder } from './messages.ts';

/** Compares two packs and reports progress. To stop it, end the thread in which it runs. */
export async function compare(
  { pack, against, known }: CompareOrder,
  tell: (message: CompareMessage) => void,
): Promise<void> {
  try {
    const reading = { effects: await checkEffects(), known, checkCancelled: () => {} };
    const difference = await comparePacks(fileReader(pack), fileReader(against), reading, seldom(tell));
    tell({ type: 'difference', difference });
  } catch (error) {
    tell({ type: 'error', error: toAppError(error).toText() });
  }
}
