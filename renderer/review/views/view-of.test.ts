import { expect, it } from 'vitest';
import { viewSchema } from '../../../shared/contract/view-operations.ts';
import { moved, planAtFirst, shownOf } from '../grid/column-plan.ts';
import { firstRow } from '../selection.ts';
import { planOf, viewOf } from './view-of.ts';

const place = {
  query: 'verdict:x',
  sort: { column: 'time', descending: true },
  selection: firstRow,
} as const;
const plan = {
  ...moved(shownOf(planAtFirst, ['time', 'note', 'verdict']), 'note', 'verdict'),
  widths: { note: 400 },
};

it('a view is one that the engine takes, and its columns come back from it', () => {
  const view = viewOf('Hot ones', place, plan, 'Europe/Vienna');
  expect(viewSchema.parse(view)).toMatchObject({ query: 'verdict:x', zone: 'Europe/Vienna' });
  const back = planOf(view);
  const shown = (of: typeof back) => of.order.filter((name) => !of.hidden.includes(name));
  expect([...shown(back)].sort()).toEqual(['note', 'time', 'verdict']);
  expect([back.pinned, back.widths]).toEqual([['time'], { note: 400 }]);
});

it('a view without columns leaves them as they come', () => {
  expect(planOf({ columns: [] })).toEqual(planAtFirst);
});
