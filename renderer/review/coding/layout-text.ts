import type { CodingLayout, TagColor } from '../../../shared/annotation/layout.ts';

type Field = CodingLayout['fields'][number];
type Key = NonNullable<Field['values'][number]['key']>;

/** Values as a person types them, one to a line, such as `1: relevant`. */
export function valuesText(values: Field['values']): string {
  return values.map(({ value, key }) => (key === undefined ? value : `${key}: ${value}`)).join('\n');
}

export function readValues(text: string): Field['values'] {
  return lines(text).map((line) => {
    const [, key, value] = /^([1-9]):\s*(.+)$/.exec(line) ?? [];
    return key === undefined || value === undefined ? { value: line } : { value, key: key as Key };
  });
}

/** @param colors by name; gray where there is none */
export function readTags(text: string, colors: ReadonlyMap<string, TagColor>): CodingLayout['tags'] {
  return readValues(text).map(({ value, key }) => {
    const color = colors.get(value) ?? 'gray';
    return { name: value, color, ...(key === undefined ? {} : { key }) };
  });
}

export function tagsText(tags: CodingLayout['tags']): string {
  return valuesText(tags.map(({ name, key }) => ({ value: name, ...(key === undefined ? {} : { key }) })));
}

function lines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
