import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { unwatched } from '../../task.ts';
import { matchedIds } from '../results.ts';
import { makeCase } from '../testing/memory-case.ts';

const db = makeCase([
  { values: { note: 'a'.repeat(200_000), verdict: 'ai_generated' } },
  { values: { note: 'Skirting board', verdict: 'authentic' } },
]);
const found = (query: string) => [...matchedIds(db, { query }, unwatched)];

it.each<[query: string, ids: number[]]>([
  ['note:/(a+)+$/', [1]],
  ['note:/^(a|aa)+$/', [1]],
  ['note:/^(a|a?)+b$/', []],
  ['note:/(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)x/', []],
  ['/SKIRTING.b/i', [2]],
  ['/^ai_|x/', [1]],
  ['verdict:/gen/,nothing', [1]],
])('%s ends, whatever it would cost an engine that tries again', (query, ids) => {
  expect(found(query)).toEqual(ids);
});

describe('an expression that does not compile', () => {
  it.each([
    ['verdict:/a(/', 'missing closing )', 9],
    ['x verdict:/[z-a]/', 'invalid character class range, "z-a"', 12],
    ['/(a)\\1/', 'invalid escape sequence, "\\\\1"', 4],
    ['note:/a(?=b)/', 'unsupported Perl syntax, "(?="', 7],
    ['raw:/*a/', 'missing argument to repetition operator, "*"', 5],
    ['.x:/a**/', 'invalid nested repetition operator, "**"', 5],
    ['code.x:/(/', 'missing closing )', 8],
    ['/(a{1000}){1000}/', 'invalid repeat count', 10],
    ['/.{1000}.{1000}/', 'a smaller regular expression', 0],
  ])('%s: %s', (query, message, position) => {
    let fault: unknown;
    try {
      found(query);
    } catch (error) {
      fault = error;
    }
    expect(fault).toBeInstanceOf(AppError);
    const { code, message: said, details } = fault as AppError;
    expect({ code, said, at: details?.['position'] }).toEqual({
      code: 'INVALID_INPUT',
      said: expect.stringMatching(new RegExp(`^position ${position + 1}: expected a `)),
      at: position,
    });
    expect(said).toContain(message);
  });
});
