import type { Breakdown } from '../../shared/domain/guided-report.ts';
import { sourceRows } from '../case/sources.ts';
import { is } from './conditions.ts';
import type { Figures } from './figures.ts';
import type { Part } from './looked-at.ts';

type Make = (figures: Figures, id: string, title: string, part: Part) => Breakdown;

const by =
  (column: Parameters<Figures['breakdown']>[0]['column'], heading: string): Make =>
  (figures, id, title, part) =>
    figures.breakdown({ id, title, heading, column }, part);

export const byProduct = by('product', 'Product');
export const byModel = by('model_version', 'Model');
export const byVerdict = by('verdict', 'Verdict');
export const byAction = by('action', 'Action');
export const byEvent = by('event_type', 'Event');
export const byStatus = by('status', 'Status');
export const bySeverity = by('severity', 'Severity');
export const byActor = by('actor', 'Actor');
export const byImage = by('image_id', 'Image');
export const byClaim = by('case_id', 'Claim');

/** Systems that a breakdown lists. */
const mostSystems = 20;

/** The system belongs to the source of an entry, and is no column of its own. */
export const bySystem: Make = (figures, id, title, part) => {
  const systems = [...new Set(sourceRows(figures.at.db).map(({ system }) => system))];
  const parts = systems
    .map((system) => [system, figures.at.part(is('system', system), part)] as const)
    .filter(([, { set }]) => set.size > 0)
    .sort(([a, { set: more }], [b, { set: less }]) => less.size - more.size || (a < b ? -1 : 1));
  const listed = parts.slice(0, mostSystems);
  return figures.listed({ id, title, heading: 'System' }, listed, parts.length - listed.length);
};
