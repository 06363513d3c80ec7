import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import { parseQuery } from './parse.ts';
import { printQuery } from './print.ts';

function fault(text: string): { message: string; position: unknown; code: string } {
  try {
    parseQuery(text);
  } catch (error) {
    if (error instanceof AppError)
      return { message: error.message, position: error.details?.['position'], code: error.code };
    throw error;
  }
  throw new Error(`${text} was read`);
}

describe('what a query means, by its canonical text', () => {
  it.each([
    ['', ''],
    ['  \t\n ', ''],
    ['verdict:ai_generated', 'verdict:ai_generated'],
    ['verdict:a,b,"c, d"', 'verdict:a,b,"c, d"'],
    ['id:log_1', 'entry_id:log_1'],
    ['Verdict:x', 'verdict:x'],
    ['a b', 'a b'],
    ['a AND b', 'a b'],
    ['a and b', 'a and b'],
    ['a OR b c', 'a OR b c'],
    ['(a OR b) c', '(a OR b) c'],
    ['((a))', 'a'],
    ['a (b (c d))', 'a b c d'],
    ['NOT a', '-a'],
    ['NOT NOT a', '-(-a)'],
    ['-(a b)', '-(a b)'],
    ['NOT(a)', '-a'],
    ['"AND"', '"AND"'],
    ['verdict:AND', 'verdict:AND'],
    ['confidence:>=0.9', 'confidence:>=0.9'],
    ['confidence:>.90', 'confidence:>0.9'],
    ['confidence:-1e-7..+2.', 'confidence:-1e-7..2'],
    ['confidence:-0', 'confidence:0'],
    ['confidence:*', 'confidence:*'],
    ['time:2025-11-01..2025-11-30', 'time:2025-11-01..2025-11-30'],
    ['time:>2025-11-01T10:00+02:00', 'time:>2025-11-01T08:00Z'],
    ['time:2025', 'time:2025'],
    ['time:2025-02..2025-03', 'time:2025-02..2025-03'],
    ['time:2025-11-01T10:00:30', 'time:2025-11-01T10:00:30Z'],
    ['time:2025-11-01T10:00:30.5-01:30', 'time:2025-11-01T11:30:30.5Z'],
    ['time:2025-11-01T10:00:00.123456789Z', 'time:2025-11-01T10:00:00.123456789Z'],
    ['resource:image/a-b.c:d', 'resource:"image/a-b.c:d"'],
    ['resource:/v1/audit', 'resource:"/v1/audit"'],
    ['/v1/audit', '"/v1/audit"'],
    ['10:30', '"10:30"'],
    ['https://example.com/x', '"https://example.com/x"'],
    ['2001:db8::1', '"2001:db8::1"'],
    ['ip:2001:db8::1', 'ip:2001:db8::1'],
    ['"a \\"b\\" \\\\ c\\d"', '"a \\"b\\" \\\\ c\\\\d"'],
    ['verdict:""', 'verdict:""'],
    ['note:spectral,"low light"', 'note:spectral,"low light"'],
    ['is:Reviewed', 'is:reviewed'],
    ['integrity:broken,unverifiable', 'integrity:broken,unverifiable'],
    ['has:note -has:tag', 'has:note -has:tag'],
    ['Ünïcode 検証', 'Ünïcode 検証'],
    ['spec*', 'word:spec*'],
    ['"low li"*', 'word:"low li"*'],
    ['word:low,"skirting board"', 'word:low,"skirting board"'],
    ['verdict:ai_*,likely', 'verdict:ai_*,likely'],
    ['/spec.*l/', '/spec.*l/'],
    ['/a b/ c', '/a b/ c'],
    ['(/a(b|c)\\/d/i)', '/a(b|c)\\/d/i'],
    ['note:/a,b/,c', 'note:/a,b/,c'],
    ['ip:203.0.113.77/24', 'ip:203.0.113.0/24'],
    ['ip:::ffff:203.0.113.0/120,10.0.0.1', 'ip:203.0.113.0/24,10.0.0.1'],
    ['ip:2001:DB8:0:0:1::/64', 'ip:2001:db8::/64'],
    ['sha256:AB*', 'sha256:AB*'],
    ['system:itsreal', 'system:itsreal'],
    ['code.relevance:hot', 'code.relevance:hot'],
    ['CODE."my field":*', 'code."my field":*'],
    ['.code.x:1', '.code.x:1'],
    ['.flagged:true', '.flagged:true'],
    ['data.file_type:"image/jpeg"', 'data.file_type:"image/jpeg"'],
    ['.data.file_type:jpeg,"5",5', 'data.file_type:jpeg,"5",5'],
    ['signals[0].name:a*', 'signals.0.name:a*'],
    [
      'annotations."authorization.k8s.io/decision":/^al/',
      'annotations."authorization.k8s.io/decision":/^al/',
    ],
    ['."a b":*', '."a b":*'],
    ['data.score:>=0.50', 'data.score:>=0.5'],
    ['data.at:2025-11..2025-12', 'data.at:2025-11..2025-12'],
    ['data.at:2025..2026', 'data.at:2025..2026'],
    ['data.ip:10.0.0.0/8', 'data.ip:10.0.0.0/8'],
    ['data.path:v1.2/x', 'data.path:"v1.2/x"'],
    ['is:conflicting,duplicated has:code', 'is:conflicting,duplicated has:code'],
  ])('%j is %j', (text, canonical) => {
    expect(printQuery(parseQuery(text))).toBe(canonical);
    expect(printQuery(parseQuery(canonical))).toBe(canonical);
  });

  it('keeps where each part stands', () => {
    const query = parseQuery('a  -(verdict:x OR b)');
    expect(query).toMatchObject({ kind: 'and', start: 0, end: 19 + 1 });
    expect(query).toMatchObject({
      terms: [
        { start: 0, end: 1 },
        {
          kind: 'not',
          start: 3,
          end: 20,
          term: {
            terms: [
              { start: 5, end: 14 },
              { start: 18, end: 19 },
            ],
          },
        },
      ],
    });
  });

  it('takes a date as its whole day in UTC', () => {
    const day = { first: { ms: Date.UTC(2025, 10, 1), ns: 0 }, next: { ms: Date.UTC(2025, 10, 2), ns: 0 } };
    expect(parseQuery('time:2025-11-01')).toMatchObject({ test: { op: 'in', values: [day] } });
  });

  it.each([
    ['2025', '2025-01-01T00:00:00Z', '2026-01-01T00:00:00Z'],
    ['2024-02', '2024-02-01T00:00:00Z', '2024-03-01T00:00:00Z'],
    ['9999-12', '9999-12-01T00:00:00Z', '+010000-01-01T00:00:00Z'],
    ['2025-11-01T09:30', '2025-11-01T09:30:00Z', '2025-11-01T09:31:00Z'],
    ['2025-11-01T09:30:59', '2025-11-01T09:30:59Z', '2025-11-01T09:31:00Z'],
    ['2025-11-01T09:30:59.9', '2025-11-01T09:30:59.900Z', '2025-11-01T09:31:00Z'],
  ])('takes %s as all that it stands for', (text, first, next) => {
    const values = [{ first: { ms: Date.parse(first), ns: 0 }, next: { ms: Date.parse(next), ns: 0 } }];
    expect(parseQuery(`time:${text}`)).toMatchObject({ test: { op: 'in', values } });
  });

  it('reads dates of the first century as such', () => {
    expect(printQuery(parseQuery('time:0050-02-28'))).toBe('time:0050-02-28');
    expect(parseQuery('time:0050-02-28')).toMatchObject({
      test: { values: [{ first: { ms: Date.parse('0050-02-28T00:00:00Z') } }] },
    });
  });
});

