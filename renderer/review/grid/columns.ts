import { type ColumnName, columns, findColumn } from '../../../shared/domain/columns.ts';
import { strings } from '../../strings.ts';

/** What the grid can show: an entry's normalized columns, and what the case knows of it. */
export type GridColumnName = ColumnName | 'integrity' | 'tags';

export interface GridColumn {
  readonly name: GridColumnName;
  readonly heading: string;
  /** In pixels, until a person resizes it. */
  readonly width: number;
  readonly shown: boolean;
  /** Whether the engine can sort by it. */
  readonly sortable: boolean;
}

const widths: Partial<Record<GridColumnName, number>> = {
  entry_id: 160,
  time: 186,
  logged_at: 184,
  product: 104,
  model_version: 156,
  verdict: 124,
  confidence: 106,
  risk_score: 92,
  action: 92,
  image_id: 112,
  case_id: 126,
  note: 260,
  integrity: 118,
};

const shownAtFirst: readonly GridColumnName[] = [
  'entry_id',
  'time',
  'integrity',
  'product',
  'verdict',
  'confidence',
  'action',
  'image_id',
  'case_id',
  'model_version',
  'tags',
  'note',
];

const others = columns.map(({ name }) => name).filter((name) => !shownAtFirst.includes(name));

/** All of them, in the order they stand in. */
export const gridColumns: readonly GridColumn[] = [...shownAtFirst, ...others].map((name) => ({
  name,
  heading: findColumn(name)?.heading ?? strings.review.ownColumns[name as 'integrity' | 'tags'],
  width: widths[name] ?? 112,
  shown: shownAtFirst.includes(name),
  sortable: findColumn(name) !== undefined,
}));

/** Stay at the left while the others scroll, until a person wants it otherwise. */
export const pinnedAtFirst: readonly GridColumnName[] = ['entry_id', 'time', 'integrity'];
