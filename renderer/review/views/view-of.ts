import type { SavedView, View } from '../../../shared/contract/view-operations.ts';
import { type ColumnPlan, planAtFirst, readPlan } from '../grid/column-plan.ts';
import type { ReviewPlace } from '../use-review.ts';

/** What the screen shows, as a view that can be saved. */
export function viewOf(name: string, { query, sort }: ReviewPlace, plan: ColumnPlan, zone: string): View {
  const shown = [...plan.pinned, ...plan.order.filter((each) => !plan.pinned.includes(each))].filter(
    (each) => !plan.hidden.includes(each),
  );
  return {
    name,
    query,
    columns: shown.map((column) => ({
      name: column,
      pinned: plan.pinned.includes(column),
      ...(plan.widths[column] === undefined ? {} : { width: Math.round(plan.widths[column]) }),
    })),
    sort,
    zone,
  };
}

/** The columns of a view; one that names none leaves them as they are. */
export function planOf({ columns }: Pick<SavedView, 'columns'>): ColumnPlan {
  if (columns.length === 0) return planAtFirst;
  const named = columns.map(({ name }) => name);
  const plan = readPlan({
    order: named,
    hidden: [],
    pinned: columns.filter(({ pinned }) => pinned).map(({ name }) => name),
    widths: Object.fromEntries(columns.map(({ name, width }) => [name, width])),
  });
  if (plan === null) return planAtFirst;
  return { ...plan, hidden: plan.order.filter((name) => !named.includes(name)) };
}
