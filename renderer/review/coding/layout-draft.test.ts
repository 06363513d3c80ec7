import { expect, it } from 'vitest';
import { proposedLayout } from '../../../shared/annotation/layout.ts';
import { draftOf, layoutOf, withColor, withField, withNewField, withoutField } from './layout-draft.ts';

const draft = draftOf(proposedLayout);

it('a draft that nobody changes stands for the layout that it was made of', () => {
  expect(layoutOf(draft)).toEqual(proposedLayout);
});

it('a new field is none of those that are there, even where one was removed', () => {
  const [first] = draft.fields;
  const changed = withNewField(withoutField(draft, first?.id ?? -1));
  const ids = changed.fields.map(({ id }) => id);
  expect(new Set(ids).size).toBe(draft.fields.length);
  const named = withField(changed, ids.at(-1) ?? -1, { name: ' severity ', values: '1: high\nlow' });
  expect(layoutOf(named).fields).toEqual([
    ...proposedLayout.fields.slice(1),
    { name: 'severity', values: [{ value: 'high', key: '1' }, { value: 'low' }], required: false },
  ]);
});

it('a colour is that of its name, whenever the tag is written', () => {
  const colored = withColor(draft, 'late', 'red');
  expect(layoutOf(colored)).toEqual(proposedLayout);
  expect(layoutOf({ ...colored, tags: 'late' }).tags).toEqual([{ name: 'late', color: 'red' }]);
});
