import { findColumn, type NumberColumn, type TimeColumn } from '../../../shared/domain/columns.ts';
import type { ReadableDb } from '../../case/database.ts';
import { isCoded } from '../../case/schema.ts';
import { CodedValues } from './coded-values.ts';
import { NumberValues } from './number-values.ts';
import { TextValues } from './text-values.ts';
import { TimeValues } from './time-values.ts';

/** One column of the index. */
export type Values = CodedValues | NumberValues | TimeValues | TextValues;

/** Text columns that are not coded. */
export const plainColumns = ['entry_id', 'request_id', 'note'] as const;
export type PlainColumn = (typeof plainColumns)[number];

/** Whether a column is one of those that the index holds value by value. */
export function isIndexed(name: string): boolean {
  const kind = findColumn(name)?.kind;
  return isCoded(name) || name === 'source' || kind === 'number' || kind === 'time';
}

/** Whether a column is one whose text the index holds, in the form in which case does not matter. */
export function isPlainText(name: string): name is PlainColumn {
  return findColumn(name)?.kind === 'text' && !isCoded(name);
}

/** An index of one column, without entries. `name`: a normalized column or `source`. */
export function emptyValues(db: ReadableDb, name: string): Values {
  if (isCoded(name) || name === 'source') return new CodedValues(db, name);
  if (isPlainText(name)) return new TextValues(name);
  if (findColumn(name)?.kind === 'time') return new TimeValues(name as TimeColumn);
  return new NumberValues(name as NumberColumn);
}
