import type { ReportSection, Statement } from '../../../shared/domain/guided-report.ts';
import type { ClaimHistory } from '../../../shared/domain/history.ts';
import { entryCount } from '../../../shared/report/counted.ts';
import { mostExamined } from '../../history/gather.ts';
import { claimHistory } from '../../history/history.ts';
import { byImage } from '../breakdowns.ts';
import type { Figures } from '../figures.ts';
import {
  administrationOf,
  changesOf,
  decisionsOf,
  entriesOf,
  missingOf,
  mostOfSubject,
  quoted,
  these,
  timeOf,
} from './history.ts';

/** What evidence supports the decision on a claim. */
export function claim(figures: Figures, subject: string): ReportSection[] {
  const { db, context } = figures.at;
  const part = { offset: 0, limit: mostExamined };
  const history = claimHistory(db, { claim: subject, ...part }, context, 'rows');
  return [
    entriesOf(figures, 'claim'),
    images(figures),
    decisionsOf(figures, 'claim', decided(figures, history)),
    ...before(figures, history),
    changesOf(figures, history),
    missingOf(figures, history),
    administrationOf(figures, history),
  ];
}

function images(figures: Figures): ReportSection {
  return {
    id: 'images',
    title: 'Its images',
    rule: 'Entries of the claim by the image that they name.',
    figures: [figures.figure('images.unnamed', 'Entries that name no image', figures.at.part('-image_id:*'))],
    breakdowns: [byImage(figures, 'images.image', 'Entries by image', figures.at.scope)],
    statements: [],
    lists: [],
  };
}

function decided(figures: Figures, { decision, entries }: ClaimHistory): Statement[] {
  if (decision === null) return [];
  const deciding = entries.find(({ row }) => row.id === decision.entry);
  const by = deciding?.row.values.actor ?? null;
  const text = `The last decision is ${quoted(decision.action)}, ${timeOf(deciding)}${by === null ? '; it names no actor' : `, by ${quoted(by)}`}. Up to it stand ${resultsText(decision.detections.length)} and ${entryCount(decision.actions.length)} of somebody acting.`;
  return [figures.statement('DECISION', text, these(figures, [decision.entry]))];
}

function resultsText(count: number): string {
  return count === 1 ? '1 result' : `${count} results`;
}

/** What stood before the decision, as far as one query can show it. */
function before(figures: Figures, { decision }: ClaimHistory): ReportSection[] {
  if (decision === null) return [];
  const results = these(figures, decision.detections.slice(-mostOfSubject));
  const actions = these(figures, decision.actions.slice(-mostOfSubject));
  return [
    {
      id: 'before',
      title: 'What stood before the last decision',
      rule: `Results and actions of the claim up to its last decision, in the order of their times; a result that states its own action is one of them. Of more than ${mostOfSubject}, the last.`,
      figures: [
        figures.figure('before.results', 'Results before the last decision', results),
        figures.figure('before.actions', 'Actions before the last decision', actions),
      ],
      breakdowns: [],
      statements: [],
      lists: [
        figures.list('before.results-list', 'Results before the last decision', results, mostOfSubject),
        figures.list('before.actions-list', 'Actions before the last decision', actions, mostOfSubject),
      ],
    },
  ];
}
