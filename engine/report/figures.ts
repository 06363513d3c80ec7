import type { ColumnName } from '../../shared/domain/columns.ts';
import type {
  Breakdown,
  EntryList,
  Figure,
  FigureUnit,
  Statement,
} from '../../shared/domain/guided-report.ts';
import { answer } from '../query/facets.ts';
import type { EntrySet } from '../query/index/entry-set.ts';
import { is, printed } from './conditions.ts';
import type { LookedAt, Part } from './looked-at.ts';
import { reportEntries } from './report-entries.ts';
import type { Spans } from './spans.ts';

/** Values of a column that a breakdown lists. */
const mostValues = 20;
/** UTF-16 code units of a value that can be a label; longer ones are counted, and not listed. */
const longestLabel = 1_000;
/** Months that a breakdown lists. */
const mostMonths = 120;
/** Entries that a list holds. */
const mostListed = 100;

/** A breakdown by one column: what it is called, and by what. */
interface By {
  readonly id: string;
  readonly title: string;
  readonly heading: string;
  readonly column: Exclude<ColumnName, 'time' | 'logged_at' | 'confidence' | 'risk_score' | 'note'>;
}

const columnOf = {
  images: 'image_id',
  claims: 'case_id',
  actors: 'actor',
  models: 'model_version',
  products: 'product',
} as const satisfies Record<Exclude<FigureUnit, 'entries'>, ColumnName>;

/** Makes the figures of one report. Their digests are left open: all of them are made in one pass over the entries. */
export class Figures {
  readonly at: LookedAt;
  /** By query: the entries of each figure. */
  readonly sets = new Map<string, EntrySet>();

  constructor(at: LookedAt) {
    this.at = at;
  }

  /** Entries, or the values of a column among them: then those that have none are not of the figure. */
  figure(id: string, label: string, part: Part, unit: FigureUnit = 'entries'): Figure {
    if (unit === 'entries') return this.counted(id, label, part, unit, part.set.size);
    const column = columnOf[unit];
    const having = this.at.part(`${column}:*`, part);
    return this.counted(id, label, having, unit, this.at.distinct(having, column));
  }

  /** The most frequent values of a column, ties in the order of the values. */
  breakdown(by: By, part: Part, most = mostValues): Breakdown {
    const { column, id, title, heading } = by;
    // Twice as many: some may be too long to be asked for.
    const { values, distinct } = answer(this.at.counts(part, column), 2 * most, this.at.context);
    const listed = values.filter(({ value }) => value.length <= longestLabel).slice(0, most);
    const figures = listed.map(({ value }, n) =>
      this.figure(`${id}.${n + 1}`, value, this.at.part(is(column, value), part)),
    );
    return { id, title, heading, figures, more: distinct - figures.length };
  }

  /** Figures under labels that are ours. */
  listed(
    { id, title, heading }: Omit<By, 'column'>,
    parts: readonly (readonly [label: string, part: Part])[],
    more = 0,
  ): Breakdown {
    const figures = parts.map(([label, part], n) => this.figure(`${id}.${n + 1}`, label, part));
    return { id, title, heading, figures, more };
  }

  /** The months of what the report looks at, those with the most entries, in their order: one without any of the part has 0. */
  months(id: string, title: string, part: Part, { months }: Spans): Breakdown {
    const listed = [...months]
      .sort(([a, more], [b, less]) => less - more || (a < b ? -1 : 1))
      .slice(0, mostMonths)
      .map(([month]) => month)
      .sort();
    const figures = listed.map((month) =>
      this.figure(`${id}.${month}`, month, this.at.part(`time:${month}`, part)),
    );
    return { id, title, heading: 'Month', figures, more: months.size - figures.length };
  }

  list(id: string, title: string, part: Part, most = mostListed): EntryList {
    const entries = reportEntries(this.at, [...this.at.inOrder(part).subarray(0, most)]);
    return { id, title, query: this.shown(part), total: part.set.size, entries };
  }

  /** What is said of some entries; of none, it has no query. */
  statement(code: string, text: string, part: Part | null = null): Statement {
    return { code, text, query: part === null || part.set.size === 0 ? null : this.shown(part) };
  }

  private counted(id: string, label: string, part: Part, unit: FigureUnit, value: number): Figure {
    const query = this.shown(part);
    this.sets.set(query, part.set);
    return { id, label, value, unit, query, entries: part.set.size, digest: '' };
  }

  private shown(part: Part): string {
    return printed(part.query);
  }
}
