import type { ReportSection, Statement } from '../../../shared/domain/guided-report.ts';
import { countText } from '../../../shared/report/counted.ts';
import { byAction, byEvent, byStatus, byVerdict } from '../breakdowns.ts';
import { is, nameable } from '../conditions.ts';
import type { Figures } from '../figures.ts';
import type { Part } from '../looked-at.ts';
import { againstProvenance, forProvenance, labelled, unlabelled } from '../words.ts';

/** What entries say of labels, watermarks and disclosure, and what was done with what was identified. */
export function labels(figures: Figures, identified: Part): ReportSection {
  const { at } = figures;
  const said = at.part(labelled);
  const denied = at.part(unlabelled);
  const without = at.part('-action:*', identified);
  const images = at.inBoth(identified, said, 'image_id');
  const told = nameable(images);
  const both = at.part(is('image_id', ...told), said);
  const isWhole = told.length === images.length;
  return {
    id: 'labelled',
    title: 'Labels, provenance, and what was done',
    rule: 'An entry says that something was labelled where its action, event or status has a word for a label, a watermark, content credentials or disclosure, and none of them a word to the contrary such as not, removed, failed or pending: those with one are counted apart. Provenance is what verdicts say of it; what was done is the action that a result itself states.',
    figures: [
      figures.figure('labelled.entries', 'Entries that say labelled, watermarked or disclosed', said),
      figures.figure('labelled.images', 'Images named by entries that say labelled', said, 'images'),
      ...(isWhole
        ? [
            figures.figure(
              'labelled.identified',
              'Images named by entries that say labelled and by results that say generated or altered',
              both,
              'images',
            ),
          ]
        : []),
      figures.figure('labelled.denied', 'Entries that speak of a label that is not there', denied),
      figures.figure('labelled.intact', 'Results that say provenance holds', at.part(forProvenance)),
      figures.figure('labelled.broken', 'Results that say it does not', at.part(againstProvenance)),
      figures.figure(
        'labelled.acted',
        'Results of generated or altered that state an action',
        at.part('action:*', identified),
      ),
      figures.figure('labelled.unacted', 'Results of generated or altered that state none', without),
    ],
    breakdowns: [
      byAction(figures, 'labelled.action', 'What was done with generated or altered, by action', identified),
      byEvent(figures, 'labelled.event', 'Entries that say labelled, by event', said),
      byAction(figures, 'labelled.said-action', 'Entries that say labelled, by action', said),
      byStatus(figures, 'labelled.status', 'Entries that say labelled, by status', said),
      byVerdict(figures, 'labelled.provenance', 'Provenance holds, by verdict', at.part(forProvenance)),
      byVerdict(
        figures,
        'labelled.provenance-broken',
        'Provenance does not hold, by verdict',
        at.part(againstProvenance),
      ),
    ],
    statements: statements(figures, identified, said, without, isWhole ? 0 : images.length),
    lists: [
      figures.list('labelled.list', 'The first entries that say labelled', said),
      figures.list(
        'labelled.unacted-list',
        'The first results of generated or altered without an action',
        without,
      ),
    ],
  };
}

function statements(
  figures: Figures,
  identified: Part,
  said: Part,
  without: Part,
  unnamed: number,
): Statement[] {
  const statements: Statement[] = [];
  if (said.set.size === 0)
    statements.push(
      figures.statement(
        'NO_LABEL',
        'No entry says that anything was labelled, watermarked or disclosed. What no entry states may still have happened.',
      ),
    );
  if (identified.set.size > 0 && without.set.size > 0)
    statements.push(
      figures.statement(
        'NO_ACTION',
        'Some results that say generated or altered state no action. What was done with them may stand in other entries, or in none.',
        without,
      ),
    );
  if (unnamed > 0)
    statements.push(
      figures.statement(
        'MANY_LABELLED',
        `Of ${countText(unnamed)} images that were identified as generated or altered an entry says that they were labelled: too many for one query.`,
      ),
    );
  return statements;
}
