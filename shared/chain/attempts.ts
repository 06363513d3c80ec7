import type { JsonNode } from '../json/parse.ts';
import { printPath } from '../mapping/path.ts';
import {
  type CatalogueForm,
  catalogue,
  entryAlone,
  type Joining,
  joinings,
  profileOf,
  rareJoinings,
  withoutNulls,
} from './catalogue.ts';
import { namesOf, nodeAt } from './paths.ts';
import type { FieldPair, Sampled } from './places.ts';
import { joinsPrevious } from './preimage.ts';
import {
  type Algorithm,
  algorithms,
  type Blanks,
  type ChainProfile,
  digestBytes,
  isKeyed,
} from './profile.ts';

/** A way to write entries that is tried, with the ways to put the previous hash to it. */
export interface Attempt {
  readonly form: CatalogueForm;
  readonly omit: readonly string[];
  readonly blank?: Blanks | undefined;
  readonly joinings: readonly Joining[];
}

/** The algorithms that give digests of that length. */
export function algorithmsOf(bytes: number, keyed: boolean): Algorithm[] {
  return algorithms.filter((name) => digestBytes(name) === bytes && isKeyed(name) === keyed);
}

/** What is tried on some entries of a pair. */
export type Turn = (pair: FieldPair, probes: readonly Sampled[]) => Iterable<Attempt>;

/** What is tried first. */
export function usualTurn(pair: FieldPair): Iterable<Attempt> {
  return written(pair, catalogue);
}

/** The values that a hash is set to before it is made, where its member is not taken away. */
const blankValues = ['', null] as const;

/** The hash written as an empty text, or as null; the previous hash inside, or joined. */
export function* blankTurn(pair: FieldPair): Generator<Attempt> {
  const omissions = pair.previous === null ? [[]] : [[], [pair.previous]];
  for (const value of blankValues) {
    for (const omit of omissions) {
      for (const form of blankForms)
        yield { form, omit, blank: { [pair.hash]: value }, joinings: joiningsFor(pair, omit) };
    }
  }
}

const blankForms = catalogue.filter(({ form }) => form.serialize !== 'raw-without');

/** The rarer ways to put the previous hash to the entry; of what the entry states, other digests may have been made of it before. */
function* rareTurn(pair: FieldPair, probes: readonly Sampled[]): Generator<Attempt> {
  const own = [pair.hash, ...(pair.previous === null ? [] : [pair.previous])];
  const digests = topNames(probes).filter((name) => madeOver.test(name) && !own.includes(printPath([name])));
  const beside = digests.slice(0, digestsAtMost).map((name) => [printPath([name])]);
  const bases = pair.previous === null ? [[pair.hash]] : [own, [pair.hash]];
  for (const more of [[], ...beside, ...(beside.length > 1 ? [beside.flat()] : [])]) {
    for (const base of bases) {
      const isInside = pair.previous !== null && base.length === 1;
      const joinings = rareJoinings.filter(({ join }) => isInside === !joinsPrevious(join));
      const omit = [...base, ...more];
      for (const form of catalogue) yield { form, omit, joinings };
    }
  }
}

/** What is made over an entry that stands beside its hash. */
const digestsAtMost = 4;

function topNames(probes: readonly Sampled[]): string[] {
  const names = probes.flatMap(({ entry }) =>
    entry.kind === 'object' ? entry.members.map(({ name }) => name) : [],
  );
  return [...new Set(names)];
}

/** What is tried, in turns: a later turn is for what the earlier ones leave unexplained. */
export const turns: readonly Turn[] = [
  usualTurn,
  blankTurn,
  rareTurn,
  (pair) => written(pair, withoutNulls),
  withMoreLeftOut,
];

/** Members of an object of the entry, and of the entry itself, that are left out in the last turn. */
const innerAtMost = 32;
const pairedAtMost = 14;

/** The last turn: one member of an object of the entry left out, or two of its own. */
export function* restLeftOut(pair: FieldPair, probes: readonly Sampled[]): Generator<Attempt> {
  const own = [pair.hash, pair.previous ?? pair.hash];
  const paths = (depth: number) =>
    [...new Set(probes.flatMap(({ entry }) => memberPaths(entry, depth)))].filter(
      (path) => !own.some((each) => each === path || each.startsWith(`${path}.`)),
    );
  const outer = paths(1).slice(0, pairedAtMost);
  const two = outer.flatMap((a, n) => outer.slice(n + 1).map((b) => [a, b]));
  for (const more of [
    ...paths(2)
      .slice(0, innerAtMost)
      .map((path) => [path]),
    ...two,
  ]) {
    for (const base of omissions(pair)) {
      const omit = [...base, ...more];
      for (const form of catalogue) yield { form, omit, joinings: joiningsFor(pair, omit).slice(0, 3) };
    }
  }
}

