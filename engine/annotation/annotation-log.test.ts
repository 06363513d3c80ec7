import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mark } from '../../shared/annotation/mark.ts';
import { makeCase } from '../query/testing/memory-case.ts';
import { addAnnotation, undoAnnotation } from './annotate.ts';
import { annotationLog } from './annotation-log.ts';
import { annotationBreaks } from './breaks.ts';
import { type Marks, unmarked } from './marks.ts';

const author = 'Ada Reviewer';
const entries = 12;
const ids = Array.from({ length: entries }, (_, i) => i + 1);

interface Step {
  readonly ids: readonly number[];
  readonly mark: Mark;
}
/** By the number of an event before, or by none; the number is taken modulo those that are there. */
interface UndoStep {
  readonly undo: number | null;
}
type Event = Step | { readonly reverses: number };

const mark = fc.constantFrom<Mark[]>(
  { tag: 'A' },
  { untag: 'A' },
  { tag: 'B' },
  { note: 'n' },
  { code: { field: 'f', value: '1' } },
  { code: { field: 'f', value: '2' } },
  { code: { field: 'f', value: '' } },
  { reviewed: true },
  { reviewed: false },
);
const step: fc.Arbitrary<Step | UndoStep> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ ids: fc.subarray(ids, { minLength: 1 }), mark }) },
  { weight: 2, arbitrary: fc.record({ undo: fc.option(fc.nat()) }) },
);

/** The oracle: whether an event holds, from what it means. */
function holds(events: readonly Event[], at: number): boolean {
  return !events.some((each, i) => 'reverses' in each && each.reverses === at && holds(events, i));
}

function toldPlainly(events: readonly Event[], id: number) {
  const told = {
    tags: new Set<string>(),
    notes: 0,
    codes: new Map<string, string>(),
    reviewed: null as boolean | null,
  };
  for (const [i, event] of events.entries()) {
    if ('reverses' in event || !event.ids.includes(id) || !holds(events, i)) continue;
    const said = event.mark;
    if ('tag' in said) told.tags.add(said.tag);
    else if ('untag' in said) told.tags.delete(said.untag);
    else if ('note' in said) told.notes++;
    else if ('reviewed' in said) told.reviewed = said.reviewed;
    else if (said.code.value === '') told.codes.delete(said.code.field);
    else told.codes.set(said.code.field, said.code.value);
  }
  return told;
}

const plain = ({ tags, notes, codes, reviewed }: Marks) => ({
  tags: new Set(tags),
  notes: notes.length,
  codes: new Map(codes),
  reviewed,
});

function undoOf(events: readonly Event[], { undo }: UndoStep): number | null {
  if (undo !== null) return events.length === 0 ? null : undo % events.length;
  const last = events.findLastIndex((each, i) => !('reverses' in each) && holds(events, i));
  return last === -1 ? null : last;
}

describe('what is effectively said', () => {
  it('is what a plain reading of the events says, taken in one by one or all at once', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 14 }), fc.nat({ max: 14 }), (steps, looks) => {
        const db = makeCase(ids.map((n) => ({ values: { entry_id: `log_${n}` } })));
        const events: Event[] = [];
        for (const [i, each] of steps.entries()) {
          if ('undo' in each) {
            const event = each.undo === null ? undefined : (each.undo % Math.max(1, events.length)) + 1;
            const reverses = undoOf(events, each);
            const act = () => undoAnnotation(db, { author, event });
            if (reverses === null || !holds(events, reverses)) {
              expect(act).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
              continue;
            }
            expect(act().event.details['reverses']).toBe(reverses + 1);
            events.push({ reverses });
          } else {
            addAnnotation(db, { on: { entries: each.ids }, mark: each.mark, author });
            events.push(each);
          }
          // Not every time, so that several events are taken in together too.
          if (i % (looks + 1) !== 0) continue;
          for (const id of ids)
            expect(plain(annotationLog(db).marks.get(id))).toEqual(toldPlainly(events, id));
        }
        const { marks } = annotationLog(db);
        for (const id of ids) expect(plain(marks.get(id))).toEqual(toldPlainly(events, id));
        const tagged = ids.filter((id) => toldPlainly(events, id).tags.has('A'));
        expect([...marks.idsWhere(({ tags }) => tags.includes('A'))]).toEqual(tagged);
        expect([...annotationBreaks(db)]).toEqual([]);
        db.close();
      }),
      { numRuns: 150 },
    );
  });

  it('is nothing of entries that come later, until something is said of them', () => {
    const db = makeCase([{ values: { entry_id: 'one' } }]);
    expect([...annotationLog(db).marks.idsWhere((marks) => marks === unmarked)]).toEqual([1]);
    addAnnotation(db, { on: { query: '' }, mark: { tag: 'all' }, author });
    expect(annotationLog(db).marks.get(1).tags).toEqual(['all']);
    db.exec(
      "INSERT INTO entry_row (id, source, ordinal, line, offset, length, content, note) VALUES (2, 1, 1, 2, 0, 0, zeroblob(32), 'later')",
    );
    expect(annotationLog(db).marks.get(2)).toBe(unmarked);
    addAnnotation(db, { on: { query: '' }, mark: { tag: 'again' }, author });
    expect(annotationLog(db).marks.get(2).tags).toEqual(['again']);
  });
});
