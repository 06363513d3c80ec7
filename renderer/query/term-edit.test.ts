import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseQuery } from '../../shared/query/parse.ts';
import { chosenValues, clearField, missingChosen, toggleMissing, toggleValue } from './term-edit.ts';

describe('a facet edits the query', () => {
  test.each([
    ['', 'verdict', 'authentic', 'verdict:authentic'],
    ['verdict:authentic', 'verdict', 'authentic', ''],
    ['verdict:authentic', 'verdict', 'ai_generated', 'verdict:authentic,ai_generated'],
    ['water verdict:a,b confidence:>=0.9', 'verdict', 'a', 'water confidence:>=0.9 verdict:b'],
    ['a OR b', 'action', 'blocked', '(a OR b) action:blocked'],
    ['-verdict:a', 'verdict', 'a', '-verdict:a verdict:a'],
    ['', 'integrity', 'broken', 'integrity:broken'],
    ['', 'tag', 'not relevant', 'tag:"not relevant"'],
  ])('%j, %s %s: %j', (query, field, value, expected) => {
    expect(toggleValue(query, field, value)).toBe(expected);
  });

  test('entries without a value are asked for in place of values', () => {
    const query = toggleMissing('x verdict:a', 'verdict');
    expect(query).toBe('x -verdict:*');
    expect(missingChosen(parseQuery(query), 'verdict')).toBe(true);
    expect(toggleMissing(query, 'verdict')).toBe('x');
    expect(toggleValue(query, 'verdict', 'a')).toBe('x verdict:a');
  });

  test('a field is cleared of all its terms', () => {
    expect(clearField('x verdict:a -verdict:* verdict:b', 'verdict')).toBe('x');
  });

  test('any value, however hostile, is chosen exactly and let go of again', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (value) => {
        const chosen = toggleValue('water', 'case_id', value);
        expect(chosenValues(parseQuery(chosen), 'case_id')).toEqual([value]);
        expect(toggleValue(chosen, 'case_id', value)).toBe('water');
      }),
    );
  });
});
