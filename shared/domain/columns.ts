/**
 * The normalized columns: what a query, a facet or a table can name. An absent value is null, never a guess; the
 * entry's own bytes remain the record.
 */
export type ColumnKind = 'text' | 'number' | 'time';

export interface Column {
  readonly name: string;
  readonly kind: ColumnKind;
  /** The heading a person reads. */
  readonly heading: string;
  /** Text of few distinct values, worth counting in a facet. */
  readonly facet: boolean;
}

export const columns = [
  { name: 'entry_id', kind: 'text', heading: 'ID', facet: false },
  { name: 'request_id', kind: 'text', heading: 'Request', facet: false },
  { name: 'time', kind: 'time', heading: 'Time', facet: false },
  { name: 'logged_at', kind: 'time', heading: 'Logged', facet: false },
  { name: 'event_type', kind: 'text', heading: 'Event', facet: true },
  { name: 'product', kind: 'text', heading: 'Product', facet: true },
  { name: 'model_version', kind: 'text', heading: 'Model', facet: true },
  { name: 'verdict', kind: 'text', heading: 'Verdict', facet: true },
  { name: 'confidence', kind: 'number', heading: 'Confidence', facet: false },
  { name: 'risk_score', kind: 'number', heading: 'Risk score', facet: false },
  { name: 'action', kind: 'text', heading: 'Action', facet: true },
  { name: 'status', kind: 'text', heading: 'Status', facet: true },
  { name: 'severity', kind: 'text', heading: 'Severity', facet: true },
  { name: 'case_id', kind: 'text', heading: 'Claim', facet: true },
  { name: 'image_id', kind: 'text', heading: 'Image', facet: true },
  { name: 'actor', kind: 'text', heading: 'Actor', facet: true },
  { name: 'actor_name', kind: 'text', heading: 'Actor name', facet: true },
  { name: 'ip', kind: 'text', heading: 'IP address', facet: true },
  { name: 'resource', kind: 'text', heading: 'Resource', facet: true },
  { name: 'tenant', kind: 'text', heading: 'Tenant', facet: true },
  { name: 'note', kind: 'text', heading: 'Note', facet: false },
] as const satisfies readonly Column[];

export type ColumnName = (typeof columns)[number]['name'];
export type ColumnNameOf<K extends ColumnKind> = Extract<(typeof columns)[number], { kind: K }>['name'];
export type TextColumn = ColumnNameOf<'text'>;
export type NumberColumn = ColumnNameOf<'number'>;
export type TimeColumn = ColumnNameOf<'time'>;

/** The normalized values of one entry. Times are the entry's own text. */
export type ColumnValues = {
  [C in ColumnName]: (C extends NumberColumn ? number : string) | null;
};

const byName = new Map<string, Column>(columns.map((column) => [column.name, column]));

export function findColumn(name: string): Column | undefined {
  return byName.get(name);
}

export function namesOf<K extends ColumnKind>(kind: K): ColumnNameOf<K>[] {
  return columns.filter((column) => column.kind === kind).map((column) => column.name as ColumnNameOf<K>);
}
