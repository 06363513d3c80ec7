import type { EntryIntegrity } from '../../../shared/domain/case.ts';
import type { QueryNode } from '../../../shared/query/syntax.ts';
import type { Marks } from '../../annotation/marks.ts';
import type { ReadableDb } from '../../case/database.ts';
import { isCoded } from '../../case/schema.ts';
import type { TaskContext } from '../../task.ts';
import { chosenEntries, codingTest } from '../choices.ts';
import { sourcesCalled } from '../exact.ts';
import { IdSet } from '../id-set.ts';
import { recordedIntegrity } from '../integrity.ts';
import { markedEntries, markedIds } from '../marked-entries.ts';
import { valueTest } from '../match/text-tests.ts';
import {
  allOf,
  anyOf,
  type BlockTest,
  everyEntry,
  idTest,
  notTest,
  numberTest,
  slotTest,
  statedTest,
  timeTest,
} from './block-tests.ts';
import { noValue } from './coded-values.ts';
import { isIndexed, type ReviewIndex } from './review-index.ts';

/** Entries tested between two looks at the cancel flag: their masks stay in the processor's cache. */
const blockLength = 1 << 15;
/** Scans of the rows for parts of a query; more would take longer than one for the whole query. */
const mostScans = 1;

/** Finds the entries of a part of a query in the rows. */
export type ScanRows = (part: QueryNode) => Float64Array;

/**
 * The ids of the matching entries, ascending. Parts of the query that the index does not answer are asked of the rows;
 * null where that would take longer than to ask the whole query of them.
 */
export function selectIndexed(
  db: ReadableDb,
  index: ReviewIndex,
  query: QueryNode,
  scan: ScanRows,
  context: TaskContext,
): Float64Array | null {
  if (scansFor(query) > mostScans || !answers(query)) return null;
  const columns = columnsOf(query);
  if (!index.areWanted(columns) || !index.load(columns)) return null;
  const test = new Compiling(db, index, scan, context).test(query);
  const ids = new Float64Array(index.last);
  const mask = new Uint8Array(blockLength);
  let found = 0;
  for (let first = 1; first <= index.last; first += blockLength) {
    context.checkCancelled();
    const block = mask.subarray(0, Math.min(blockLength, index.last - first + 1));
    test(first, block);
    for (let i = 0; i < block.length; i++) {
      ids[found] = first + i;
      found += block[i] as number;
    }
  }
  return ids.slice(0, found);
}

/** Whether the index answers some part of the query. */
function answers(node: QueryNode): boolean {
  switch (node.kind) {
    case 'and':
    case 'or':
      return node.terms.some(answers);
    case 'not':
      return answers(node.term);
    case 'words':
    case 'path':
      return false;
    case 'exact':
    case 'present':
      return node.field === 'tag' || isIndexed(node.field);
    case 'matching':
      return isCoded(node.field);
    default:
      return true;
  }
}

/** How many times the rows are read for a query. */
function scansFor(node: QueryNode): number {
  if (!answers(node)) return 1;
  if (node.kind === 'not') return scansFor(node.term);
  if (node.kind !== 'and' && node.kind !== 'or') return 0;
  const [mixed, apart] = parted(node.terms);
  return mixed.reduce((sum, term) => sum + scansFor(term), apart.length === 0 ? 0 : 1);
}

function parted(terms: readonly QueryNode[]): [QueryNode[], QueryNode[]] {
  return [terms.filter((term) => answers(term)), terms.filter((term) => !answers(term))];
}

function columnsOf(node: QueryNode): string[] {
  if (node.kind === 'and' || node.kind === 'or') return node.terms.flatMap(columnsOf);
  if (node.kind === 'not') return columnsOf(node.term);
  if (node.kind === 'matching') return isCoded(node.field) ? [node.field] : [];
  if (node.kind === 'choice') return node.field === 'integrity' ? ['source'] : [];
  return 'field' in node && isIndexed(node.field) ? [node.field] : [];
}

class Compiling {
  private readonly db: ReadableDb;
  private readonly index: ReviewIndex;
  private readonly scan: ScanRows;
  private readonly context: TaskContext;

  constructor(db: ReadableDb, index: ReviewIndex, scan: ScanRows, context: TaskContext) {
    this.db = db;
    this.index = index;
    this.scan = scan;
    this.context = context;
  }

  test(node: QueryNode): BlockTest {
    this.context.checkCancelled();
    return this.indexed(node) ?? this.scanned(node);
  }

