import type { MaskRule } from '../../shared/contract/redaction.ts';
import { SourceBytes } from '../case/bytes.ts';
import type { ReadableDb } from '../case/database.ts';
import type { SourceRow } from '../case/sources.ts';
import type { IdSet } from '../query/id-set.ts';
import { type Cell, scanRows } from '../query/rows-scan.ts';
import type { TaskContext } from '../task.ts';
import { Interned } from './interned.ts';
import { isTelling } from './mask-text.ts';
import { type MaskedRecord, RecordMask } from './record-mask.ts';
import { type RulePlaces, refusedRule, united } from './rules.ts';

/** Where the bytes of an entry stand. */
export interface EntryPlace {
  readonly id: number;
  readonly source: number;
  readonly offset: number;
  readonly length: number;
}

/** What was masked of an entry: JSON pointers, and the rules that it was masked for. */
export interface MaskedFields {
  readonly fields: readonly string[];
  readonly rules: RulePlaces;
}

/** A mask rule, and its place among the rules. */
export interface PlacedRule {
  readonly rule: MaskRule;
  readonly place: number;
}

/**
 * Finds what is masked of which entries. What is held of each is told by few words, of which most entries share theirs: the copies
 * are made again where they are wanted, for a million of them would not go into memory.
 */
export class MaskPlan {
  /** By entry. */
  readonly masked = new Map<number, MaskedFields>();
  /** All texts that were masked, with the rules that they were masked for. */
  readonly hidden = new Map<string, RulePlaces>();
  private readonly masks: ReadonlyMap<number, RecordMask>;
  private readonly db: ReadableDb;
  private readonly rules: readonly PlacedRule[];
  private readonly caught: readonly IdSet[];
  private readonly context: TaskContext;
  private readonly bytes: SourceBytes;
  /** What was masked and is masked wherever it stands, with the rules that it was masked for. */
  private readonly known = { digests: new Map<string, RulePlaces>(), texts: new Map<string, RulePlaces>() };
  /** By rule: its fields at which no entry has had a value yet. */
  private readonly untouched: ReadonlyMap<number, Set<string>>;
  private readonly fields = new Interned<MaskedFields>();

  constructor(
    db: ReadableDb,
    sources: readonly SourceRow[],
    rules: readonly PlacedRule[],
    caught: readonly IdSet[],
    context: TaskContext,
  ) {
    this.db = db;
    this.rules = rules;
    this.caught = caught;
    this.context = context;
    this.bytes = new SourceBytes(db);
    const fields = rules.map(({ rule, place }) => ({ place, fields: rule.fields }));
    this.masks = new Map(
      rules.length === 0 ? [] : sources.map((source) => [source.id, new RecordMask(source, fields)]),
    );
    this.untouched = new Map(rules.map(({ rule, place }) => [place, new Set(rule.fields)]));
  }

  /** @param left entries that are not withheld, ascending */
  mask(left: Float64Array): void {
    const chosen = left.filter((id) => this.about(id).length > 0);
    this.pass(chosen, 'up');
    // Where a rule is about all entries, what it masked in one is masked in all; where it is about some, the others stay as they are.
    const everywhere = new Set(this.rules.filter(({ rule }) => isAboutAll(rule)).map(({ place }) => place));
    for (const [text, rules] of this.hidden) {
      const whole = rules.filter((place) => everywhere.has(place));
      if (whole.length > 0 && isTelling(text)) add(this.known.texts, text, whole);
    }
    // A record that holds a digest that was masked is masked for it, its own digest too: until no more come up. In a chain they
    // come up in both directions, from link to link.
    for (let [before, turn] = [-1, 0]; before !== this.known.digests.size; turn++) {
      before = this.known.digests.size;
      if (before + this.known.texts.size > 0) this.pass(left, turn % 2 === 0 ? 'up' : 'down');
    }
    this.assertTouched(chosen);
  }

  /** The masked copy of an entry that is masked. @param raw its bytes, where they are at hand */
  copy({ id, source, offset, length }: EntryPlace, raw?: Uint8Array): Buffer {
    const bytes = raw ?? this.bytes.read(source, offset, length);
    return (this.record(id, source, bytes) as MaskedRecord).bytes;
  }

  /** The copies of such entries. @param ids ascending */
  *copies(ids: Float64Array): Generator<EntryPlace & { readonly copy: Buffer }> {
    for (const place of places(this.db, ids, this.context)) yield { ...place, copy: this.copy(place) };
  }

  /** The normalized columns of a copy, in the order of `columns`. */
  values(source: number, copy: Buffer): Cell[] {
    return (this.masks.get(source) as RecordMask).values(copy);
  }

  /** The mask rules that are about an entry. */
  private about(id: number): RulePlaces {
    return this.rules.filter(({ place }) => this.caught[place]?.has(id)).map(({ place }) => place);
  }

  private record(id: number, source: number, raw: Uint8Array): MaskedRecord | null {
    const onField = (place: number, field: string) => this.untouched.get(place)?.delete(field);
    return this.masks.get(source)?.mask(raw, this.about(id), this.known, onField) ?? null;
  }

  private pass(ids: Float64Array, direction: 'up' | 'down'): void {
    for (const { id, source, offset, length } of places(this.db, ids, this.context, direction)) {
      const record = this.record(id, source, this.bytes.read(source, offset, length));
      if (record === null) continue;
      const { masked: fields, rules } = record;
      this.masked.set(id, this.fields.of({ fields, rules }));
      for (const [text, places] of record.hidden) add(this.hidden, text, places);
      for (const digest of record.digests) add(this.known.digests, digest, rules);
    }
  }

  /** A rule whose entries are all withheld has nothing to touch. */
  private assertTouched(chosen: Float64Array): void {
    for (const [place, [missed]] of this.untouched) {
      if (missed === undefined || !chosen.some((id) => this.caught[place]?.has(id))) continue;
      throw refusedRule(
        { place, part: 'fields' },
        `no entry that is to be masked has a value at ${missed}`,
        'check its spelling, or leave it out: what is withheld needs no mask',
      );
    }
  }
}

function isAboutAll({ query, entries, entryIds }: MaskRule): boolean {
  return query === undefined && entries === undefined && entryIds === undefined;
}

function add(known: Map<string, RulePlaces>, text: string, rules: RulePlaces): void {
  const before = known.get(text);
  // A text that was cut out of a record's would keep all of that in memory.
  if (before === undefined) known.set(JSON.parse(JSON.stringify(text)), rules);
  else if (!rules.every((place) => before.includes(place))) known.set(text, united([before, rules]));
}

function* places(
  db: ReadableDb,
  ids: Float64Array,
  context: TaskContext,
  direction: 'up' | 'down' = 'up',
): Generator<EntryPlace> {
  for (let done = 0; done < ids.length; done += slice) {
    const rows: EntryPlace[] = [];
    const part =
      direction === 'up'
        ? ids.subarray(done, done + slice)
        : ids.subarray(Math.max(0, ids.length - done - slice), ids.length - done);
    scanRows(db, part, ['e.source', 'e.offset', 'e.length'], context, (_, row) => {
      const [id, source, offset, length] = row as [number, number, number, number];
      rows.push({ id, source, offset, length });
    });
    yield* direction === 'up' ? rows : rows.reverse();
  }
}

const slice = 4096;
