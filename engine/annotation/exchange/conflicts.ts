import type { AnnotationConflict, ConflictSide } from '../../../shared/annotation/exchange.ts';
import { canonicalize } from '../../../shared/json/canonical.ts';
import type { MarkedEntries } from '../marked-entries.ts';
import { type Aspect, decidedValue } from '../marks.ts';
import { comparePlaces, type Said } from '../said.ts';

/** What this copy of the case says, before the other's is taken in. */
export interface Here {
  readonly marks: MarkedEntries;
  event(seq: number): Said;
  /** The event that set its layout; null where none did. */
  readonly layout: Said | null;
}

/** What is new in the other copy: events that are not here. */
export interface There {
  /** What they say of this case's entries, taken alone. */
  readonly marks: MarkedEntries;
  /** The event that has this number there. */
  event(seq: number): Said;
  /** The number there of an event that both copies have, by its id. */
  numberOf(id: string): number | undefined;
  /** The last of the new ones that sets a layout. */
  readonly layout: Said | null;
}

/** Numbers of entries named with each conflict. */
const mostExamples = 5;
/** Conflicts held to be listed; further ones are counted. */
const mostHeld = 100_000;
const mostListed = 10_000;

/**
 * Where the copies say different things of one entry, and neither author could see what the other said: the event that
 * decides here is not in the other copy, or came to it after the one that differs. What was said knowing the other's is no
 * conflict but a change of mind.
 *
 * @param numberHere the number that an event of the other copy has here once imported
 */
export function conflictsOf(
  here: Here,
  there: There,
  numberHere: (seq: number) => number,
): { readonly conflicts: AnnotationConflict[]; readonly total: number } {
  const held = new Map<string, AnnotationConflict & { entries: number; examples: number[] }>();
  let beyond = 0;
  const unseen = (mine: Said, theirs: Said) => {
    const known = there.numberOf(mine.id);
    return known === undefined || known > theirs.seq;
  };
  const conflict = (
    aspect: Aspect | 'layout',
    mine: readonly [Said, string],
    theirs: readonly [Said, string],
  ): AnnotationConflict & { entries: number; examples: number[] } => ({
    about: aspect === 'layout' ? 'layout' : aspect.about,
    name: aspect === 'layout' ? '' : aspect.name,
    here: side(...mine, mine[0].seq),
    there: side(...theirs, numberHere(theirs[0].seq)),
    prevails: comparePlaces(mine[0], theirs[0]) > 0 ? 'here' : 'there',
    entries: 0,
    examples: [],
  });
  here.marks.eachPair(there.marks, mostExamples, (mine, theirs, count, examples) => {
    for (const [key, { aspect, seq }] of theirs.decided) {
      const own = mine.decided.get(key);
      if (own === undefined) continue;
      const [event, other] = [here.event(own.seq), there.event(seq)];
      const [value, otherValue] = [decidedValue(mine, aspect), decidedValue(theirs, aspect)];
      if (value === otherValue || !unseen(event, other)) continue;
      const name = `${own.seq} ${seq} ${key}`;
      let known = held.get(name);
      if (known === undefined) {
        if (held.size === mostHeld) {
          beyond++;
          continue;
        }
        known = conflict(aspect, [event, value], [other, otherValue]);
        held.set(name, known);
      }
      known.entries += count;
      known.examples.push(...examples.slice(0, mostExamples - known.examples.length));
    }
  });
  const conflicts: AnnotationConflict[] = [...held.values()].sort(
    (a, b) => b.entries - a.entries || (nameOf(a) < nameOf(b) ? -1 : 1),
  );
  const { layout } = here;
  if (layout !== null && there.layout !== null && unseen(layout, there.layout)) {
    const [mine, theirs] = [canonicalize(layout.layout), canonicalize(there.layout.layout)];
    if (mine !== theirs) conflicts.unshift(conflict('layout', [layout, mine], [there.layout, theirs]));
  }
  return { conflicts: conflicts.slice(0, mostListed), total: conflicts.length + beyond };
}

function nameOf({ about, name }: AnnotationConflict): string {
  return `${about} ${name}`;
}

function side({ author, time }: Said, value: string, event: number): ConflictSide {
  return { value, event, author, time };
}
