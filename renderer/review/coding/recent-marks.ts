import type { Mark } from '../../../shared/annotation/mark.ts';
import type { Held } from './held.ts';

/** What a mark is about: an entry by its number, or several, which are the same if the object is. */
export type About = number | object;

/** What about a mark matters for later answers. */
export interface Meant {
  readonly about: About;
  readonly mark: Mark;
}

interface Written<M extends Meant> {
  /** Null: something was undone, and what is in effect then is unknown until the case is asked. */
  readonly given: M | null;
  /** The version of the case in which it was written: an answer of a later version includes it. */
  readonly version: number;
}

/**
 * Marks that an answer does not include yet: written ones that were made while it was on its way, and unwritten ones.
 * A key acts on what is in effect with them; otherwise it would act on what the previous key has just changed.
 */
export class RecentMarks<M extends Meant> {
  private written: readonly Written<M>[] = [];
  private undoing = 0;
  private readonly unwritten: () => readonly M[];

  /** @param unwritten those that wait, in their order */
  constructor(unwritten: () => readonly M[]) {
    this.unwritten = unwritten;
  }

  /** Called for each that is written, before the case is asked again. */
  wrote(given: M, version: number): void {
    this.written = [...this.written, { given, version }];
  }

  /**
   * Something is being undone from now on. Call the returned function once: with the version in which it was written,
   * or with null if it was not.
   */
  takingBack(): (version: number | null) => void {
    this.undoing += 1;
    return (version) => {
      this.undoing -= 1;
      if (version !== null) this.written = [...this.written, { given: null, version }];
    };
  }

  /** Answers from versions before this one no longer matter. */
  forget(before: number): void {
    this.written = this.written.filter(({ version }) => version >= before);
  }

  /**
   * What is in effect for something, given an answer and its version; null if only the case can tell, because
   * something was undone or a mark is about other entries that may be among these.
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

/** What is in effect for entries once a mark is on all of them. */
export function withMark(held: Held, mark: Mark): Held {
  if ('tag' in mark) return { ...held, tags: [...held.tags.filter((tag) => tag !== mark.tag), mark.tag] };
  if ('untag' in mark) return { ...held, tags: held.tags.filter((tag) => tag !== mark.untag) };
  if ('reviewed' in mark) return { ...held, reviewed: mark.reviewed };
  if ('note' in mark) return held;
  const { field, value } = mark.code;
  const { [field]: _former, ...others } = held.codes;
  return { ...held, codes: value === '' ? others : { ...others, [field]: value } };
}
