import { describe, expect, it } from 'vitest';
import type { Mark } from '../../../shared/annotation/mark.ts';
import { type Held, nothingHeld } from './held.ts';
import { type Meant, RecentMarks, withMark } from './recent-marks.ts';

const hot: Mark = { code: { field: 'relevance', value: 'hot' } };
const held = (part: Partial<Held>): Held => ({ ...nothingHeld, ...part });
const selection = {};

function marksOf(...waiting: Meant[]) {
  return { waiting, recent: new RecentMarks<Meant>(() => waiting) };
}

describe('what holds since an answer', () => {
  it('has what was said of the same entry and is not written yet', () => {
    const { recent, waiting } = marksOf({ about: 7, mark: hot });
    expect(recent.since(7, nothingHeld, 3)).toEqual(held({ codes: { relevance: 'hot' } }));
    waiting.push({ about: 7, mark: { code: { field: 'relevance', value: '' } } });
    expect(recent.since(7, held({ codes: { relevance: 'cold', side: 'ours' } }), 3)).toEqual(
      held({ codes: { side: 'ours' } }),
    );
  });

  it('has what was written since it was asked, and no longer what it has itself', () => {
    const { recent } = marksOf();
    recent.wrote({ about: 7, mark: { tag: 'x' } }, 3);
    expect(recent.since(7, nothingHeld, 3)).toEqual(held({ tags: ['x'] }));
    // Somebody else has taken it off meanwhile.
    expect(recent.since(7, nothingHeld, 4)).toEqual(nothingHeld);
    recent.forget(4);
    expect(recent.since(7, nothingHeld, 3)).toEqual(nothingHeld);
  });

  it('is told of a selection by the marks on that one alone', () => {
    const { recent } = marksOf({ about: selection, mark: { reviewed: true } });
    expect(recent.since(selection, nothingHeld, 1)).toEqual(held({ reviewed: true }));
    expect(recent.since({}, nothingHeld, 1)).toBeNull();
    expect(recent.since(7, nothingHeld, 1)).toBeNull();
  });

  it('is not changed by what is said of another entry', () => {
    const { recent } = marksOf({ about: 8, mark: hot });
    expect(recent.since(7, nothingHeld, 1)).toEqual(nothingHeld);
    expect(recent.since(selection, nothingHeld, 1)).toBeNull();
  });

  it('is known to the case alone from when something is taken back until it was asked again', () => {
    const { recent } = marksOf();
    const failed = recent.takingBack();
    expect(recent.since(7, nothingHeld, 1)).toBeNull();
    failed(null);
    expect(recent.since(7, nothingHeld, 1)).toEqual(nothingHeld);
    recent.takingBack()(1);
    expect(recent.since(7, nothingHeld, 1)).toBeNull();
    expect(recent.since(7, nothingHeld, 2)).toEqual(nothingHeld);
  });
});

it('a mark is put on whatever was held before', () => {
  expect(withMark(held({ tags: ['a', 'b'] }), { tag: 'a' }).tags).toEqual(['b', 'a']);
  expect(withMark(held({ tags: ['a', 'b'] }), { untag: 'a' }).tags).toEqual(['b']);
  expect(withMark(held({ reviewed: true }), { reviewed: false }).reviewed).toBe(false);
  expect(withMark(held({ tags: ['a'] }), { note: 'n' })).toEqual(held({ tags: ['a'] }));
});
