import type { z } from 'zod';

type RawFault = z.core.$ZodRawIssue;

/** Longer texts of the other side's are not said again. */
const longestSaid = 60;

/**
 * What a schema finds wrong in plain words, most of them predicates: `is empty`, `is longer than 200 characters`. To be
 * given to `safeParse`, wherever a person may come to read what is wrong with what was given. What a schema itself says of
 * a fault holds; the library's own words, which are for programmers, do not.
 */
export const plainly = { error: (fault: RawFault): string => faultWords(fault) } as const;

function faultWords(fault: RawFault): string {
  switch (fault.code) {
    case 'invalid_type':
      return fault.input === undefined ? 'is missing' : `has to be ${kindWords(fault.expected)}`;
    case 'too_small':
      return tooSmall(fault);
    case 'too_big':
      return tooBig(fault);
    case 'invalid_value':
      return `has to be ${oneOf(fault.values)}`;
    case 'unrecognized_keys':
      return `has a part that is not known: ${fault.keys.map(said).join(', ')}`;
    case 'invalid_format':
      return formatWords[fault.format] ?? 'not in the form that it has to have';
    default:
      return 'is in no form that is known';
  }
}

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
  record: 'an object',
};

const formatWords: Readonly<Record<string, string>> = {
  base64: 'no base64',
  datetime: 'no time as YYYY-MM-DDTHH:MM:SSZ',
};

function kindWords(expected: string): string {
  return kinds[expected] ?? 'something else';
}

function tooSmall({ origin, minimum, inclusive }: Extract<RawFault, { code: 'too_small' }>): string {
  const least = Number(minimum);
  if (origin === 'string') return least === 1 ? 'is empty' : `has fewer than ${counted(least, 'character')}`;
  if (origin === 'array') return least === 1 ? 'is empty' : `has fewer than ${counted(least, 'element')}`;
  return inclusive === false ? `has to be more than ${least}` : `has to be ${least} or more`;
}

function tooBig({ origin, maximum, inclusive }: Extract<RawFault, { code: 'too_big' }>): string {
  const most = Number(maximum);
  if (origin === 'string') return `is longer than ${counted(most, 'character')}`;
  if (origin === 'array') return `has more than ${counted(most, 'element')}`;
  return inclusive === false ? `has to be less than ${most}` : `has to be ${most} or less`;
}

function counted(count: number, one: string): string {
  return `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`;
}

function oneOf(values: readonly unknown[]): string {
  const texts = values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value)));
  return texts.length === 1 ? String(texts[0]) : `one of ${texts.join(', ')}`;
}

function said(name: string): string {
  return JSON.stringify(name.length > longestSaid ? `${name.slice(0, longestSaid)}…` : name);
}
