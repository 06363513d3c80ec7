import type { ColumnValues } from '../../shared/domain/columns.ts';
import type { HistoryKind } from '../../shared/domain/history.ts';

/**
 * Events by which who may do what, or what happens by itself, was changed; in the syntax of queries, for the histories
 * print it. `webhook.delivered` and the like are no changes.
 */
export const administrative =
  '^(?:(?:api_key|virtual_key|key|webhook|user|member|role|permission|settings?|account|project|policy|retention|threshold|model)[._](?:created|updated|deleted|revoked|rotated|invited|added|removed|assigned|changed|upgraded)|configuration_change)$';

/** Events and actions of people; in the syntax of queries too. */
export const acting =
  '(?:^|[._])(?:appealed|overridden|reviewed|approved|rejected|escalated|closed|reopened|decided)$';

const administration = new RegExp(administrative);
const action = new RegExp(acting);
const submission = /(?:^|[._])(?:created|submitted|uploaded|received)$/;
const detection = /(?:^|[._])(?:completed|flagged|verified|detected|scored|classified)$/;
const access = /^(?:data_access|authentication)$|(?:^|[._])(?:viewed|exported|downloaded|login|logout|read)$/;

/** What an entry is in a history, by its own words; rules are tried in this order. */
export function kindOf({
  event_type,
  action: acted,
  verdict,
  confidence,
  risk_score,
}: ColumnValues): HistoryKind {
  const words = [event_type, acted].filter((word) => word !== null);
  const says = (pattern: RegExp) => words.some((word) => pattern.test(word));
  if (event_type !== null && administration.test(event_type)) return 'administration';
  if (verdict !== null || confidence !== null || risk_score !== null) return 'detection';
  if (says(action)) return 'action';
  if (says(access)) return 'access';
  if (event_type !== null && submission.test(event_type)) return 'submission';
  if (event_type !== null && detection.test(event_type)) return 'detection';
  return 'other';
}

/** Words by which a claim is let through or held back, as the known systems record them. */
export const deciding = [
  'allow',
  'approved',
  'block',
  'blocked',
  'cleared',
  'denied',
  'escalated',
  'overridden',
  'refused',
  'rejected',
  'released',
  'removed',
];

/** The word by which an entry decides: its action, or the end of its event; null where it does not. */
export function decisionOf({ event_type, action: acted }: ColumnValues): string | null {
  if (event_type !== null && administration.test(event_type)) return null;
  const ended = event_type?.split(/[._]/).at(-1) ?? null;
  return [acted, ended].find((word) => word !== null && deciding.includes(word.toLowerCase())) ?? null;
}
