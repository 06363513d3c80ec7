import type { QueryNode } from '../../../shared/query/syntax.ts';
import type { ReadableDb } from '../../case/database.ts';
import { slices } from '../../slices.ts';
import type { TaskContext } from '../../task.ts';
import { compileQuery } from '../compile.ts';
import { IdList, type IdSet } from '../id-set.ts';
import type { Bound } from '../parameters.ts';

/** Finds the entries that match a query in the rows, one range of them after another. */
export class RowScan {
  private readonly context: TaskContext;
  private readonly bind: (low: number, high: number) => Bound;
  private readonly statement;

  /** @param among the only entries that are looked at; null for all */
  constructor(db: ReadableDb, query: QueryNode, among: IdSet | null, context: TaskContext) {
    const { where, bind } = compileQuery(db, query, context, among);
    this.context = context;
    this.bind = bind;
    this.statement = db
      .prepare<[Bound], number>(`SELECT e.id FROM entry_row AS e WHERE ${where} ORDER BY e.id`)
      .pluck();
  }

  /**
   * Those from `first` to `last`, both included, ascending.
   *
   * @param tell is called, now and then, with the entry that is looked at next
   * @throws AppError CANCELLED
   */
  between(first: number, last: number, tell: (entry: number) => void = () => {}): Float64Array {
    const found = new IdList();
    for (const { low, high } of slices(first, last, this.context)) {
      tell(low);
      found.push(this.statement.all(this.bind(low, high)));
    }
    return found.take();
  }
}
