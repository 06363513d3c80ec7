import type { ReportCheck } from '../../shared/domain/guided-report.ts';
import type { Tone } from '../design/state-mark.tsx';
import { strings } from '../strings.ts';

export interface CheckVerdict {
  readonly tone: Tone;
  readonly words: string;
  /** What a person must know to judge it. */
  readonly notes: readonly string[];
}

/** What came of a check, in words. Another version may write the same figures in other bytes: that alone is no edit. */
export function verdictOfCheck(check: ReportCheck): CheckVerdict {
  const words = strings.reports.check;
  const { same, form, version, checkedBy, since, more } = check;
  const differing = check.differences.length + more;
  const isOther = version !== checkedBy;
  if (same) return { tone: 'good', words: words.same, notes: [] };
  const other = form === 'edited' && isOther ? [words.otherVersion(version, checkedBy)] : [];
  if (differing === 0)
    return isOther
      ? { tone: 'warn', words: words.otherBytes, notes: other }
      : { tone: 'bad', words: words.edited, notes: [] };
  return {
    tone: 'bad',
    words: words.differ(differing),
    notes: [
      since > 0 ? words.since(since) : words.notSince,
      ...(form === null ? [words.notCompared] : []),
      ...(form === 'edited' && !isOther ? [words.editedToo] : other),
    ],
  };
}
