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
  /** By the aspect's key: what was decided, and by which event last. A note decides nothing: it is only ever added. */
  readonly decided: ReadonlyMap<string, { readonly aspect: Aspect; readonly seq: number }>;
}

/** What a mark decides, so that two marks of one aspect can disagree. */
export interface Aspect {
  readonly about: 'code' | 'tag' | 'reviewed';
  /** The field or the tag. */
  readonly name: string;
}

export const unmarked: Marks = {
  tags: [],
  notes: [],
  codes: new Map(),
  reviewed: null,
  decided: new Map(),
};

export function keyOf({ about, name }: Aspect): string {
  return `${about} ${name}`;
}

/** What is said in one aspect: the code, `on` or `off` of a tag, `yes` or `no` of reviewed; empty where no code is on. */
export function decidedValue(marks: Marks, { about, name }: Aspect): string {
  if (about === 'code') return marks.codes.get(name) ?? '';
  if (about === 'tag') return marks.tags.includes(name) ? 'on' : 'off';
  return marks.reviewed === true ? 'yes' : 'no';
}

export function withMark(marks: Marks, mark: Mark, seq: number): Marks {
  if ('note' in mark) return { ...marks, notes: [...marks.notes, { seq, text: mark.note }] };
  const aspect = aspectOf(mark);
  const decided = new Map(marks.decided).set(keyOf(aspect), { aspect, seq });
  if ('reviewed' in mark) return { ...marks, reviewed: mark.reviewed, decided };
  if ('code' in mark) {
    const codes = new Map(marks.codes);
    if (mark.code.value === '') codes.delete(mark.code.field);
    else codes.set(mark.code.field, mark.code.value);
    return { ...marks, codes, decided };
  }
  if ('untag' in mark) return { ...marks, tags: marks.tags.filter((tag) => tag !== mark.untag), decided };
  if (marks.tags.includes(mark.tag)) return { ...marks, decided };
  return { ...marks, tags: [...marks.tags, mark.tag], decided };
}

function aspectOf(mark: Exclude<Mark, { note: string }>): Aspect {
  if ('code' in mark) return { about: 'code', name: mark.code.field };
  if ('reviewed' in mark) return { about: 'reviewed', name: '' };
  return { about: 'tag', name: 'tag' in mark ? mark.tag : mark.untag };
}
