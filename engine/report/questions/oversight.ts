import type { ReportSection } from '../../../shared/domain/guided-report.ts';
import { byAction, byActor, byEvent } from '../breakdowns.ts';
import type { Figures } from '../figures.ts';
import { override, review } from '../words.ts';

/** What entries say that people did. */
export function oversight(figures: Figures): ReportSection {
  const { at } = figures;
  const acted = at.part(review);
  const nobody = acted.set.size === 0;
  return {
    id: 'oversight',
    title: 'Human oversight',
    rule: 'Entries that are neither results nor administrative, and whose action or event ends in appealed, overridden, reviewed, approved, rejected, escalated, closed, reopened or decided. Whether an actor is a person no entry shows.',
    figures: [
      figures.figure('oversight.entries', 'Entries that say somebody acted', acted),
      figures.figure('oversight.actors', 'Actors named by entries that say somebody acted', acted, 'actors'),
      figures.figure('oversight.images', 'Images named by entries that say somebody acted', acted, 'images'),
      figures.figure('oversight.claims', 'Claims named by entries that say somebody acted', acted, 'claims'),
      figures.figure(
        'oversight.unnamed',
        'Entries that say somebody acted, and not who',
        at.part('-actor:*', acted),
      ),
      figures.figure('oversight.overridden', 'Entries that say overridden', at.part(override)),
    ],
    breakdowns: [
      byActor(figures, 'oversight.actor', 'Entries that say somebody acted, by actor', acted),
      byEvent(figures, 'oversight.event', 'Entries that say somebody acted, by event', acted),
      byAction(figures, 'oversight.action', 'Entries that say somebody acted, by action', acted),
    ],
    statements: nobody
      ? [
          figures.statement(
            'NO_PERSON',
            'No entry says that somebody reviewed, decided or appealed. What no entry states may still have happened.',
          ),
        ]
      : [],
    lists: [figures.list('oversight.list', 'The first entries that say somebody acted', acted)],
  };
}
