import { columns } from '../../domain/columns.ts';
import { needsQuotes } from '../comparing.ts';
import { type Field, fieldNames, findField, nearest } from '../fields.ts';
import { printValue } from '../print.ts';
import { type ChoiceField, choices } from '../syntax.ts';
import { placeAt } from './place.ts';

export interface Suggestion {
  /** Takes the place of the text from `from` to `to`. */
  readonly text: string;
  readonly kind: 'field' | 'value' | 'operator';
  /** A heading or what a sign means; '' where the text says all. */
  readonly detail: string;
  /** How many entries have the value; null where that is not known. */
  readonly count: number | null;
}

export interface Completion {
  readonly from: number;
  readonly to: number;
  /** The likeliest first. */
  readonly suggestions: readonly Suggestion[];
}

/** What is known of the case at hand. */
export interface Known {
  /** Fields beside those of the language: paths and coding fields, as they are written before the colon, and some values. */
  readonly fields: readonly {
    readonly name: string;
    readonly detail: string;
    readonly examples?: readonly string[];
  }[];
  /** The values of a field, the most frequent first; null while they are not known. */
  values(field: string): readonly { readonly value: string; readonly count: number }[] | null;
}

/**
 * The field whose values a completion at that place would offer, as it is written; null where it would not, or where to
 * count them would be to read every entry: of paths, examples do.
 */
export function valuesWantedAt(
  text: string,
  at: number,
): { readonly field: string; readonly typed: string } | null {
  const place = placeAt(text, at);
  if (place.kind !== 'value' || place.compared) return null;
  const { field, typed } = place;
  return hasValues(field) && field.kind !== 'path' ? { field: nameOf(field), typed } : null;
}

/**
 * What may stand at a place in a query, for a person who is typing it. Pure: what of it depends on the case is `known`.
 *
 * @param at where the person types, UTF-16 code units, 0-based
 * @param most how many suggestions at most
 */
export function complete(text: string, at: number, known: Known, most = 20): Completion {
  const place = placeAt(text, at);
  if (place.kind === 'nothing') return { from: at, to: at, suggestions: [] };
  const suggestions = place.kind === 'term' ? ofTerm(place.typed, known) : ofValue(place, known);
  return { from: place.from, to: place.to, suggestions: suggestions.slice(0, most) };
}

function ofTerm(typed: string, known: Known): Suggestion[] {
  const details = new Map([
    ...fieldNames.map((name) => [name, detailOf(name)] as const),
    ...known.fields.map(({ name, detail }) => [name, detail] as const),
  ]);
  const names = ranked([...details.keys()], typed);
  const near = names.length === 0 ? nearest(typed.toLowerCase(), [...details.keys()]) : null;
  const operators = ['AND', 'OR', 'NOT'].filter((each) => typed !== '' && each.startsWith(typed));
  return [
    ...operators.map((text): Suggestion => ({ text, kind: 'operator', detail: '', count: null })),
    ...(near === null ? names : [near]).map((name): Suggestion => {
      return { text: `${name}:`, kind: 'field', detail: details.get(name) ?? '', count: null };
    }),
  ];
}

interface ValuePlace {
  readonly field: Field;
  readonly typed: string;
  readonly compared: boolean;
  readonly others: readonly string[];
}

function ofValue({ field, typed, compared, others }: ValuePlace, known: Known): Suggestion[] {
  if (field.kind === 'choice') return ofChoice(field.name, typed, others);
  const signs = typed === '' && !compared && others.length === 0 ? signsOf(field) : [];
  if (compared || !hasValues(field)) return signs;
  const name = nameOf(field);
  const examples = known.fields.find((each) => each.name === name)?.examples ?? [];
  const counts = new Map<string, number | null>();
  for (const { value, count } of known.values(name) ?? []) counts.set(value, count);
  for (const value of examples) if (!counts.has(value)) counts.set(value, null);
  const print = (value: string) => written(field, value);
  const values = ranked([...counts.keys()], typed).filter((value) => !others.includes(print(value)));
  return [
    ...values.map((value): Suggestion => {
      return { text: print(value), kind: 'value', detail: '', count: counts.get(value) ?? null };
    }),
    ...signs,
  ];
}

function ofChoice(field: ChoiceField, typed: string, others: readonly string[]): Suggestion[] {
  const values = ranked(choices[field], typed).filter((value) => !others.includes(value));
  const near = values.length === 0 ? nearest(typed.toLowerCase(), choices[field]) : null;
  return (near === null ? values : [near]).map((text) => {
    return { text, kind: 'value', detail: '', count: null };
  });
}

/** What can stand in place of a value, with what it means. */
function signsOf({ kind }: Field): Suggestion[] {
  const ordered = kind === 'number' || kind === 'time';
  const signs = [
    ...(ordered
      ? ([
          ['>=', 'from'],
          ['<=', 'up to'],
          ['>', 'above'],
          ['<', 'below'],
        ] as const)
      : []),
    ...(kind === 'words' ? [] : ([['*', 'has a value']] as const)),
  ];
  return signs.map(([text, detail]) => ({ text, kind: 'operator', detail, count: null }));
}

/** As a value that reads back as itself. */
function written(field: Field, value: string): string {
  // What an entry's JSON says as a number is offered as one.
  if (field.kind === 'path' && needsQuotes(value) && /^\S+$/.test(value)) return value;
  return printValue(value);
}

function hasValues(field: Field): boolean {
  return ['exact', 'coding', 'path', 'number'].includes(field.kind) && nameOf(field) !== 'sha256';
}

function nameOf(field: Field): string {
  return field.kind === 'coding' || field.kind === 'path' ? field.text : field.name;
}

function detailOf(name: string): string {
  return columns.find((column) => column.name === (findField(name)?.name ?? name))?.heading ?? '';
}

/** Those that begin with what is typed, then those of which a part does, then those that hold it; each in their order. */
function ranked(all: readonly string[], typed: string): string[] {
  const wanted = typed.toLowerCase();
  const rank = (each: string): number => {
    const at = each.toLowerCase().indexOf(wanted);
    if (at <= 0) return at;
    return /[\p{L}\p{N}]/u.test(each.charAt(at - 1)) ? 2 : 1;
  };
  const ranks = all.map((each) => ({ each, rank: rank(each) })).filter((each) => each.rank !== -1);
  return ranks.sort((a, b) => a.rank - b.rank).map(({ each }) => each);
}
