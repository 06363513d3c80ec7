import type { JsonObject } from '../record/read-record.ts';

/** Members that hold records in the exports and answers of audit services, the surest first. */
export const usualMembers = [
  'logs',
  'entries',
  'Records',
  'records',
  'items',
  'results',
  'events',
  'data',
  'log',
  'entry',
  'event',
];
/** Of them, those that records themselves have too. */
const unsure = new Set(['events', 'data', 'log', 'entry', 'event']);
/** Objects around the records are not looked into more deeply. */
const deepest = 3;

interface Candidate {
  readonly path: readonly string[];
  /** What is in it: records of a usual name, objects that may be some, nothing, or records of any name. */
  readonly kind: 'records' | 'objects' | 'empty' | 'unusual';
  readonly rank: number;
}

const kinds: readonly Candidate['kind'][] = ['records', 'objects', 'empty', 'unusual'];

/**
 * The member names that lead from the top of a document to its records; null where the document looks like a record
 * itself. An array of objects holds records where its name is usual or its objects have an id or a time of their own, and
 * so does one object. Not where the document around it has both, or a time that the objects have not, as a record has that
 * lists what it found.
 */
export function recordsMember(document: JsonObject): readonly string[] | null {
  return candidatesOf(document)[0]?.path ?? null;
}

/** Where else in a document records seem to stand, of which only those at `path` are read. */
export function otherRecords(document: JsonObject, path: readonly string[]): readonly (readonly string[])[] {
  return candidatesOf(document)
    .filter(({ kind }) => kind === 'records' || kind === 'unusual')
    .map((candidate) => candidate.path)
    .filter((other) => other.join('\0') !== path.join('\0'));
}

/** The likeliest first. */
function candidatesOf(document: JsonObject): Candidate[] {
  return [...candidatesIn(document, [])].sort(
    (a, b) =>
      kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || a.rank - b.rank || a.path.length - b.path.length,
  );
}

function* candidatesIn(object: JsonObject, above: readonly string[]): Generator<Candidate> {
  const outer = { id: hasId(object), time: hasTime(object) };
  const recordItself = outer.id && outer.time;
  for (const [name, value] of Object.entries(object)) {
    const path = [...above, name];
    const place = usualMembers.indexOf(name);
    const rank = place === -1 ? usualMembers.length : place;
    const sure = place !== -1 && !unsure.has(name);
    if (Array.isArray(value)) {
      const first = value.find(isObject);
      const empty = value.length === 0 && sure && !recordItself;
      if (first === undefined ? empty : holdsRecord(first, outer, sure))
        yield { path, rank, kind: kindOf(first, place !== -1) };
    } else if (isObject(value) && !recordItself) {
      if (place !== -1 && hasId(value) && hasTime(value)) yield { path, rank, kind: 'records' };
      else if (path.length < deepest) yield* candidatesIn(value, path);
    }
  }
}

function kindOf(first: JsonObject | undefined, usual: boolean): Candidate['kind'] {
  if (!usual) return 'unusual';
  if (first === undefined) return 'empty';
  return isLikeRecord(first) ? 'records' : 'objects';
}

/** Whether an array of such objects holds records, rather than being part of the record that is around it. */
function holdsRecord(
  first: JsonObject,
  outer: { readonly id: boolean; readonly time: boolean },
  sure: boolean,
): boolean {
  if (hasTime(first)) return sure || !(outer.id && outer.time);
  return !outer.time && (sure || hasId(first));
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether it has an id or a time of its own, as records do. */
export function isLikeRecord(object: JsonObject): boolean {
  return hasId(object) || hasTime(object);
}

function hasId(object: JsonObject): boolean {
  return Object.entries(object).some(
    ([name, value]) =>
      /^(?:id|uuid|guid|.*(?:_id|[a-z]I[dD]|_uuid))$/.test(name) &&
      (typeof value === 'string' || typeof value === 'number'),
  );
}

function hasTime(object: JsonObject): boolean {
  return Object.entries(object).some(
    ([name, value]) =>
      /(?:time|timestamp|date|_at|[a-z]At|^ts)$/i.test(name) &&
      (typeof value === 'number' || (typeof value === 'string' && /\d{4}/.test(value))),
  );
}