  private scanned(node: QueryNode): BlockTest {
    return idTest(new IdSet(this.scan(node)));
  }

  /** Null for what the index does not answer. */
  private indexed(node: QueryNode): BlockTest | null {
    switch (node.kind) {
      case 'everything':
        return everyEntry;
      case 'and':
        return allOf(this.terms(node));
      case 'or':
        return anyOf(this.terms(node));
      case 'not':
        return notTest(this.test(node.term));
      case 'words':
      case 'path':
        return null;
      case 'coding':
        return this.marked(codingTest(node.name, node.patterns));
      case 'matching': {
        const coded = isCoded(node.field) ? this.index.coded(node.field) : null;
        return coded && slotTest(coded, this.passing(coded.values, valueTest(node.patterns)));
      }
      case 'present':
        return this.present(node.field);
      case 'exact':
        return this.exact(node.field, node.values);
      case 'choice':
        return node.field === 'integrity' ? this.integrity(node.values) : this.choice(node.values);
      case 'number': {
        const numbers = this.index.numbers(node.field);
        return numbers && numberTest(numbers, node.test);
      }
      case 'time': {
        const times = this.index.times(node.field);
        return times && timeTest(times, node.test);
      }
    }
  }

  /** One scan for all the terms that the rows must answer. */
  private terms(node: QueryNode & { kind: 'and' | 'or' }): BlockTest[] {
    const [mixed, apart] = parted(node.terms);
    const tests = mixed.map((term) => this.test(term));
    const [only] = apart;
    if (only !== undefined) tests.push(this.scanned(apart.length === 1 ? only : { ...node, terms: apart }));
    return tests;
  }

  private present(field: string): BlockTest | null {
    if (field === 'source') return everyEntry;
    if (field === 'tag') return this.marked((marks) => marks.tags.length > 0);
    if (isCoded(field)) {
      const coded = this.index.coded(field);
      return (
        coded && slotTest(coded, new Uint8Array(coded.values.length).fill(1).fill(0, noValue, noValue + 1))
      );
    }
    if (!isIndexed(field)) return null;
    const values =
      field === 'time' || field === 'logged_at'
        ? this.index.times(field)
        : this.index.numbers(field as 'confidence');
    return values && statedTest(values);
  }

  private exact(field: string, values: readonly string[]): BlockTest | null {
    if (field === 'tag') {
      const wanted = new Set(values);
      return this.marked((marks) => marks.tags.some((tag) => wanted.has(tag)));
    }
    if (field === 'source') {
      const sources = this.index.numbers('source');
      return sources && numberTest(sources, { op: 'in', values: sourcesCalled(this.db, values) });
    }
    const coded = isCoded(field) ? this.index.coded(field) : null;
    if (coded === null) return null;
    const wanted = new Uint8Array(coded.values.length);
    for (const value of values) {
      const slot = coded.slotOf(value);
      if (slot !== undefined) wanted[slot] = 1;
    }
    return slotTest(coded, wanted);
  }

  private choice(values: readonly string[]): BlockTest {
    return anyOf(values.map((value) => idTest(chosenEntries(this.db, value, this.context))));
  }

  /** By slot, 1 for the values that pass. */
  private passing(values: readonly string[], test: (value: string) => boolean): Uint8Array {
    return Uint8Array.from(values, (value, slot) => (slot !== noValue && test(value) ? 1 : 0));
  }

  private marked(test: (marks: Marks) => boolean): BlockTest {
    return idTest(markedIds(markedEntries(this.db, this.context), test));
  }

  private integrity(wanted: readonly string[]): BlockTest | null {
    const sources = this.index.numbers('source');
    if (sources === null) return null;
    const { broken, unknown, others } = recordedIntegrity(this.db);
    const is = (integrity: EntryIntegrity) => (wanted.includes(integrity) ? 1 : 0);
    const { numbers } = sources;
    let source = Number.NaN;
    let said: 0 | 1 = 0;
    return (first, mask) => {
      for (let i = 0; i < mask.length; i++) {
        const its = numbers[first - 1 + i] as number;
        if (its !== source) {
          source = its;
          said = is(others.get(its) ?? 'unchecked');
        }
        mask[i] = said;
      }
      const last = first + mask.length - 1;
      for (const id of unknown.between(first, last)) mask[id - first] = is('unverifiable');
      for (const id of broken.between(first, last)) mask[id - first] = is('broken');
    };
  }
}
