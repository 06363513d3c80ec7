import { describe, expect, it } from 'vitest';
import { vendorEntry } from '../../test/servers/trails.ts';
import type { Layout } from '../import/layout/layout.ts';
import { klyra } from './apis/klyra.ts';
import { readAnswer } from './read-answer.ts';

const step = { from: null, to: null, limit: 100 };
const entry = vendorEntry('klyra', 1);
const found: Layout = { form: 'json', encoding: 'utf-8', array: false, records: ['found'] };
const read = (value: unknown, known: Layout | null = null) =>
  readAnswer(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)), klyra, step, known);

describe('the entries of an answer', () => {
  it('are told from what wraps them, though that has a time too', () => {
    const { layout, facts } = read({ timestamp: '2025-12-01T00:00:00Z', found: [entry] });
    expect(layout).toEqual(found);
    expect(facts.records).toBe(1);
    expect(read(entry)).toMatchObject({ layout: { form: 'ndjson' }, facts: { records: 1 } });
  });

  it('are none where the list that they were in before is empty', () => {
    expect(read({ timestamp: '2025-12-01T00:00:00Z', found: [] }, found)).toMatchObject({
      layout: found,
      facts: { records: 0, blank: false },
    });
  });

  it.each([
    ['an empty list of an unknown name', { found: [] }, null],
    ['one that has a time too', { timestamp: '2025-12-01T00:00:00Z', found: [] }, null],
    ['one of another name than before', { others: [] }, found],
    ['a known name for nothing beside another for entries', { logs: [], found: [entry] }, null],
    ['a known name for something else', { data: ['page 1'], found: [entry] }, null],
    ['not a byte, where there was an object before', '', found],
  ])('are not taken to be none: %s', (_, value, known) => {
    expect(() => read(value, known)).toThrow(expect.objectContaining({ name: 'Unanswered' }));
  });

  it('may be none in lines, of which nothing is left but that nothing came', () => {
    expect(read('\n', { form: 'ndjson', encoding: 'utf-8' })).toMatchObject({
      layout: null,
      facts: { records: 0, blank: true },
    });
  });
});
