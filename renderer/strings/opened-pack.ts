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
      evidence: 'the pack itself passes; the evidence in it fails a check',
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
    if (first === undefined) return 'no valid seal';
    if (first.known !== null) return `sealed by ${visibleLine(knownWords(first.known))}`;
    const [other] = first.others;
    if (other !== undefined)
      return `sealed under the name of ${visibleLine(other.name)}, with a different key from the one you know`;
    return `sealed by ${first.fingerprint}, a signer not known to you`;
  },
  readOnly: 'read-only: a pack, not a case file',
  signersChanged: 'your known signers have changed since it was opened',
  again: 'Open it again',
} as const;
