import { expect, it } from 'vitest';
import { proposedLayout } from '../../../shared/annotation/layout.ts';
import { readTags, readValues, tagsText, valuesText } from './layout-text.ts';

it.each(proposedLayout.fields)('the values of $name are the same when they are read back', ({ values }) => {
  expect(readValues(valuesText(values))).toEqual(values);
});

it('empty lines are none, and a colon elsewhere is part of the value', () => {
  expect(readValues('\n  1:hot \nnot: 2\n\n12: x')).toEqual([
    { value: 'hot', key: '1' },
    { value: 'not: 2' },
    { value: '12: x' },
  ]);
});

it('tags keep their colours', () => {
  const tags = [
    { name: 'hot', color: 'red', key: '9' },
    { name: 'late', color: 'gray' },
  ] as const;
  const colors = new Map(tags.map(({ name, color }) => [name, color]));
  expect(readTags(`${tagsText([...tags])}\nnew`, colors)).toEqual([...tags, { name: 'new', color: 'gray' }]);
});
