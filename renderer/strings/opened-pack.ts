import type { OpenedPack } from '../../shared/domain/case.ts';
import { knownWords } from '../../shared/seal/known-signer.ts';
import { counted, countText } from '../text/numbers.ts';
import { visibleLine } from '../text/visible-text.ts';

/** What stands above every screen while a pack is open instead of a case. */
export const openedPackWords = {
  label: 'Pack',
  from: (name: string) => `From pack ${visibleLine(name)}`,
  outcome: ({ outcome, findingsTotal }: OpenedPack) =>
    ({
      sound: 'nothing fails',
      evidence: 'the evidence in it fails a check, the pack itself none',
      pack: `the pack itself does not verify: ${counted(findingsTotal, 'finding')}`,
    })[outcome],
  holds: ({ scope, records, withheld, masked }: OpenedPack) =>
    [
      `${countText(records)} ${records === 1 ? 'record' : 'records'} of ${visibleLine(scope)}`,
      ...(withheld > 0 ? [`${countText(withheld)} withheld`] : []),
      ...(masked > 0 ? [`${countText(masked)} masked`] : []),
    ].join(', '),
  signer: ({ signers }: OpenedPack) => {
    const [first] = signers;
    if (first === undefined) return 'no seal holds';
    if (first.known !== null) return `sealed by ${visibleLine(knownWords(first.known))}`;
    const [other] = first.others;
    if (other !== undefined)
      return `sealed under the name of ${visibleLine(other.name)}, by another key than the one known to you`;
    return `sealed by ${first.fingerprint}, a signer not known to you`;
  },
  readOnly: 'read-only; nothing of it was acquired here',
} as const;
