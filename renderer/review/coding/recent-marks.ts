import type { Mark } from '../../../shared/annotation/mark.ts';
import type { Held } from './held.ts';

/** What a mark is about: an entry by its number; several of them, which are the same as long as the object is. */
export type About = number | object;

/** What of a mark matters for the answers that come after it. */
export interface Meant {
  readonly about: About;
  readonly mark: Mark;
}

interface Written<M extends Meant> {
  /** Null: something was taken back, and nobody knows what holds then until the case is asked. */
  readonly given: M | null;
  /** The version of the case in which it was written: what is asked in a later one has it. */
  readonly version: number;
}

/**
 * Marks that an answer does not have yet: those that are written were given while it was on its way, the others wait for their turn.
 * A key acts on what holds with them, or it would act on what the key before it has changed.
 */
export class RecentMarks<M extends Meant> {
  private written: readonly Written<M>[] = [];
  private undoing = 0;
  private readonly unwritten: () => readonly M[];

  /** @param unwritten those that wait, in their order */
  constructor(unwritten: () => readonly M[]) {
    this.unwritten = unwritten;
  }

  /** Told of each that is written, before the case is asked again. */
  wrote(given: M, version: number): void {
    this.written = [...this.written, { given, version }];
  }

  /** From now on something is being taken back. What it gives is called once, with the version in which that was written, or null where it was not. */
  takingBack(): (version: number | null) => void {
    this.undoing += 1;
    return (version) => {
      this.undoing -= 1;
      if (version !== null) this.written = [...this.written, { given: null, version }];
    };
  }

  /** No answer of a version before this one is looked at any more. */
  forget(before: number): void {
    this.written = this.written.filter(({ version }) => version >= before);
  }

  /**
   * What holds of something, given what the answer of a version says; null where only the case can tell: something was taken back, or
   * a mark is about other entries that may be among these.
   */
  since(about: About, held: Held, version: number): Held | null {
    const written = this.written.filter((each) => each.version >= version);
    if (this.undoing > 0 || written.some(({ given }) => given === null)) return null;
    const marks = [...written.flatMap(({ given }) => given ?? []), ...this.unwritten()];
    let now = held;
    for (const given of marks) {
      if (given.about === about) now = withMark(now, given.mark);
      else if (typeof given.about !== 'number' || typeof about !== 'number') return null;
    }
    return now;
  }
}

/** What holds of entries once a mark is on all of them. */
export function withMark(held: Held, mark: Mark): Held {
  if ('tag' in mark) return { ...held, tags: [...held.tags.filter((tag) => tag !== mark.tag), mark.tag] };
  if ('untag' in mark) return { ...held, tags: held.tags.filter((tag) => tag !== mark.untag) };
  if ('reviewed' in mark) return { ...held, reviewed: mark.reviewed };
  if ('note' in mark) return held;
  const { field, value } = mark.code;
  const { [field]: _former, ...others } = held.codes;
  return { ...held, codes: value === '' ? others : { ...others, [field]: value } };
}
