import type { EntryIntegrity } from '../../../shared/domain/case.ts';
import type { QueryNode } from '../../../shared/query/syntax.ts';
import type { Marks } from '../../annotation/marks.ts';
import type { ReadableDb } from '../../case/database.ts';
import { codedColumns, isCoded } from '../../case/schema.ts';
import type { TaskContext } from '../../task.ts';
import { chosenEntries, codingTest } from '../choices.ts';
import { sourcesWith } from '../exact.ts';
import type { IdSet } from '../id-set.ts';
import { recordedIntegrity } from '../integrity.ts';
import { markedEntries, markedIds } from '../marked-entries.ts';
import { containsFolded, fold } from '../match/fold.ts';
import { marksHold } from '../match/matching.ts';
import { type TextTest, valueTest } from '../match/text-tests.ts';
import { noValue } from './coded-values.ts';
import { isPlainText, type PlainColumn, plainColumns } from './columns.ts';
import { complement, EntrySet, intersection, noWords, union, unmarked } from './entry-set.ts';
import { foundWords } from './found-words.ts';
import { knownText } from './known-text.ts';
import type { ReviewIndex } from './review-index.ts';
import { markSlots, numberSet, slotSet, statedNumbers, statedTimes, timeSet } from './value-sets.ts';

type Condition<K extends QueryNode['kind']> = QueryNode & { readonly kind: K };

/** Answers single conditions from the index; what a column cannot answer after all is asked of the rows. */
export class Conditions {
  private readonly db: ReadableDb;
  private readonly index: ReviewIndex;
  private readonly scanned: (part: QueryNode, among: EntrySet | null) => EntrySet;
  private readonly context: TaskContext;
  private readonly last: number;

  constructor(
    db: ReadableDb,
    index: ReviewIndex,
    scanned: (part: QueryNode, among: EntrySet | null) => EntrySet,
    context: TaskContext,
  ) {
    this.db = db;
    this.index = index;
    this.scanned = scanned;
    this.context = context;
    this.last = index.last;
  }

  set(node: QueryNode): EntrySet {
    return this.indexed(node) ?? this.scanned(node, null);
  }

  private indexed(node: QueryNode): EntrySet | null {
    switch (node.kind) {
      case 'words':
        return node.field === 'note' ? this.wordsInNotes(node) : this.wordsAnywhere(node);
      case 'present':
        return this.present(node);
      case 'exact':
        return isPlainText(node.field) ? this.exactText(node, node.field) : this.exact(node);
      case 'matching':
        return this.matching(node);
      case 'coding':
        return this.marked(codingTest(node.name, node.patterns));
      case 'choice':
        return node.field === 'integrity' ? this.integrity(node.values) : this.choice(node.values);
      case 'number': {
        const numbers = this.index.numbers(node.field);
        return numbers && numberSet(numbers, node.test, this.last);
      }
      case 'time': {
        const times = this.index.times(node.field);
        return times && timeSet(times, node.test, this.last);
      }
      default:
        return null;
    }
  }

  private wordsInNotes({ texts }: Condition<'words'>): EntrySet | null {
    const needles = texts.map(fold);
    const notes = this.textsContaining(needles, ['note']);
    const inNotes = (marks: Marks) =>
      marks.notes.some(({ text }) => needles.some((needle) => containsFolded(text, needle)));
    return notes && union([notes, this.marked(inNotes)], this.last);
  }

  private wordsAnywhere({ texts }: Condition<'words'>): EntrySet | null {
    const needles = texts.map(fold);
    const inTexts =
      needles.length === 1 ? this.wordInTexts(needles[0] as string) : this.inTexts(needles, null);
    const holds = (text: string) => needles.some((needle) => containsFolded(text, needle));
    return inTexts && union([inTexts, this.marked((marks) => marksHold(marks, holds))], this.last);
  }

  private wordInTexts(needle: string): EntrySet | null {
    const known = foundWords(this.db, this.index);
    const found = this.inTexts([needle], known.among(needle));
    if (found !== null) known.keep(needle, found);
    return found;
  }

  /** @param among entries that all of them are known to be among */
  private inTexts(needles: readonly string[], among: EntrySet | null): EntrySet | null {
    const columns = codedColumns.map((column) => this.index.coded(column)).filter((coded) => coded !== null);
    if (columns.length < codedColumns.length) return null;
    // What is marked is not looked at (again): what is found, and what cannot be.
    const words = among === null ? noWords(this.last) : complement(among).words;
    // Columns of few values first: a short word is in most entries by them alone.
    for (const coded of columns.toSorted((a, b) => a.table.length - b.table.length)) {
      if (unmarked(words, 0, this.last) === 0) break;
      for (const needle of needles) {
        const wanted = coded.slotsContaining(needle);
        if (wanted.includes(1)) markSlots(coded, wanted, words, this.last);
      }
    }
    const marked = this.textsContaining(needles, plainColumns, words);
    return among === null || marked === null ? marked : intersection([marked, among], this.last);
  }

