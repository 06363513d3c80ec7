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
import { otherMakers } from './other-makers.ts';
import { namesOf } from './paths.ts';
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

/** A way of writing entries to try, with the ways of combining the previous hash with it. */
export interface Attempt {
  readonly form: CatalogueForm;
  readonly omit: readonly string[];
  readonly blank?: Blanks | undefined;
  readonly joinings: readonly Joining[];
}

/** The algorithms whose digests have that length. */
export function algorithmsOf(bytes: number, keyed: boolean): Algorithm[] {
  return algorithms.filter((name) => digestBytes(name) === bytes && isKeyed(name) === keyed);
}

/** What to try on some entries for one pair of places. */
export type Turn = (pair: FieldPair, probes: readonly Sampled[]) => Iterable<Attempt>;

/** What is tried first. */
export function usualTurn(pair: FieldPair): Iterable<Attempt> {
  return written(pair, catalogue);
}

/** The values that a maker sets the hash to before computing it, if it does not remove the member. */
const blankValues = ['', null] as const;

/** The hash written as an empty text, or as null; the previous hash inside, or joined. */
export function blankTurn(pair: FieldPair): Iterable<Attempt> {
  return blank(pair, blankForms);
}

function* blank(pair: FieldPair, forms: readonly CatalogueForm[]): Generator<Attempt> {
  const omissions = pair.previous === null ? [[]] : [[], [pair.previous]];
  for (const value of blankValues) {
    for (const omit of omissions) {
      for (const form of forms)
        yield { form, omit, blank: { [pair.hash]: value }, joinings: joiningsFor(pair, omit) };
    }
  }
}

const blankForms = catalogue.filter(({ form }) => form.serialize !== 'raw-without');

/** Forms of less common makers, with the hash left out or blank. */
function* otherTurn(pair: FieldPair): Generator<Attempt> {
  yield* written(pair, othersWithNulls);
  yield* blank(pair, othersWithNulls);
}

const othersWithNulls = otherMakers.filter(({ form }) => form.nulls === 'keep');
const othersWithoutNulls = otherMakers.filter(({ form }) => form.nulls === 'drop');

function otherTurnWithoutNulls(pair: FieldPair): Iterable<Attempt> {
  return written(pair, othersWithoutNulls);
}

/** One of these may explain on its own what several earlier forms only explain together. */
export const turnsOfOthers: ReadonlySet<Turn> = new Set([otherTurn, otherTurnWithoutNulls]);

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

/** Digests of an entry that stands beside its hash. */
const digestsAtMost = 4;

function topNames(probes: readonly Sampled[]): string[] {
  const names = probes.flatMap(({ entry }) =>
    entry.kind === 'object' ? entry.members.map(({ name }) => name) : [],
  );
  return [...new Set(names)];
}

/** Attempts that differ only in how the entry is written. */
export const turnsOfForms: readonly Turn[] = [
  usualTurn,
  blankTurn,
  otherTurn,
  (pair) => written(pair, withoutNulls),
  otherTurnWithoutNulls,
];

/** What to try, in turns: a later turn is for what the earlier ones leave unexplained. */
export const turns: readonly Turn[] = [
  usualTurn,
  blankTurn,
  otherTurn,
  rareTurn,
  (pair) => written(pair, withoutNulls),
  otherTurnWithoutNulls,
  withMoreLeftOut,
];

/** Members of the entry, or of an object in it, that are left out in the last turn. */
const innerAtMost = 32;
const pairedAtMost = 14;

/** Names of members that stores add to an entry. */
const ofStores =
  /^(?:_id|__v|_rev|_?version|id|uuid|pk|(?:created|updated|modified|stored|inserted|received|ingested|logged|recorded|indexed)_?(?:at|time|on)|ingest|offset|partition|shard|node|host)$/i;
const ofStoresAtMost = 6;

/** Three or more members left out whose names are those that stores use. */
export function* storesLeftOut(pair: FieldPair, probes: readonly Sampled[]): Generator<Attempt> {
  const own = [pair.hash, ...(pair.previous === null ? [] : [pair.previous])].map((path) => namesOf(path)[0]);
  const names = topNames(probes)
    .filter((name) => ofStores.test(name) && !own.includes(name))
    .slice(0, ofStoresAtMost)
    .map((name) => printPath([name]));
  // As many as can be first: a bit for each.
  const sets = Array.from({ length: 2 ** names.length }, (_, bits) =>
    names.filter((_name, n) => bits & (1 << n)),
  )
    .filter((set) => set.length > 2)
    .sort((a, b) => b.length - a.length);
  for (const more of sets) {
    for (const base of omissions(pair)) {
      const omit = [...base, ...more];
      for (const form of catalogue) yield { form, omit, joinings: joiningsFor(pair, omit).slice(0, 3) };
    }
  }
}

/** The last turn: one member of an object in the entry left out, or two of the entry's own. */
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

/** At that depth: 1 for the entry's own members. */
function memberPaths(entry: JsonNode, depth: number): string[] {
  const walk = (node: JsonNode, path: readonly string[]): string[] => {
    if (path.length === depth) return [printPath(path)];
    if (node.kind !== 'object') return [];
    return node.members.slice(0, laterAtMost).flatMap(({ name, value }) => walk(value, [...path, name]));
  };
  return walk(entry, []);
}

/** The hash alone, the previous hash too, and whatever each stands in as a whole. */
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

/** The objects along a path, innermost first. */
function objectsAround(path: string): string[] {
  const names = namesOf(path);
  return names.slice(1).map((_, n) => printPath(names.slice(0, names.length - 1 - n)));
}

function isWithin(path: string, omit: readonly string[]): boolean {
  return omit.some((left) => path === left || path.startsWith(`${left}.`));
}

/**
 * An entry that states its previous hash may be hashed alone; of any other the previous hash must be joined, or
 * nothing would link the entries.
 */
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

/** Top-level members that may have been added to the entry after it was hashed. */
const laterAtMost = 32;

/** One more member left out, such as a signature or a number that a store assigned. */
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

/** Names of members that are computed from an entry, as its hash is. */
const madeOver = /sig|mac|hash|digest|proof|checksum/i;

/** The hash blank, and one more computed member left out or blank as well. */
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

/** The profile that an attempt amounts to. */
export function profileOfAttempt(
  { form, ...left }: Attempt,
  pair: FieldPair,
  algorithm: Algorithm,
  joining: Joining,
): ChainProfile {
  return profileOf(form, pair, algorithm, joining, left);
}