/** Of the members at that depth: 1 for the entry's own. */
function memberPaths(entry: JsonNode, depth: number): string[] {
  const walk = (node: JsonNode, path: readonly string[]): string[] => {
    if (path.length === depth) return [printPath(path)];
    if (node.kind !== 'object') return [];
    return node.members.slice(0, laterAtMost).flatMap(({ name, value }) => walk(value, [...path, name]));
  };
  return walk(entry, []);
}

/** Where nothing was found at all. */
export function* chosenFields(pair: FieldPair, probes: readonly Sampled[]): Generator<Attempt> {
  for (const names of fieldLists(probes)) {
    for (const separator of fieldSeparators) yield joinedAttempt(names, separator, pair);
    yield* jsonAttempts(names, pair);
  }
}

/** The hash alone, the previous one too, and what each stands in as a whole. */
function omissions({ hash, previous }: FieldPair): string[][] {
  const without = [[hash]];
  if (previous !== null) {
    without.push([hash, previous]);
    for (const own of objectsAround(previous)) {
      if (!isWithin(hash, [own])) without.push([hash, own]);
    }
  }
  for (const own of objectsAround(hash)) {
    without.push([own]);
    if (previous !== null && !isWithin(previous, [own])) without.push([own, previous]);
  }
  return without;
}

/** The objects that a path leads through, the innermost first. */
function objectsAround(path: string): string[] {
  const names = namesOf(path);
  return names.slice(1).map((_, n) => printPath(names.slice(0, names.length - 1 - n)));
}

function isWithin(path: string, omit: readonly string[]): boolean {
  return omit.some((left) => path === left || path.startsWith(`${left}.`));
}

/** Where the entry states its previous hash, it may stand alone; where it does not, nothing would link it. */
function joiningsFor({ previous }: FieldPair, omit: readonly string[]): readonly Joining[] {
  const stated = previous !== null && !isWithin(previous, omit);
  return stated ? joinings : joinings.slice(1);
}

function* written(pair: FieldPair, forms: readonly CatalogueForm[]): Generator<Attempt> {
  for (const omit of omissions(pair)) {
    for (const form of forms) yield { form, omit, joinings: joiningsFor(pair, omit) };
  }
  // Links that the hashes do not cover: anybody could change them.
  if (pair.previous === null) return;
  for (const omit of omissions(pair).filter((each) => isWithin(pair.previous as string, each))) {
    for (const form of forms) yield { form, omit, joinings: [entryAlone] };
  }
}

/** Top-level members that may have been put to the entry after it was hashed. */
const laterAtMost = 32;

/** One more member left out, such as a signature or a number that a store gave. */
function* withMoreLeftOut(pair: FieldPair, probes: readonly Sampled[]): Generator<Attempt> {
  const own = [pair.hash, ...(pair.previous === null ? [] : [pair.previous])].map((path) => namesOf(path)[0]);
  const later = topNames(probes)
    .filter((name) => !own.includes(name))
    .slice(0, laterAtMost);
  for (const name of later) {
    for (const base of omissions(pair)) {
      const omit = [...base, printPath([name])];
      for (const form of catalogue) {
        yield { form, omit, joinings: joiningsFor(pair, omit).slice(0, 3) };
      }
    }
    yield* blankedWith(pair, name);
  }
}

/** Names of what is made over an entry, as its hash is. */
const madeOver = /sig|mac|hash|digest|proof|checksum/i;

/** The hash blank, and one more member that is made over the entry left out, or blank as well. */
function* blankedWith(pair: FieldPair, name: string): Generator<Attempt> {
  if (!madeOver.test(name)) return;
  const path = printPath([name]);
  const usual = (omit: readonly string[]) => joiningsFor(pair, omit).slice(0, 2);
  for (const value of blankValues) {
    const blank = { [pair.hash]: value };
    for (const form of blankForms) {
      yield { form, omit: [path], blank, joinings: usual([path]) };
      yield { form, omit: [], blank: { ...blank, [path]: value }, joinings: usual([]) };
    }
  }
}

/** Fields that chains are made over, by what they say, with the names that they go by; the first two that are there are tried. */
const roles = {
  id: ['id', 'log_id', 'event_id', 'entry_id', 'record_id', 'uuid', 'seq', 'sequence', 'index', 'request_id'],
  time: ['timestamp', 'time', 'ts', 'created_at', 'logged_at', 'occurred_at', 'datetime', 'date'],
  event: [
    'event',
    'event_type',
    'type',
    'decision',
    'verdict',
    'message',
    'data',
    'payload',
    'details',
    'result',
  ],
  action: ['action', 'action_recorded', 'operation', 'method', 'status'],
  actor: [
    'actor',
    'user_id',
    'user',
    'actor_id',
    'username',
    'submitted_by',
    'actor.user_id',
    'actor.id',
    'context.submitted_by',
  ],
} as const;
type Role = keyof typeof roles;

