/** What of a pack's entries stays back: whole entries that are withheld, and values that are masked. */
import type { MaskRule, Redaction } from '../../shared/contract/redaction.ts';
import type { AppError } from '../../shared/errors.ts';
import { SourceBytes } from '../case/bytes.ts';
import type { ReadableDb } from '../case/database.ts';
import type { SourceRow } from '../case/sources.ts';
import { scanRows } from '../query/rows-scan.ts';
import type { TaskContext } from '../task.ts';
import { isTelling } from './mask-text.ts';
import { type MaskedRecord, RecordMask } from './record-mask.ts';
import { caughtBy, type RulePlaces, refusedRule, united } from './rules.ts';

export interface Redactions {
  /** Entries of which the pack shows that they are there, and nothing else. */
  readonly withheld: ReadonlySet<number>;
  /** Entries that the pack holds as masked copies. The copies are held in memory. */
  readonly masked: ReadonlyMap<number, MaskedRecord>;
  readonly masks: ReadonlyMap<number, RecordMask>;
  /** Texts that must stand nowhere in the pack, for they were masked in one of its entries. */
  readonly hidden: readonly string[];
  readonly rules: Redaction;
  /** By rule: the entries of the pack that it is about, whatever the other rules say of them. */
  readonly caught: readonly ReadonlySet<number>[];
}

interface Place {
  readonly id: number;
  readonly source: number;
  readonly offset: number;
  readonly length: number;
}

/**
 * An entry that one rule withholds is withheld, whatever others say of it; of one that several mask, the fields of all are.
 *
 * @param entries of the pack, ascending
 * @throws AppError INVALID_INPUT for a rule or a field that touches nothing, or where nothing would be left
 */
export function planRedactions(
  db: ReadableDb,
  sources: readonly SourceRow[],
  entries: Float64Array,
  rules: Redaction,
  context: TaskContext,
): Redactions {
  const caught = caughtBy(db, entries, rules, context).map((ids) => new Set(ids));
  const withheld = new Set<number>();
  for (const [place, { kind }] of rules.entries())
    if (kind === 'withhold') for (const id of caught[place] ?? []) withheld.add(id);
  const left = entries.filter((id) => !withheld.has(id));
  if (left.length === 0) throw everything(rules);
  const wanted = rules.flatMap((rule, place) => (rule.kind === 'mask' ? [{ rule, place }] : []));
  const plan = new MaskPlan(db, sources, wanted, caught, context);
  if (wanted.length > 0) plan.mask(left);
  const hidden = new Set([...plan.masked.values()].flatMap(({ hidden: texts }) => [...texts.keys()]));
  return { withheld, masked: plan.masked, masks: plan.masks, hidden: [...hidden], rules, caught };
}

/** The rules that an entry stays back for, whole or in part; of a withheld one those that withhold. */
export function rulesOf({ withheld, masked, rules, caught }: Redactions, id: number): RulePlaces {
  if (!withheld.has(id)) return masked.get(id)?.rules ?? [];
  return [...rules.keys()].filter((place) => rules[place]?.kind === 'withhold' && caught[place]?.has(id));
}

class MaskPlan {
  readonly masked = new Map<number, MaskedRecord>();
  readonly masks: ReadonlyMap<number, RecordMask>;
  private readonly db: ReadableDb;
  private readonly rules: readonly { readonly rule: MaskRule; readonly place: number }[];
  private readonly caught: readonly ReadonlySet<number>[];
  private readonly context: TaskContext;
  private readonly bytes: SourceBytes;
  /** What was masked and is masked wherever it stands, with the rules that it was masked for. */
  private readonly known = { digests: new Map<string, RulePlaces>(), texts: new Map<string, RulePlaces>() };
  /** By rule: its fields at which no entry has had a value yet. */
  private readonly untouched: ReadonlyMap<number, Set<string>>;

  constructor(
    db: ReadableDb,
    sources: readonly SourceRow[],
    rules: MaskPlan['rules'],
    caught: readonly ReadonlySet<number>[],
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

  /** @param left entries that are not withheld */
  mask(left: Float64Array): void {
    const chosen = left.filter((id) => this.about(id).length > 0);
    this.pass(chosen);
    // Where a rule is about all entries, what it masked in one is masked in all; where it is about some, the others stay as they are.
    const everywhere = new Set(this.rules.filter(({ rule }) => isAboutAll(rule)).map(({ place }) => place));
    for (const { hidden } of this.masked.values()) {
      for (const [text, rules] of hidden) {
        const whole = rules.filter((place) => everywhere.has(place));
        if (whole.length > 0 && isTelling(text)) add(this.known.texts, text, whole);
      }
    }
    // A record that holds a digest that was masked is masked for it, its own digest too: until no more come up.
    for (let before = -1; before !== this.known.digests.size; ) {
      before = this.known.digests.size;
      if (before + this.known.texts.size > 0) this.pass(left);
    }
    this.assertTouched(chosen);
  }

  /** The mask rules that are about an entry. */
  private about(id: number): RulePlaces {
    return this.rules.filter(({ place }) => this.caught[place]?.has(id)).map(({ place }) => place);
  }

  private pass(ids: Float64Array): void {
    for (const { id, source, offset, length } of places(this.db, ids, this.context)) {
      const raw = this.bytes.read(source, offset, length);
      const onField = (place: number, field: string) => this.untouched.get(place)?.delete(field);
      const record = this.masks.get(source)?.mask(raw, this.about(id), this.known, onField);
      if (!record) continue;
      this.masked.set(id, record);
      for (const digest of record.digests) add(this.known.digests, digest, record.rules);
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
  if (before === undefined) known.set(text, rules);
  else if (!rules.every((place) => before.includes(place))) known.set(text, united([before, rules]));
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

/** The last rule that withholds is the one that a person looks at. */
function everything(rules: Redaction): AppError {
  const place = rules.findLastIndex(({ kind }) => kind === 'withhold');
  const part = rules[place]?.query === undefined ? 'entries' : 'query';
  return refusedRule(
    { place, part },
    'everything would be withheld: there is nothing to seal',
    'withhold less',
  );
}
