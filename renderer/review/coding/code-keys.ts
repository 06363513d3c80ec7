import type { CodingLayout } from '../../../shared/annotation/layout.ts';
import type { Mark } from '../../../shared/annotation/mark.ts';
import type { Held } from './held.ts';

/**
 * The mark that a digit sets on an entry: the value or tag of that key. If the entry already has it, the mark removes
 * it.
 */
export function markOfKey(layout: CodingLayout, key: string, held: Held): Mark | null {
  for (const { name, values } of layout.fields) {
    const found = values.find((each) => each.key === key);
    if (found) return codeMark(held, name, found.value);
  }
  const tag = layout.tags.find((each) => each.key === key);
  if (tag === undefined) return null;
  return held.tags.includes(tag.name) ? { untag: tag.name } : { tag: tag.name };
}

/** Sets the value, or removes it if it is already set. */
export function codeMark(held: Held, field: string, value: string): Mark {
  return { code: { field, value: held.codes[field] === value ? '' : value } };
}

const privilegeNames: ReadonlySet<string> = new Set(['privilege', 'privileged']);
/** As in is:privileged: any other value claims a privilege. */
const denials: ReadonlySet<string> = new Set([
  'no',
  'none',
  'false',
  'n',
  '0',
  'not privileged',
  'no privilege',
]);

/** Makes an entry privileged, or no longer so, by the values of the layout; null if it has none. */
export function privilegeMark(layout: CodingLayout, held: Held): Mark | null {
  const field = layout.fields.find(({ name }) => privilegeNames.has(name.toLowerCase()));
  if (field === undefined) return null;
  const isDenial = (value: string) => denials.has(value.toLowerCase());
  const coded = held.codes[field.name];
  const privileged = coded !== undefined && !isDenial(coded);
  const choices = field.values.map(({ value }) => value);
  const value = privileged
    ? (choices.find(isDenial) ?? '')
    : (choices.find((choice) => !isDenial(choice)) ?? 'privileged');
  return { code: { field: field.name, value } };
}
