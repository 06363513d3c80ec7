import { describe, expect, it } from 'vitest';
import { moved, planAtFirst, readPlan, shownOf } from './column-plan.ts';

describe('the plan of the columns', () => {
  it('begins with id, time and integrity in their place', () => {
    expect(planAtFirst.pinned).toEqual(['entry_id', 'time', 'integrity']);
  });

  it.each([
    ['verdict', 'image_id'],
    ['image_id', 'verdict'],
  ] as const)('puts %s where %s stands', (name, place) => {
    const at = planAtFirst.order.indexOf(place);
    const plan = moved(planAtFirst, name, place);
    expect(plan.order.indexOf(name)).toBe(at);
    expect([...plan.order].sort()).toEqual([...planAtFirst.order].sort());
  });

  it('lets a column stay that is put among those that do, and go again', () => {
    const stays = moved(planAtFirst, 'verdict', 'time');
    expect(stays.pinned).toEqual(['entry_id', 'verdict', 'time', 'integrity']);
    expect(moved(stays, 'verdict', 'action').pinned).toEqual(['entry_id', 'time', 'integrity']);
  });

  it('shows what is chosen and nothing else', () => {
    const plan = shownOf(planAtFirst, ['time', 'note']);
    expect(planAtFirst.order.filter((name) => !plan.hidden.includes(name))).toEqual(['time', 'note']);
  });

  it('that was stored is the same when it is read, and completed where it is of another version', () => {
    const plan = moved(shownOf(planAtFirst, ['time', 'note', 'verdict']), 'note', 'time');
    expect(readPlan(JSON.parse(JSON.stringify(plan)))).toEqual(plan);
    const { order = [], hidden } =
      readPlan({ order: ['note', 'gone'], hidden: ['note'], pinned: 7, widths: { note: 5 } }) ?? {};
    expect(order[0]).toBe('note');
    expect([...order].sort()).toEqual([...planAtFirst.order].sort());
    expect(hidden).toContain('tenant');
    expect(readPlan({ order: 'no' })).toBeNull();
  });
});
