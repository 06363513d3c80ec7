import type { ColumnValues } from '../../shared/domain/columns.ts';
import type { Decision, HistoryEntry, Missing } from '../../shared/domain/history.ts';
import { printQuery } from '../../shared/query/print.ts';

/** Images that one query names; a claim has dozens. */
const mostImages = 500;

/** What is not in a history: stated, and not explained. `subject`: `image` or `claim`; `query`: what it is of. */
export function missingFrom(
  subject: 'image' | 'claim',
  query: string,
  entries: readonly HistoryEntry[],
): Missing[] {
  const missing: Missing[] = [];
  const has = (kind: HistoryEntry['kind']) => entries.some((entry) => entry.kind === kind);
  const state = (code: string, message: string, shows: string | null = null) =>
    missing.push({ code, message, query: shows });
  if (!has('submission'))
    state('NO_SUBMISSION', `No entry of this ${subject} says that something was submitted.`);
  if (!has('detection')) state('NO_DETECTION', `No entry of this ${subject} says that something was judged.`);
  if (!has('action'))
    state('NO_PERSON', `No entry of this ${subject} says that a person reviewed, decided or appealed.`);
  const results = entries.map(({ row }) => row.values).filter(isResult);
  const without = (column: 'model_version' | 'verdict') =>
    results.filter((values) => values[column] === null).length;
  const judged = `${query} (verdict:* OR confidence:* OR risk_score:*)`;
  if (without('model_version') > 0)
    state(
      'NO_MODEL_VERSION',
      `${some(without('model_version'), 'result')} no model version.`,
      `${judged} -model_version:*`,
    );
  if (without('verdict') > 0)
    state('NO_VERDICT', `${some(without('verdict'), 'result')} no verdict.`, `${judged} -verdict:*`);
  const timeless = entries.filter(({ ms }) => ms === null).length;
  if (timeless > 0)
    state(
      'NO_TIME',
      `${some(timeless, 'entry')} no time that is understood, and stands last.`,
      `${query} -time:0000..9999`,
    );
  return missing;
}

/** What is missing of a claim besides. */
export function missingFromClaim(
  query: string,
  entries: readonly HistoryEntry[],
  decision: Decision | null,
): Missing[] {
  const missing: Missing[] = [];
  if (decision === null) {
    missing.push({
      code: 'NO_DECISION',
      message: 'No entry of this claim says how it was decided.',
      query: null,
    });
  } else if (decision.detections.length === 0) {
    missing.push({
      code: 'NOTHING_BEFORE_DECISION',
      message: 'No result stands before the last decision.',
      query: null,
    });
  }
  const judged = new Set(
    entries.filter(({ kind }) => kind === 'detection').map(({ row }) => row.values.image_id),
  );
  const images = new Set(entries.map(({ row }) => row.values.image_id).filter((image) => image !== null));
  const unjudged = [...images].filter((image) => !judged.has(image));
  if (unjudged.length > 0) {
    missing.push({
      code: 'IMAGE_WITHOUT_DETECTION',
      message: `Of ${unjudged.length} of ${images.size} images no entry says that they were judged.`,
      query: `${query} ${printQuery({ kind: 'exact', field: 'image_id', values: unjudged.slice(0, mostImages), start: 0, end: 0 })}`,
    });
  }
  const escalated = entries.findLastIndex(({ row }) => row.values.action?.toLowerCase() === 'escalated');
  if (escalated !== -1 && !entries.slice(escalated + 1).some(({ kind }) => kind === 'action')) {
    missing.push({
      code: 'ESCALATION_UNANSWERED',
      message: 'After the last escalation no entry says that a person acted.',
      query: `${query} action:escalated`,
    });
  }
  return missing;
}

/** What states a verdict or a score: what `judged` asks for. */
function isResult({ verdict, confidence, risk_score }: ColumnValues): boolean {
  return verdict !== null || confidence !== null || risk_score !== null;
}

function some(count: number, what: 'result' | 'entry'): string {
  if (count === 1) return `One ${what} states`;
  return `${count} ${what === 'entry' ? 'entries' : 'results'} state`;
}