  /** @param words what is found already: it is added to */
  private textsContaining(
    needles: readonly string[],
    columns: readonly PlainColumn[],
    words = noWords(this.last),
  ): EntrySet | null {
    for (const column of columns) {
      const texts = this.index.texts(column);
      if (texts === null) return null;
      for (const needle of needles) texts.markContaining(needle, words, this.context);
    }
    return new EntrySet(words, this.last);
  }

  private present({ field }: Condition<'present'>): EntrySet | null {
    if (field === 'source') return EntrySet.all(this.last);
    if (field === 'tag') return this.marked(({ tags }) => tags.length > 0);
    if (field === 'time' || field === 'logged_at') {
      const times = this.index.times(field);
      return times && statedTimes(times, this.last);
    }
    if (isCoded(field)) {
      const coded = this.index.coded(field);
      return coded && slotSet(coded, new Uint8Array(coded.table.length).fill(1, noValue + 1), this.last);
    }
    if (isPlainText(field)) {
      const texts = this.index.texts(field);
      if (texts === null) return null;
      const stated = new EntrySet(texts.stated(this.last), this.last);
      return field === 'note'
        ? union([stated, this.marked(({ notes }) => notes.length > 0)], this.last)
        : stated;
    }
    const numbers = this.index.numbers(field);
    return numbers && statedNumbers(numbers, this.last);
  }

  private exact({ field, values }: Condition<'exact'>): EntrySet | null {
    const wanted = new Set(values);
    if (!isCoded(field)) return this.passing(field, (value) => wanted.has(value));
    const coded = this.index.coded(field);
    if (coded === null) return null;
    const slots = new Uint8Array(coded.table.length);
    for (const value of values) slots[coded.table.slotOf(value)] = 1;
    slots[noValue] = 0;
    return slotSet(coded, slots, this.last);
  }

  /** Where words, beginnings or expressions are looked for in free text, what has them somewhere is held against the rows. */
  private matching(node: Condition<'matching'>): EntrySet | null {
    const { field, patterns } = node;
    const texts = patterns.map(knownText);
    let holding: EntrySet | null;
    if (field === 'word' || field === 'note') {
      const words = { ...node, kind: 'words' as const, texts };
      holding =
        field === 'note'
          ? this.wordsInNotes({ ...words, field })
          : this.wordsAnywhere({ ...words, field: 'anywhere' });
    } else if (isPlainText(field)) {
      holding = this.textsContaining(texts.map(fold), [field]);
    } else {
      return this.passing(field, valueTest(patterns));
    }
    return holding && this.scanned(node, holding);
  }

  private passing(field: string, test: TextTest): EntrySet | null {
    if (field === 'tag') return this.marked(({ tags }) => tags.some(test));
    if (field === 'source' || field === 'system') return this.ofSources(sourcesWith(this.db, field, test));
    const coded = isCoded(field) ? this.index.coded(field) : null;
    if (coded === null) return null;
    const slots = new Uint8Array(coded.table.length);
    for (let slot = noValue + 1; slot < slots.length; slot++) {
      if (slot % valuesAtOnce === 0) this.context.checkCancelled();
      slots[slot] = test(coded.table.text(slot)) ? 1 : 0;
    }
    return slotSet(coded, slots, this.last);
  }

  private ofSources(ids: readonly number[]): EntrySet | null {
    const sources = this.index.coded('source');
    if (sources === null) return null;
    const slots = new Uint8Array(sources.table.length);
    for (const id of ids) slots[sources.table.slotOf(String(id))] = 1;
    slots[noValue] = 0;
    return slotSet(sources, slots, this.last);
  }

  /** The index knows texts without their case: which of those found has the very value, the rows say. */
  private exactText(node: Condition<'exact'>, field: PlainColumn): EntrySet | null {
    const texts = this.index.texts(field);
    if (texts === null) return null;
    const words = noWords(this.last);
    for (const value of node.values) texts.markEqual(fold(value), words, this.context);
    return this.scanned(node, new EntrySet(words, this.last));
  }

  private choice(values: readonly string[]): EntrySet {
    return union(
      values.map((value) => this.these(chosenEntries(this.db, value, this.context))),
      this.last,
    );
  }

  private marked(test: (marks: Marks) => boolean): EntrySet {
    return this.these(markedIds(markedEntries(this.db, this.context), test));
  }

  private these({ ids }: IdSet): EntrySet {
    return EntrySet.of(ids, this.last);
  }

  private integrity(wanted: readonly string[]): EntrySet | null {
    const { broken, unknown, others } = recordedIntegrity(this.db);
    const is = (integrity: EntryIntegrity) => wanted.includes(integrity);
    const sources = this.index.coded('source');
    if (sources === null) return null;
    const slots = Uint8Array.from({ length: sources.table.length }, (_, slot) =>
      slot !== noValue && is(others.get(Number(sources.table.text(slot))) ?? 'unchecked') ? 1 : 0,
    );
    const told = union([this.these(broken), this.these(unknown)], this.last);
    const sets = [intersection([slotSet(sources, slots, this.last), complement(told)], this.last)];
    if (is('broken')) sets.push(this.these(broken));
    if (is('unverifiable')) sets.push(this.these(unknown));
    return union(sets, this.last);
  }
}

/** Values tested between two looks at the cancel flag. */
const valuesAtOnce = 1_000;
