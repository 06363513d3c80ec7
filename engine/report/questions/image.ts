import type { ReportSection } from '../../../shared/domain/guided-report.ts';
import { mostExamined } from '../../history/gather.ts';
import { imageHistory } from '../../history/history.ts';
import { byClaim } from '../breakdowns.ts';
import type { Figures } from '../figures.ts';
import { administrationOf, changesOf, decisionsOf, entriesOf, missingOf } from './history.ts';

/** Every decision on an image, from every system. */
export function image(figures: Figures, subject: string): ReportSection[] {
  const { db, context } = figures.at;
  const part = { offset: 0, limit: mostExamined };
  const history = imageHistory(db, { image: subject, ...part }, context, 'rows');
  return [
    entriesOf(figures, 'image'),
    claims(figures),
    decisionsOf(figures, 'image', []),
    changesOf(figures, history),
    missingOf(figures, history),
    administrationOf(figures, history),
  ];
}

function claims(figures: Figures): ReportSection {
  return {
    id: 'claims',
    title: 'Claims that name it',
    rule: 'Entries of the image by the claim that they name.',
    figures: [figures.figure('claims.unnamed', 'Entries that name no claim', figures.at.part('-case_id:*'))],
    breakdowns: [byClaim(figures, 'claims.claim', 'Entries by claim', figures.at.scope)],
    statements: [],
    lists: [],
  };
}
