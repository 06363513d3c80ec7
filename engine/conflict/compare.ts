import type { ComparedField, ComparedValue, Comparison, Conflict } from '../../shared/domain/conflict.ts';
import { AppError } from '../../shared/errors.ts';
import { SourceBytes } from '../case/bytes.ts';
import type { ReadableDb } from '../case/database.ts';
import { layoutOf } from '../import/layout/stated.ts';
import { type Fields, fieldsOf, valueLimit } from './fields.ts';
import { conflictWith, pairOf } from './list.ts';

/**
 * An entry beside the first one of its id, field by field, as their exact bytes have them.
 *
 * @param id of an entry that conflicts with an earlier one, or of the earlier one: then the next that conflicts with it
 * @throws AppError INVALID_INPUT where the entry is in no conflict
 */
export function compareConflict(db: ReadableDb, id: number): Comparison {
  const conflict = conflictWith(db, id);
  if (conflict === null) {
    throw new AppError({
      code: 'INVALID_INPUT',
      message: `entry number ${id} conflicts with no other`,
      safe: 'nothing was changed',
      next: 'list the conflicts of the case again',
    });
  }
  return compared(db, conflict);
}

/**
 * Any two entries of the case, field by field.
 *
 * @throws AppError INVALID_INPUT where one of them is not there
 */
export function compareEntries(db: ReadableDb, first: number, second: number): Comparison {
  return compared(db, pairOf(db, first, second));
}

function compared(db: ReadableDb, pair: Conflict): Comparison {
  const first = storedFields(db, pair.first.id);
  const other = storedFields(db, pair.other.id);
  const fields = comparedFields(first, other);
  return {
    ...pair,
    fields,
    differing: fields.filter(({ state }) => state !== 'same').length,
    incomplete: first.incomplete ?? other.incomplete,
  };
}

/** Fields of either, in the order of the first, then what only the other has. */
export function comparedFields(first: Fields, other: Fields): ComparedField[] {
  const ofFirst = [...first.values].map(([path, value]): ComparedField => {
    const opposite = other.values.get(path) ?? null;
    const state = opposite === null ? 'only-first' : isSame(value, opposite) ? 'same' : 'different';
    return { path, state, first: shown(value), other: opposite && shown(opposite) };
  });
  const onlyOther = [...other.values]
    .filter(([path]) => !first.values.has(path))
    .map(([path, value]): ComparedField => {
      return { path, state: 'only-other', first: null, other: shown(value) };
    });
  return [...ofFirst, ...onlyOther];
}

function isSame(a: ComparedValue, b: ComparedValue): boolean {
  return a.kind === b.kind && a.text === b.text;
}

/** A value as it crosses to a screen. */
function shown({ kind, text }: ComparedValue): ComparedValue {
  const cut = text.length > valueLimit;
  const head = cut ? `${text.slice(0, valueLimit)}… (${text.length} characters)` : text;
  return { kind, text: head.toWellFormed() };
}

interface Place {
  readonly source: number;
  readonly layout: string;
  readonly offset: number;
  readonly length: number;
}

function storedFields(db: ReadableDb, id: number): Fields {
  const place = db
    .prepare<[number], Place>(
      'SELECT e.source, s.layout, e.offset, e.length FROM entry_row AS e JOIN source AS s ON s.id = e.source WHERE e.id = ?',
    )
    .get(id) as Place;
  const bytes = new SourceBytes(db).read(place.source, place.offset, place.length);
  return fieldsOf(layoutOf({ id: place.source, layout: place.layout }), bytes);
}
