import type { ColumnValues } from '../../../shared/domain/columns.ts';
import { statedTime } from '../../import/time/time.ts';

type Stated = Partial<ColumnValues>;
type Rule = (entry: Stated) => boolean;

/**
 * The rules of docs/reports.md, read naively: by taking words apart, without a query or an expression of the engine. In the letter
 * cases of random entries that are no ASCII, RE2 and this agree.
 */
const lower = (text: string | null | undefined) => (text ?? '').replaceAll('ſ', 's').toLowerCase();
const isOneOf = (text: string | null | undefined, words: readonly string[]) =>
  text != null && words.includes(lower(text));
const ends = (text: string | null | undefined, words: readonly string[], anyCase = true) =>
  text != null && words.includes((anyCase ? lower(text) : text).split(/[._]/).at(-1) ?? '');
const has = (value: unknown) => value !== null && value !== undefined;

const against = ['ai_generated', 'ai_edited', 'generated', 'manipulated', 'fake', 'synthetic', 'deepfake'];
const acts = [
  'appealed',
  'overridden',
  'reviewed',
  'approved',
  'rejected',
  'escalated',
  'closed',
  'reopened',
  'decided',
];
const decisions = [
  ...['allow', 'approved', 'block', 'blocked', 'cleared', 'denied', 'escalated', 'overridden'],
  ...['refused', 'rejected', 'released', 'removed'],
];
const labels = ['label', 'labelled', 'unlabelled', 'watermark', 'watermarked'];
const denials = ['removed', 'revoked', 'not', 'failed', 'unlabelled'];

const result: Rule = (e) => has(e.verdict) || has(e.confidence) || has(e.risk_score);
const administrative: Rule = (e) =>
  ['settings.updated', 'api_key.revoked', 'configuration_change'].includes(e.event_type ?? '');
const generated: Rule = (e) => isOneOf(e.verdict, against);
const genuine: Rule = (e) => isOneOf(e.verdict, ['authentic', 'real', 'genuine', 'human', 'not_ai']);
const isVerified: Rule = (e) => lower(e.verdict).startsWith('verified_');
const intact: Rule = (e) => isOneOf(e.verdict, ['intact', 'valid', 'verified']) || isVerified(e);
const broken: Rule = (e) =>
  !isVerified(e) &&
  (isOneOf(e.verdict, ['broken', 'invalid', 'tampered', 'mismatch']) ||
    lower(e.verdict).endsWith('_mismatch'));
const wordsOf = (e: Stated) =>
  [e.action, e.event_type, e.status].flatMap((text) => lower(text).split(/[^a-z]+/));
const ofLabels: Rule = (e) => wordsOf(e).some((word) => labels.includes(word));
const denied: Rule = (e) => wordsOf(e).some((word) => denials.includes(word));
const acted: Rule = (e) =>
  !result(e) && !administrative(e) && (ends(e.event_type, acts, false) || ends(e.action, acts, false));
const decided: Rule = (e) =>
  !administrative(e) && (isOneOf(e.action, decisions) || ends(e.event_type, decisions));
const raised =
  (words: readonly string[]): Rule =>
  (e) =>
    !administrative(e) && [e.action, e.event_type, e.status].some((text) => ends(text, words));
const escalated = raised(['escalate', 'escalated']);
const flagged = raised(['flag', 'flagged', 'escalate', 'escalated', 'quarantined', 'held']);
const severe: Rule = (e) =>
  isOneOf(e.severity, ['high', 'severe', 'critical', 'urgent', 'emergency', 'fatal', 'alert']);
const risky: Rule = (e) => isOneOf(e.verdict, ['high', 'very_high', 'severe', 'critical', 'extreme']);
const scored: Rule = (e) => (e.risk_score ?? 0) >= 75;
const signal: Rule = (e) => severe(e) || risky(e) || scored(e) || generated(e) || broken(e);
const both =
  (...rules: Rule[]): Rule =>
  (e) =>
    rules.every((rule) => rule(e));
const none =
  (rule: Rule): Rule =>
  (e) =>
    !rule(e);
const states =
  (column: keyof ColumnValues): Rule =>
  (e) =>
    has(e[column]);

/** Claims whose last escalation, by time, no entry that says acted or decided comes after. */
export function unanswered(entries: readonly Stated[]): number {
  const momentOf = ({ time }: Stated) => {
    const { ms, ns } = statedTime(time ?? '');
    return [ms ?? Number.POSITIVE_INFINITY, ms === null ? 0 : (ns ?? 0)] as const;
  };
  const last = new Map<string, boolean>();
  const inOrder = entries
    .map((entry) => ({ entry, moment: momentOf(entry) }))
    .sort((a, b) => compare(a.moment[0], b.moment[0]) || compare(a.moment[1], b.moment[1]));
  for (const { entry } of inOrder) {
    if (!has(entry.case_id) || !(escalated(entry) || acted(entry) || decided(entry))) continue;
    last.set(entry.case_id as string, escalated(entry));
  }
  return [...last.values()].filter((is) => is).length;
}

const compare = (a: number, b: number) => Number(a > b) - Number(a < b);

/** By figure of the two questions about the whole case: which entries it counts. */
export const rules: Readonly<Record<string, Rule>> = {
  'examined.results': result,
  'examined.images': both(result, states('image_id')),
  'examined.others': none(result),
  'identified.entries': generated,
  'identified.images': both(generated, states('image_id')),
  'identified.genuine': genuine,
  'identified.open': both(states('verdict'), none(generated), none(genuine)),
  'labelled.entries': both(ofLabels, none(denied)),
  'labelled.denied': both(ofLabels, denied),
  'labelled.intact': intact,
  'labelled.broken': broken,
  'labelled.acted': both(generated, states('action')),
  'labelled.unacted': both(generated, none(states('action'))),
  'documented.model': both(result, none(states('model_version'))),
  'documented.product': both(result, none(states('product'))),
  'oversight.entries': acted,
  'oversight.actors': both(acted, states('actor')),
  'signals.entries': signal,
  'signals.severe': severe,
  'signals.verdict': risky,
  'signals.score': scored,
  'flagged.entries': flagged,
  'mitigation.decisions': decided,
  'mitigation.unacted': both(signal, none(states('action'))),
  'escalations.entries': escalated,
  'administration.entries': administrative,
  'recurrence.entries': (e) => signal(e) || flagged(e),
};
