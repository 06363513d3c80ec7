import type { VerifyReport } from '../../shared/domain/verification.ts';
import type { Tone } from '../design/state-mark.tsx';
import { strings } from '../strings.ts';

export interface Verdict {
  readonly tone: Tone;
  readonly words: string;
}

/**
 * A whole report in one mark and a few words. What could not be checked is always counted in them; and the mark is a
 * check only where the content of every source was proven by hashes of its own, not where there was nothing to check.
 */
export function verdictOf({ axes }: Pick<VerifyReport, 'axes'>): Verdict {
  const failed = axes.filter(({ status }) => status === 'fail').length;
  if (failed > 0) return { tone: 'bad', words: strings.integrity.fails(failed) };
  const unknown = axes.filter(({ status }) => status !== 'pass').length;
  const contents = axes.filter(({ axis }) => axis === 'content');
  const proven = contents.length > 0 && contents.every(({ status }) => status === 'pass');
  return { tone: proven ? 'good' : 'warn', words: strings.integrity.nothingFails(unknown, axes.length) };
}
