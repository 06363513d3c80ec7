import type { VerifyReport } from '../../shared/domain/verification.ts';
import { outcomeOf, type PackOutcome } from '../../shared/pack/outcome.ts';
import type { Tone } from '../design/state-mark.tsx';
import { packVerdicts, packVerdictsInBrief } from '../strings/axes.ts';

export interface PackVerdict {
  readonly outcome: PackOutcome;
  readonly tone: Tone;
  readonly mark: Tone;
  readonly words: string;
  /** For a badge. */
  readonly brief: string;
}

/**
 * What the check of a pack came to, in one mark and one sentence. The mark is a check only where the seal holds under a key
 * that is known another way than by the pack: whoever forges a pack seals it too. Whether the pack fails, or what was sealed
 * in it, is told apart: who reads of the one must not take it for the other.
 *
 * @param compared whether the person has just compared the key of the seal with one that they know
 */
export function packVerdict(
  { axes, signers = [] }: Pick<VerifyReport, 'axes' | 'signers'>,
  compared = false,
): PackVerdict {
  const outcome = outcomeOf({ axes });
  const failed = axes.filter(({ status }) => status === 'fail').length;
  if (outcome === 'pack') {
    const words = packVerdicts.fails(failed);
    return { outcome, tone: 'bad', mark: 'bad', words, brief: words };
  }
  if (outcome === 'evidence') {
    const words = packVerdicts.evidence(failed);
    return { outcome, tone: 'warn', mark: 'bad', words, brief: packVerdictsInBrief.evidence(failed) };
  }
  const unknown = axes.filter(({ status }) => status !== 'pass').length;
  const sealed = axes.some(
    ({ axis, subject, status }) => axis === 'signature' && subject === 'pack' && status === 'pass',
  );
  const known = compared || signers.some((signer) => signer.seal !== 'timestamp' && signer.known !== null);
  const sealedBy = !sealed ? 'nobody' : known ? 'known' : 'stranger';
  const tone = sealedBy === 'known' ? 'good' : 'warn';
  const words = packVerdicts.sound(unknown, sealedBy);
  const brief = packVerdictsInBrief.sound(unknown, axes.length, sealedBy);
  return { outcome, tone, mark: tone, words, brief };
}
