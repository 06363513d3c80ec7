import type { OpenedPack } from '../../shared/domain/case.ts';
import { knownWords } from '../../shared/seal/known-signer.ts';
import { countText } from '../text/numbers.ts';
import { visibleLine } from '../text/visible-text.ts';

/** What stands above every screen while a pack is open instead of a case. */
export const openedPackWords = {
  label: 'Pack',
  from: (name: string) => `From pack ${visibleLine(name)}`,
  sound: 'its check passes',
  fails: (findings: number) =>
    findings === 1 ? 'it fails its check: 1 finding' : `it fails its check: ${countText(findings)} findings`,
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
