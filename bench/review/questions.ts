import type { Random } from '../../samples/random.ts';

/** A term of a query, as Casebound writes it and as SQL does over a table of the columns by their own values. */
export interface Term {
  readonly text: string;
  readonly sql: (is: Equals) => string;
  /** The field whose own counts it does not narrow. */
  readonly own: string | null;
}

/** SQL for whether a column is a text: by its code, where that is what is stored. */
export type Equals = (column: string, value: string) => string;

export const facetFields = [
  'product',
  'model_version',
  'verdict',
  'action',
  'case_id',
  'image_id',
  'actor',
  'event_type',
] as const;

export function queryOf(terms: readonly Term[]): string {
  return terms.map(({ text }) => text).join(' ');
}

/** What a reviewer filters by. */
export function randomTerms(random: Random): Term[] {
  const verdict = random.pick([
    'authentic',
    'ai_generated',
    'ai_edited',
    'inconclusive',
    'low',
    'medium',
    'high',
  ]);
  const action = random.pick(['approved', 'flagged', 'escalated', 'blocked']);
  const confidence = random.between(0, 90) / 100;
  const month = String(random.between(1, 9)).padStart(2, '0');
  const [from, until] = [`2025-${month}-01`, `2025-${month}-28`];
  return random.pick([
    [is('verdict', verdict), is('action', action), atLeast(confidence)],
    [is('verdict', verdict), between(from, until)],
    [is('action', action), not(is('product', 'credentials')), atLeast(confidence)],
    [either(is('verdict', verdict), is('action', action)), since(from)],
  ]);
}

/** What stands in the trail's notes. */
const notes = [
  'noise residual inconsistent with camera sensor behavior',
  'shadows match the time of the report',
  'Kantenübergang an der Decke unnatürlich',
  'no reliable statement is possible from this copy',
  'the water line was extended to the left',
  'Photo prise de nuit, bruit élevé mais naturel',
  'Texture repeats across the carpet every 64 px, see overlay',
] as const;

/** What a reviewer looks for in any text: words of a note as far as they have been typed, an image, a claim, or nothing that is there. */
export function randomWords(random: Random): string {
  const note = random.pick(notes);
  const start = random.between(0, note.length - 12);
  return random.pick([
    note.slice(start, start + random.between(5, 12)).trim(),
    note.slice(start).trim(),
    `img_${random.between(1000, 90_000).toString(36).padStart(7, '0')}`,
    `CLM-2025-${String(random.between(0, 40_000)).padStart(7, '0')}`,
    `no such words ${random.between(0, 1e6)}`,
  ]);
}

function is(field: string, value: string): Term {
  return { text: `${field}:${value}`, sql: (equals) => equals(field, value), own: field };
}

function not({ text, sql }: Term): Term {
  return { text: `-${text}`, sql: (equals) => `coalesce(NOT (${sql(equals)}), true)`, own: null };
}

function either(a: Term, b: Term): Term {
  return {
    text: `(${a.text} OR ${b.text})`,
    sql: (equals) => `(${a.sql(equals)} OR ${b.sql(equals)})`,
    own: null,
  };
}

function atLeast(confidence: number): Term {
  return { text: `confidence:>=${confidence}`, sql: () => `confidence >= ${confidence}`, own: 'confidence' };
}

function since(day: string): Term {
  return { text: `time:>=${day}`, sql: () => `time >= ${Date.parse(day)}`, own: 'time' };
}

function between(from: string, until: string): Term {
  const end = Date.parse(until) + 86_400_000;
  return {
    text: `time:${from}..${until}`,
    sql: () => `time >= ${Date.parse(from)} AND time < ${end}`,
    own: 'time',
  };
}
