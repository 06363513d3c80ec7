/** What of a pack's entries stays back: whole entries that are withheld, and values that are masked. */
import type { Redaction } from '../../shared/contract/pack-operations.ts';
import { AppError } from '../../shared/errors.ts';
import { SourceBytes } from '../case/bytes.ts';
import type { ReadableDb } from '../case/database.ts';
import type { SourceRow } from '../case/sources.ts';
import { matchedIds } from '../query/results.ts';
import { scanRows } from '../query/rows-scan.ts';
import type { TaskContext } from '../task.ts';
import { isTelling } from './mask-text.ts';
import { type MaskedRecord, RecordMask } from './record-mask.ts';

export interface Redactions {
  /** Entries of which the pack shows that they are there, and nothing else. */
  readonly withheld: ReadonlySet<number>;
  /** Entries that the pack holds as masked copies. The copies are held in memory. */
  readonly masked: ReadonlyMap<number, MaskedRecord>;
  readonly masks: ReadonlyMap<number, RecordMask>;
  /** Texts that must stand nowhere in the pack, for they were masked in one of its entries. */
  readonly hidden: readonly string[];
  readonly request: Redaction;
}

interface Place {
  readonly id: number;
  readonly source: number;
  readonly offset: number;
  readonly length: number;
}

/**
 * @param entries of the pack, ascending
 * @throws AppError INVALID_INPUT for a query or a field that touches nothing, or where nothing would be left
 */
export function planRedactions(
  db: ReadableDb,
  sources: readonly SourceRow[],
  entries: Float64Array,
  request: Redaction,
  context: TaskContext,
): Redactions {
  const withheld = withheldOf(db, entries, request, context);
  const left = entries.filter((id) => !withheld.has(id));
  if (left.length === 0)
    throw refused(
      'everything would be withheld: there is nothing to seal',
      'withhold less',
      'withhold.query',
    );
  const masks = new Map<number, RecordMask>();
  const masked = new Map<number, MaskedRecord>();
  const { mask } = request;
  if (mask === undefined) return { withheld, masked, masks, hidden: [], request };
  for (const source of sources) masks.set(source.id, new RecordMask(source, mask.fields));
  const chosen = new Set(mask.query === undefined ? left : chosenBy(db, left, mask.query, 'mask', context));
  const untouched = new Set(mask.fields);
  const bytes = new SourceBytes(db);
  const known = { digests: new Set<string>(), texts: new Set<string>() };
  const pass = (ids: Float64Array) => {
    for (const { id, source, offset, length } of places(db, ids, context)) {
      const raw = bytes.read(source, offset, length);
      const onField = (field: string) => untouched.delete(field);
      const record = masks.get(source)?.mask(raw, chosen.has(id), known, onField);
      if (!record) continue;
      masked.set(id, record);
      for (const digest of record.digests) known.digests.add(digest);
    }
  };
  pass(left.filter((id) => chosen.has(id)));
  // Where all entries are to be masked, what was masked in one is masked in all; where some are, the others stay as they are.
  if (mask.query === undefined) {
    for (const { hidden } of masked.values())
      for (const text of hidden) if (isTelling(text)) known.texts.add(text);
  }
  // A record that holds a digest that was masked is masked for it, its own digest too: until no more come up.
  for (let before = -1; before !== known.digests.size; ) {
    before = known.digests.size;
    if (before + known.texts.size > 0) pass(left);
  }
  const [missed] = untouched;
  if (missed !== undefined)
    throw refused(
      `no entry that is to be masked has a value at ${missed}`,
      'check its spelling',
      'mask.fields',
    );
  const hidden = new Set([...masked.values()].flatMap((record) => record.hidden));
  return { withheld, masked, masks, hidden: [...hidden], request };
}

function withheldOf(
  db: ReadableDb,
  entries: Float64Array,
  { withhold }: Redaction,
  context: TaskContext,
): Set<number> {
  return new Set(withhold === undefined ? [] : chosenBy(db, entries, withhold.query, 'withhold', context));
}

function chosenBy(
  db: ReadableDb,
  entries: Float64Array,
  query: string,
  what: string,
  context: TaskContext,
): Float64Array {
  const matched = new Set(matchedIds(db, { query }, context));
  const chosen = entries.filter((id) => matched.has(id));
  if (chosen.length > 0) return chosen;
  throw refused(
    `no entry of the pack matches what is to ${what}: ${query}`,
    'check the query',
    `${what}.query`,
  );
}

function* places(db: ReadableDb, ids: Float64Array, context: TaskContext): Generator<Place> {
  for (let from = 0; from < ids.length; from += slice) {
    const rows: Place[] = [];
    scanRows(db, ids.subarray(from, from + slice), 'e.source, e.offset, e.length', context, (_, row) => {
      const [id, source, offset, length] = row as [number, number, number, number];
      rows.push({ id, source, offset, length });
    });
    yield* rows;
  }
}

const slice = 4096;

/** @param field the part of the redaction that is at fault */
function refused(message: string, next: string, field: string): AppError {
  return new AppError({
    code: 'INVALID_INPUT',
    message,
    safe: 'nothing was written',
    next,
    details: { field },
  });
}
