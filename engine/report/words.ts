import { verdictQuery } from '../../shared/domain/verdicts.ts';
import { acting, administrative, deciding } from '../history/kinds.ts';
import { all, any, not } from './conditions.ts';

/**
 * The rules by which reports choose entries, as queries. docs/reports.md states them; test/docs holds the two against each other.
 */

/** What judges: an entry with a verdict or a score. */
export const result = 'verdict:* OR confidence:* OR risk_score:*';
export const administration = `event_type:/${administrative}/`;

export const againstOrigin = verdictQuery({ topic: 'origin', side: 'against' });
export const forOrigin = verdictQuery({ topic: 'origin', side: 'for' });
export const againstProvenance = verdictQuery({ topic: 'provenance', side: 'against' });
export const forProvenance = verdictQuery({ topic: 'provenance', side: 'for' });
/** Verdicts that say neither of origin. */
export const openOfOrigin = all('verdict:*', not(againstOrigin), not(forOrigin));

const stating = (pattern: string) =>
  any(`action:/${pattern}/i`, `event_type:/${pattern}/i`, `status:/${pattern}/i`);
/** A word of its own, or one of several that are joined by a dot, a dash, an underscore or a space. */
const word = (words: string) => `(?:^|[^A-Za-z])(?:${words})(?:$|[^A-Za-z])`;

const labelWords =
  'label|labels|labell?ed|labell?ing|watermark|watermarks|watermarked|watermarking|disclose|disclosed|disclosure|content_?credentials?|c2pa|ai_?notice';
const denyWords =
  'un[a-z]+|not|no|non|without|missing|absent|removed|remove|stripped|failed|failure|error|denied|rejected|revoked|skipped|pending';

const ofLabels = stating(word(`${labelWords}|unlabell?ed|unwatermarked|undisclosed`));
const denying = stating(word(denyWords));
/** Says that something was labelled, watermarked or disclosed, and nothing to the contrary. */
export const labelled = all(ofLabels, not(denying));
/** Speaks of labels, and of something that is not, no longer or not yet there. */
export const unlabelled = all(ofLabels, denying);

/** As histories tell actions of people from results. */
export const review = all(
  any(`event_type:/${acting}/`, `action:/${acting}/`),
  not(result),
  not(administration),
);
export const override = any('event_type:/(?:^|[._])overridden$/', 'action:/(?:^|[._])overridden$/');

/** Words by which a claim is let through or held back: of the action, or at the end of the event. */
const decisions = deciding.join('|');
export const decision = all(
  any(`action:/^(?:${decisions})$/i`, `event_type:/(?:^|[._])(?:${decisions})$/i`),
  not(administration),
);

const ending = (words: string) =>
  any(...['action', 'event_type', 'status'].map((field) => `${field}:/(?:^|[._])(?:${words})$/i`));
export const escalated = all(ending('escalate|escalated'), not(administration));
export const flagged = all(ending('flag|flagged|escalate|escalated|quarantined|held'), not(administration));

export const severe = 'severity:/^(?:high|severe|critical|urgent|emergency|fatal|alert)$/i';
export const riskVerdict = 'verdict:/^(?:high|very_high|severe|critical|extreme)$/i';
export const riskScore = 'risk_score:>=75';
export const signal = any(severe, riskVerdict, riskScore, againstOrigin, againstProvenance);
