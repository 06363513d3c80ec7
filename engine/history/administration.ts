import { momentText } from '../../shared/time/moment.ts';
import { administrative } from './kinds.ts';

const day = 86_400_000;

/** Where administrative events bear on entries, and the query that finds them. Milliseconds since 1970, both included. */
export interface AdministrationWindow {
  readonly from: number;
  readonly to: number;
  readonly query: string;
}

/** From a day before the first entry to a day after the last, within the years that a query can name. */
export function administrationWindow(first: number, last: number): AdministrationWindow {
  const from = Math.max(first - day, Date.parse('0000-01-01T00:00:00Z'));
  const to = Math.min(last + day, Date.parse('9999-12-31T23:59:59.999Z'));
  const query = `event_type:/${administrative}/ time:${momentText(from)}..${momentText(to)}`;
  return { from, to, query };
}
