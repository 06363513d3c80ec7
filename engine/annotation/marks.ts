import type { Mark } from '../../shared/annotation/mark.ts';

interface Note {
  /** The event that says it. */
  readonly seq: number;
  readonly text: string;
}

/** What is effectively said of an entry: every event on it that was not reversed, the later before the earlier. */
export interface Marks {
  /** In the order in which they were first given. */
  readonly tags: readonly string[];
  readonly notes: readonly Note[];
  /** Field to value; a field coded with an empty value is uncoded. */
  readonly codes: ReadonlyMap<string, string>;
  /** What was said of it in so many words; null where nothing was. */
  readonly reviewed: boolean | null;
  /** Aspect (see `aspectOf`) to the event that decided it last. */
  readonly decidedBy: ReadonlyMap<string, number>;
}

export const unmarked: Marks = {
  tags: [],
  notes: [],
  codes: new Map(),
  reviewed: null,
  decidedBy: new Map(),
};

/** What a mark decides, so that two marks of one aspect can disagree; null for a note, which is only ever added. */
function aspectOf(mark: Mark): string | null {
  if ('note' in mark) return null;
  if ('code' in mark) return codeAspect(mark.code.field);
  if ('reviewed' in mark) return 'reviewed';
  return tagAspect('tag' in mark ? mark.tag : mark.untag);
}

export const codeAspect = (field: string) => `code ${field}`;
const tagAspect = (tag: string) => `tag ${tag}`;

export function withMark(marks: Marks, mark: Mark, seq: number): Marks {
  if ('note' in mark) return { ...marks, notes: [...marks.notes, { seq, text: mark.note }] };
  const decidedBy = new Map(marks.decidedBy).set(aspectOf(mark) as string, seq);
  if ('reviewed' in mark) return { ...marks, reviewed: mark.reviewed, decidedBy };
  if ('code' in mark) {
    const codes = new Map(marks.codes);
    if (mark.code.value === '') codes.delete(mark.code.field);
    else codes.set(mark.code.field, mark.code.value);
    return { ...marks, codes, decidedBy };
  }
  const others = (tag: string) => marks.tags.filter((each) => each !== tag);
  if ('untag' in mark) return { ...marks, tags: others(mark.untag), decidedBy };
  return marks.tags.includes(mark.tag)
    ? { ...marks, decidedBy }
    : { ...marks, tags: [...marks.tags, mark.tag], decidedBy };
}
