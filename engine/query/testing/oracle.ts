import { BlockList, isIP, isIPv4 } from 'node:net';
import type { EntryIntegrity } from '../../../shared/domain/case.ts';
import { type ColumnValues, columns } from '../../../shared/domain/columns.ts';
import type {
  BareValue,
  Moment,
  PathTest,
  Pattern,
  QueryNode,
  Test,
  TimeValue,
} from '../../../shared/query/syntax.ts';
import { statedTime } from '../../import/time/time.ts';

/** Everything that a query can ask of one entry, spelled out. */
export interface PlainEntry {
  readonly values: Partial<ColumnValues>;
  readonly source: number;
  readonly sourceName: string;
  readonly raw: string;
  readonly tags: readonly string[];
  readonly notes: readonly string[];
  readonly codes: Readonly<Record<string, string>>;
  readonly privileged: boolean;
  readonly conflicting: boolean;
  readonly duplicated: boolean;
  readonly integrity: EntryIntegrity;
}

/** What docs/query-language.md says, naively: the slow reading that compiled queries are compared with. */
export function holds(query: QueryNode, entry: PlainEntry): boolean {
  switch (query.kind) {
    case 'everything':
      return true;
    case 'and':
      return query.terms.every((term) => holds(term, entry));
    case 'or':
      return query.terms.some((term) => holds(term, entry));
    case 'not':
      return !holds(query.term, entry);
    case 'words':
      return query.texts.some((text) =>
        textsIn(entry, query.field).some((each) => folded(each).includes(folded(text))),
      );
    case 'present':
      if (query.field === 'source') return true;
      if (query.field === 'tag') return entry.tags.length > 0;
      return stated(entry, query.field) !== null || (query.field === 'note' && entry.notes.length > 0);
    case 'exact':
      if (query.field === 'tag') return query.values.some((value) => entry.tags.includes(value));
      if (query.field === 'source')
        return query.values.some((value) => value === entry.sourceName || value === String(entry.source));
      return query.values.some((value) => stated(entry, query.field as keyof ColumnValues) === value);
    case 'matching':
      return query.patterns.some((pattern) => matches(pattern, query.field, entry));
    case 'coding': {
      const value = entry.codes[query.name];
      if (value === undefined) return false;
      return query.patterns === null || query.patterns.some((pattern) => valueMatches(pattern, value));
    }
    case 'path':
      return pathHolds(query.test, entry, query.path);
    case 'choice':
      return query.values.some((value) => choiceHolds(value, entry));
    case 'number': {
      const value = stated(entry, query.field);
      return value !== null && numberHolds(query.test, value as number);
    }
    case 'time': {
      const value = stated(entry, query.field);
      const moment = value === null ? null : statedTime(String(value));
      return (
        moment !== null &&
        moment.ms !== null &&
        timeHolds(query.test, nanoseconds({ ms: moment.ms, ns: moment.ns ?? 0 }))
      );
    }
  }
}

function stated(entry: PlainEntry, field: keyof ColumnValues): string | number | null {
  return entry.values[field] ?? null;
}

function textsIn(entry: PlainEntry, field: 'anywhere' | 'note' | 'raw'): string[] {
  if (field === 'raw') return [entry.raw];
  const own = entry.values.note ?? null;
  const note = [...(own === null ? [] : [own]), ...entry.notes];
  if (field === 'note') return note;
  const texts = columns.filter(({ kind }) => kind === 'text').map(({ name }) => stated(entry, name));
  return [
    ...texts.filter((text) => typeof text === 'string'),
    ...note,
    ...entry.tags,
    ...Object.values(entry.codes),
  ];
}

/** With the language's own expressions: those that the tests draw mean the same to RE2. */
function matches(pattern: Pattern, field: string, entry: PlainEntry): boolean {
  if (field === 'anywhere' || field === 'note' || field === 'raw')
    return textsIn(entry, field).some((text) => partMatches(pattern, text, false));
  if (field === 'word') return textsIn(entry, 'anywhere').some((text) => partMatches(pattern, text, true));
  if (field === 'tag') return entry.tags.some((tag) => valueMatches(pattern, tag));
  if (field === 'source')
    return [entry.sourceName, String(entry.source)].some((name) => valueMatches(pattern, name));
  const value = stated(entry, field as keyof ColumnValues);
  return typeof value === 'string' && valueMatches(pattern, value);
}

function valueMatches(pattern: Pattern, value: string): boolean {
  if (pattern.how === 'text') return value === pattern.text;
  if (pattern.how === 'prefix') return value.slice(0, pattern.text.length) === pattern.text;
  if (pattern.how === 'regex') return new RegExp(pattern.source, pattern.anyCase ? 'iu' : 'u').test(value);
  const [address = '', length] = pattern.network.split('/');
  const family = isIPv4(address) ? 'ipv4' : 'ipv6';
  const plain = value.replace(/^::ffff:(?=\d+\.)/, '');
  if (isIP(plain) === 0 || (isIPv4(plain) ? 'ipv4' : 'ipv6') !== family) return false;
  const list = new BlockList();
  list.addSubnet(address, Number(length), family);
  return list.check(plain, family);
}

