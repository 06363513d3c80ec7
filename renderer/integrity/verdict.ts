import type { VerifyReport } from '../../shared/domain/verification.ts';
import type { Tone } from '../design/state-mark.tsx';
import { strings } from '../strings.ts';
import { packVerdict } from './pack-verdict.ts';

export interface Verdict {
  readonly tone: Tone;
  /** The mark, if it is not that of the tone. */
  readonly mark?: Tone;
  readonly words: string;
  /** Fewer words, for a badge without room for the others. */
  readonly brief?: string;
}

/**
 * A whole report as one mark and a few words. They always include the number of what could not be checked; and the
 * mark is a check only if the content of every source was proven by its own hashes, not if there was nothing to
 * check.
 */
export function verdictOf(report: Pick<VerifyReport, 'axes'> & Partial<VerifyReport>): Verdict {
  if (report.kind === 'pack') return packVerdict(report);
  const { axes } = report;
  const failed = axes.filter(({ status }) => status === 'fail').length;
  if (failed > 0) return { tone: 'bad', words: strings.integrity.fails(failed) + whereOf(axes) };
  const unknown = axes.filter(({ status }) => status !== 'pass').length;
  const contents = axes.filter(({ axis }) => axis === 'content');
  const proven = contents.length > 0 && contents.every(({ status }) => status === 'pass');
  return { tone: proven ? 'good' : 'warn', words: strings.integrity.nothingFails(unknown, axes.length) };
}

/** In how many of the sources, if there are several and nothing fails outside them. */
function whereOf(axes: VerifyReport['axes']): string {
  const sources = new Set(axes.map(({ subject }) => subject).filter(isSource));
  const failing = new Set(axes.filter(({ status }) => status === 'fail').map(({ subject }) => subject));
  if (sources.size < 2 || ![...failing].every(isSource)) return '';
  return strings.integrity.inSources(failing.size, sources.size);
}

function isSource(subject: string): boolean {
  return subject.startsWith('source ');
}
