import { describe, expect, it } from 'vitest';
import { type CodingLayout, proposedLayout } from '../../../shared/annotation/layout.ts';
import type { EntryRow } from '../../../shared/domain/case.ts';
import { type ColumnValues, columns } from '../../../shared/domain/columns.ts';
import { markOfKey, privilegeMark } from './code-keys.ts';

const values = Object.fromEntries(columns.map(({ name }) => [name, null])) as ColumnValues;
const row = (codes: Record<string, string>, tags: string[] = []): EntryRow => ({
  id: 1,
  source: 1,
  ordinal: 0,
  integrity: 'verified',
  conflict: false,
  tags,
  notes: 0,
  codes,
  reviewed: false,
  values,
});
const layout: CodingLayout = {
  ...proposedLayout,
  tags: [{ name: 'contradiction', color: 'red', key: '9' }],
};

describe('a key', () => {
  it('codes the value it stands for, and takes it off again', () => {
    expect(markOfKey(layout, '2', row({}))).toEqual({ code: { field: 'relevance', value: 'hot' } });
    expect(markOfKey(layout, '2', row({ relevance: 'hot' }))).toEqual({
      code: { field: 'relevance', value: '' },
    });
    expect(markOfKey(layout, '1', row({ relevance: 'hot' }))).toEqual({
      code: { field: 'relevance', value: 'relevant' },
    });
  });

  it('puts a tag on and takes it off', () => {
    expect(markOfKey(layout, '9', row({}))).toEqual({ tag: 'contradiction' });
    expect(markOfKey(layout, '9', row({}, ['contradiction']))).toEqual({ untag: 'contradiction' });
  });

  it('that stands for nothing does nothing', () => {
    expect(markOfKey(proposedLayout, '9', row({}))).toBeNull();
  });
});

describe('privilege', () => {
  it('is given by the first value that is one, and taken by the first that denies it', () => {
    const field = 'privilege';
    expect(privilegeMark(layout, row({}))).toEqual({ code: { field, value: 'attorney-client' } });
    expect(privilegeMark(layout, row({ privilege: 'none' }))).toEqual({
      code: { field, value: 'attorney-client' },
    });
    expect(privilegeMark(layout, row({ privilege: 'work product' }))).toEqual({
      code: { field, value: 'none' },
    });
  });

  it('has no key where the layout has no such field', () => {
    expect(privilegeMark({ fields: [], tags: [] }, row({}))).toBeNull();
  });
});