function partMatches(pattern: Pattern, text: string, whole: boolean): boolean {
  if (pattern.how === 'regex' || pattern.how === 'network') return valueMatches(pattern, text);
  const needle = Array.from(folded(pattern.text), (each) => `\\u{${each.codePointAt(0)?.toString(16)}}`).join(
    '',
  );
  const letter = '[\\p{L}\\p{N}\\p{M}_]';
  const before = whole || pattern.how === 'prefix' ? `(?<!${letter})` : '';
  const begins = new RegExp(`^${letter}`, 'u').test(folded(pattern.text));
  const ends = new RegExp(`${letter}$`, 'u').test(folded(pattern.text));
  const after = whole && pattern.how === 'text' && ends ? `(?!${letter})` : '';
  return new RegExp(`${begins ? before : ''}${needle}${after}`, 'u').test(folded(text));
}

/** Of those that the tests draw. */
const decimal = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/;

function pathHolds(test: PathTest, entry: PlainEntry, path: readonly string[]): boolean {
  return valuesAt(JSON.parse(entry.raw), path).some((value) => {
    if (test.op === 'present') return value !== null;
    if (test.op === 'in') return test.values.some((wanted) => jsonEquals(wanted, value));
    const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
    if (test.op === 'numbers') return decimal.test(text) && numberHolds(valuesOf(test.test), Number(text));
    const moment = statedTime(text);
    return moment.ms !== null && timeHolds(test.test, nanoseconds({ ms: moment.ms, ns: moment.ns ?? 0 }));
  });
}

function valuesAt(value: unknown, path: readonly string[]): unknown[] {
  const [name, ...rest] = path;
  if (Array.isArray(value)) {
    if (name !== undefined && /^\d+$/.test(name))
      return Number(name) in value ? valuesAt(value[Number(name)], rest) : [];
    return value.flatMap((item) => valuesAt(item, path));
  }
  if (name === undefined) return [value];
  if (typeof value !== 'object' || value === null) return [];
  const member = Object.entries(value).find(([key]) => key === name);
  return member === undefined ? [] : valuesAt(member[1], rest);
}

function jsonEquals(wanted: Pattern | BareValue, value: unknown): boolean {
  if (wanted.how === 'text') return value === wanted.text;
  if (wanted.how === 'bare') {
    if (String(value) === wanted.text) return typeof value !== 'object' || value === null;
    if (typeof value !== 'string' && typeof value !== 'number') return false;
    const bothNumbers = decimal.test(wanted.text) && decimal.test(String(value));
    if (bothNumbers) return Number(wanted.text) === Number(value);
    const day = /^\d{4}-\d\d-\d\d$/.test(wanted.text) ? Date.parse(wanted.text) : Number.NaN;
    const moment = statedTime(String(value)).ms;
    return moment !== null && moment >= day && moment < day + 86_400_000;
  }
  return value !== null && typeof value !== 'object' && valueMatches(wanted, String(value));
}

/** Character by character, where the code folds whole texts. */
function folded(text: string): string {
  return [...text].map((character) => character.toLowerCase().toUpperCase()).join('');
}

function choiceHolds(value: string, entry: PlainEntry): boolean {
  if (value === 'note') return entry.notes.length > 0;
  if (value === 'tag') return entry.tags.length > 0;
  if (value === 'reviewed' || value === 'code') return Object.keys(entry.codes).length > 0;
  if (value === 'conflicting') return entry.conflicting;
  if (value === 'duplicated') return entry.duplicated;
  if (value === 'privileged') return entry.privileged;
  return entry.integrity === value;
}

function valuesOf(test: Extract<PathTest, { op: 'numbers' }>['test']): Test<number> {
  return test.op === 'range'
    ? { op: 'range', from: test.from.value, to: test.to.value }
    : { op: test.op, value: test.value.value };
}

function numberHolds(test: Test<number>, value: number): boolean {
  if (test.op === 'in') return test.values.includes(value);
  if (test.op === 'range') return value >= test.from && value <= test.to;
  if (test.op === '>') return value > test.value;
  if (test.op === '>=') return value >= test.value;
  return test.op === '<' ? value < test.value : value <= test.value;
}

function timeHolds(test: Test<TimeValue>, value: bigint): boolean {
  const begins = (time: TimeValue) => nanoseconds(time.first);
  const ends = (time: TimeValue) => nanoseconds(time.next);
  if (test.op === 'in') return test.values.some((time) => value >= begins(time) && value < ends(time));
  if (test.op === 'range') return value >= begins(test.from) && value < ends(test.to);
  if (test.op === '>') return value >= ends(test.value);
  if (test.op === '>=') return value >= begins(test.value);
  return test.op === '<' ? value < begins(test.value) : value < ends(test.value);
}

function nanoseconds({ ms, ns }: Moment): bigint {
  return BigInt(ms) * 1_000_000n + BigInt(ns);
}