/** Orders of all five that are in use. */
const wholeLists: readonly (readonly Role[])[] = [
  ['id', 'time', 'event', 'action', 'actor'],
  ['id', 'time', 'actor', 'action', 'event'],
  ['time', 'event', 'action', 'actor', 'id'],
  ['time', 'actor', 'action', 'event', 'id'],
];
const mostFields = 4;
const namesPerRole = 2;
const fieldSeparators = ['|', ':', ',', '', '\n', ';'];

function* fieldLists(probes: readonly Sampled[]): Generator<readonly string[]> {
  const there = new Map<Role, readonly string[]>();
  for (const role of Object.keys(roles) as Role[]) {
    const names = roles[role].filter((name) => probes.some(({ entry }) => isScalar(nodeAt(entry, name))));
    if (names.length > 0) there.set(role, names.slice(0, namesPerRole));
  }
  for (const list of wholeLists) if (list.every((role) => there.has(role))) yield* spelled(list, there);
  for (const list of arrangements([...there.keys()], mostFields)) yield* spelled(list, there);
}

function isScalar(node: JsonNode | undefined): boolean {
  return node !== undefined && node.kind !== 'object' && node.kind !== 'array';
}

/** Every order of up to `most` of them, the longest first. */
function* arrangements<T>(all: readonly T[], most: number): Generator<readonly T[]> {
  for (let length = Math.min(most, all.length); length > 0; length--) yield* orders(all, length);
}

function* orders<T>(all: readonly T[], length: number): Generator<readonly T[]> {
  if (length === 0) {
    yield [];
    return;
  }
  for (const first of all) {
    for (const rest of orders(
      all.filter((each) => each !== first),
      length - 1,
    ))
      yield [first, ...rest];
  }
}

function* spelled(
  list: readonly Role[],
  there: ReadonlyMap<Role, readonly string[]>,
): Generator<readonly string[]> {
  const [role, ...rest] = list;
  if (role === undefined) {
    yield [];
    return;
  }
  for (const names of spelled(rest, there)) for (const name of there.get(role) ?? []) yield [name, ...names];
}

const fieldsForm = {
  itemSeparator: '|',
  keySeparator: ':',
  asciiOnly: false,
  nested: 'keep',
  nulls: 'drop',
  escapeHtml: false,
  numbers: 'source',
} as const;

function joinedAttempt(only: readonly string[], separator: string, pair: FieldPair): Attempt {
  const sign = separator === '\n' ? 'newline' : separator === '' ? 'nothing' : separator;
  const list = only.join(', ');
  return {
    form: {
      name: `fields ${list} joined by ${sign}`,
      about: 'values of fields',
      form: { ...fieldsForm, serialize: 'fields', only, itemSeparator: separator },
    },
    omit: [],
    joinings: pair.previous === null && separator === '' ? outside('') : outside(separator),
  };
}

function outside(separator: string): readonly Joining[] {
  return [
    { name: ', previous first', join: ['previous', 'entry'], separator },
    { name: ', previous last', join: ['entry', 'previous'], separator },
  ];
}

/** The same fields as JSON, in their order or sorted. */
function* jsonAttempts(names: readonly string[], pair: FieldPair): Generator<Attempt> {
  const lists =
    pair.previous === null ? [names] : [[...names, pair.previous], [pair.previous, ...names], names];
  const isSorted = names.every((name, n) => n === 0 || (names[n - 1] as string) < name);
  for (const only of lists) {
    for (const { name, about, form } of catalogue) {
      const inOrder = form.serialize === 'insertion' && form.numbers === 'source';
      if (!inOrder && !(isSorted && (form.serialize === 'sorted' || form.serialize === 'jsonb'))) continue;
      if (!inOrder && only[0] === pair.previous && names.length > 0) continue;
      const list = only.join(', ');
      yield {
        form: { name: `${name} of ${list}`, about, form: { ...form, only } },
        omit: [],
        joinings: only === names ? outside('') : [entryAlone],
      };
    }
  }
}

/** The profile that an attempt stands for. */
export function profileOfAttempt(
  { form, ...left }: Attempt,
  pair: FieldPair,
  algorithm: Algorithm,
  joining: Joining,
): ChainProfile {
  return profileOf(form, pair, algorithm, joining, left);
}