describe('what a query cannot mean', () => {
  it.each([
    ['verdikt:x', 0, 'expected the name of a field, and none is called "verdikt"; did you mean verdict?'],
    ['a verdict:', 10, 'expected a value right after verdict:'],
    ['verdict: x', 8, 'expected a value'],
    ['verdict:a,', 10, 'after the comma'],
    ['(a', 0, 'not closed'],
    ['a)', 1, 'closes nothing'],
    ['()', 1, 'expected a term'],
    ['a AND', 5, 'expected a term'],
    ['OR a', 0, 'expected a term before OR'],
    ['a OR OR b', 5, 'expected a term'],
    ['NOT', 3, 'expected a term'],
    ['- a', 1, 'right after -'],
    ['"abc', 0, 'not closed'],
    ['a"b"', 1, 'expected a space'],
    ['verdict:a"b"', 9, 'expected a space'],
    ['(a)b', 3, 'expected a space'],
    ['""', 0, 'expected a word'],
    ['confidence:high', 11, 'expected a number'],
    ['confidence:1e999', 11, 'expected a number'],
    ['confidence:>1,2', 12, 'one value'],
    ['confidence:1..', 14, 'both sides'],
    ['confidence:2..1', 11, 'ends before it begins'],
    ['confidence:1..2,3', 11, 'range alone'],
    ['confidence>0.9', 0, 'expected a colon'],
    ['time:yesterday', 5, 'expected a date'],
    ['time:2025-02-30', 5, 'expected a date'],
    ['time:2025-11-01T24:00Z', 5, 'expected a date'],
    ['time:0000-01-01T00:00+01:00', 5, 'expected a date'],
    ['verdict:>a', 8, 'not ordered'],
    ['verdict:a..b', 8, 'no ranges'],
    ['is:happy', 3, 'expected reviewed, privileged, conflicting or duplicated'],
    ['is:*', 3, 'expected reviewed'],
    ['integrity:brokn', 10, 'did you mean broken?'],
    ['raw:*', 4, 'expected a word'],
    ['raw:a*', 4, 'without a *'],
    ['word:/a/', 5, 'expected a word'],
    ['confidence:/9/', 11, 'no text to match'],
    ['time:2025*', 5, 'no text to match'],
    ['time:2025-13', 5, 'expected a date'],
    ['time:2025-11-01T10', 5, 'expected a date'],
    ['ip:203.0.113.0/33', 3, 'expected a network'],
    ['ip:203.0.113/24', 3, 'expected a network'],
    ['ip:10.0.0.1,2001:db8::/129', 12, 'expected a network'],
    ['ip:300.0.0.0/8', 3, 'expected a network'],
    ['data.ip:300.0.0.0/8', 8, 'expected a network'],
    ['data.score:>high', 12, 'expected a number such as 0.9 or a time'],
    ['data.score:2..1', 11, 'ends before it begins'],
    ['data.score:1..2025-11-01', 11, 'expected a number'],
    ['data.score:>/9/', 12, 'no text to match'],
    ['code.a.b:x', 0, 'one name after code.'],
    ['code:x', 0, 'none is called "code"'],
    ['data."\\x":1', 5, 'as JSON writes it'],
    ['sha256:abc', 7, '64 hexadecimal digits'],
    ['sha256:*', 7, 'which every entry has'],
    ['sp*ec', 2, 'nothing after it'],
    ['*', 0, 'expected * after'],
    ['\ud800', 0, 'lone surrogate'],
  ])('%j fails at %i: %s', (text, position, message) => {
    expect(fault(text)).toEqual({
      code: 'INVALID_INPUT',
      position,
      message: expect.stringContaining(message),
    });
    expect(fault(text).message).toMatch(new RegExp(`^position ${position + 1}: `));
  });

  it('is bounded in length, depth and number of conditions', () => {
    expect(fault('a'.repeat(100_001)).message).toContain('at most 100,000');
    expect(fault('('.repeat(50_000)).message).toContain('nested deeper');
    expect(fault('-'.repeat(50_000)).message).toContain('nested deeper');
    expect(fault('NOT '.repeat(20_000)).message).toContain('nested deeper');
    expect(fault('a '.repeat(1_001)).message).toContain('1,000 conditions');
    expect(fault(`${'a.'.repeat(40)}b:1`).message).toContain('at most 32 names');
    expect(fault(`data."${'a'.repeat(1000)}":1`).message).toContain('at most 1,000 characters');
    expect(fault(`/${'a'.repeat(1001)}/`).message).toContain('at most 1,000 characters');
    expect(fault('/a/ '.repeat(101)).message).toContain('100 regular expressions');
    expect(fault(`verdict:${'a,'.repeat(10_000)}a`).message).toContain('10,000 values');
    expect(parseQuery(Array(1_000).fill('a').join(' OR '))).toMatchObject({ kind: 'or' });
  });

  it('takes operators in quotes for text', () => {
    for (const text of [
      '"/a/"',
      'ip:"203.0.113.0/24"',
      '"data.file_type:x"',
      '"spec*"',
      'verdict:">a"',
      'verdict:"a..b"',
      'data.x:"true"',
      'data.x:"2025-11-01"',
      'data.x:"10.0.0.0/8"',
      'verdict:"a*"',
    ]) {
      expect(printQuery(parseQuery(text))).toBe(text);
    }
  });
});
