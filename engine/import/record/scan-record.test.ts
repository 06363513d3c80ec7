import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columns } from '../../../shared/domain/columns.ts';
import { type Mapping, mappedColumns } from '../../../shared/mapping/mapping.ts';
import type { Layout } from '../layout/layout.ts';
import { EntryMapper } from './map-entry.ts';
import { readRecord } from './read-record.ts';
import type { ByteSink } from './scan-record.ts';
import { scannerFor } from './scannable.ts';

const layout: Layout = { form: 'ndjson', encoding: 'utf-8' };
const mapping: Mapping = {
  name: 'test',
  columns: {
    entry_id: 'id',
    time: 'at',
    verdict: ['result.verdict', 'verdict'],
    confidence: ['result.confidence', 'confidence'],
    case_id: 'context.case.id',
    note: ['context', 'note'],
  },
};

/** What a sink was given, by column. */
class Collected implements ByteSink {
  readonly values = new Map<number, string | number>();
  text(column: number, value: string): void {
    this.values.set(column, value.toWellFormed());
  }
  number(column: number, value: number): void {
    this.values.set(column, value);
  }
  textIn(column: number, source: Buffer, start: number, end: number, ascii: boolean): void {
    const text = source.toString('utf8', start, end);
    if (ascii) expect(text.length).toBe(end - start);
    this.values.set(column, text);
  }
}

const scanner = scannerFor(layout, mapping);
const mapper = new EntryMapper(mapping, layout);

function scanned(text: string | Buffer): Map<number, string | number> | null {
  if (scanner === null) throw new Error('the mapping is nothing but paths');
  const sink = new Collected();
  if (!scanner.scan(Buffer.from(text))) return null;
  scanner.emit(sink);
  return sink.values;
}

function parsed(text: string | Buffer): Map<number, string | number> | null {
  const bytes = Buffer.from(text);
  const { value } = readRecord({ bytes, offset: 0, length: bytes.length, line: 1, fault: null });
  if (value === null) return null;
  const sink = new Collected();
  mapper.map(value, bytes, sink);
  return sink.values;
}

/** What the scanner takes, it must take as the oracle does. */
function agrees(text: string | Buffer): boolean {
  const values = scanned(text);
  if (values === null) return false;
  expect(values).toEqual(parsed(text));
  return true;
}

const names = [
  'id',
  'at',
  'verdict',
  'result',
  'confidence',
  'context',
  'case',
  'note',
  'other',
  'é',
  '__proto__',
];
const scalar = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.boolean(),
  fc.constantFrom(null, '2025-11-04T14:22:31.847Z', '0.92', '\ud800', 'a\u0000b', '"\\/'),
);
const { record } = fc.letrec<{ record: unknown; value: unknown }>((tie) => ({
  value: fc.oneof({ weight: 4, arbitrary: scalar }, tie('record'), fc.array(tie('value'), { maxLength: 3 })),
  record: fc
    .array(fc.tuple(fc.constantFrom(...names), tie('value')), { maxLength: 8 })
    .map((members) => Object.fromEntries(members)),
}));

/** The same record with other strings and numbers in the places of its own. */
function withValues(value: unknown, other: readonly (readonly [string, number])[]): unknown {
  let next = 0;
  return JSON.parse(JSON.stringify(value), (_, each: unknown) => {
    const [text, number] = other[next++ % other.length] as readonly [string, number];
    if (typeof each === 'string') return text;
    return typeof each === 'number' && Number.isFinite(number) ? number : each;
  });
}

describe('the scanner', () => {
  it('reads records as JSON.parse and the mapper do', () => {
    let taken = 0;
    const spaces = fc.constantFrom(undefined, 1, 4, '\t');
    fc.assert(
      fc.property(record, spaces, (value, indent) => {
        if (agrees(JSON.stringify(value, null, indent))) taken++;
      }),
      { numRuns: 3000 },
    );
    expect(taken).toBeGreaterThan(500);
  });

  it('reads records of a shape that it has taken before as JSON.parse and the mapper do', () => {
    fc.assert(
      fc.property(
        record,
        fc.array(fc.tuple(fc.string({ unit: 'binary' }), fc.double()), { minLength: 1 }),
        (value, other) => {
          agrees(JSON.stringify(value));
          agrees(JSON.stringify(withValues(value, other)));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('takes nothing that JSON.parse refuses, whatever it has taken before', () => {
    const damaged = fc.tuple(record, fc.nat(), fc.nat(255), fc.constantFrom('set', 'cut', 'insert'));
    fc.assert(
      fc.property(damaged, ([value, place, byte, how]) => {
        const bytes = Buffer.from(JSON.stringify(value));
        agrees(bytes);
        const at = place % bytes.length;
        const after = how === 'insert' ? at : at + 1;
        agrees(
          Buffer.concat([
            bytes.subarray(0, at),
            Buffer.from(how === 'cut' ? [] : [byte]),
            bytes.subarray(after),
          ]),
        );
      }),
      { numRuns: 5000 },
    );
  });

  it.each([
    '{}',
    '{"id":"a","at":"2025-11-04T14:22:31.847Z","result":{"verdict":"x","confidence":0.92}}',
    '{ "id" : "a" , "x" : [ 1 , { "y" : [ ] } , { } , "s" ] , "verdict" : null }',
    '{"result":{"verdict":null},"verdict":"second"}',
    '{"id":12345678901234567890,"verdict":1e-07,"note":true}',
    '{"confidence":1e400}',
    '{"id":"\\u006c\\n","note":"caf\u00e9 \u{1f600}"}',
    '{"other":[[[[{"id":"not this one"}]]]]}',
  ])('takes %s', (text) => {
    expect(agrees(text)).toBe(true);
  });

  it.each([
    ['a mapped name twice', '{"id":"a","id":"b"}'],
    ['a mapped object twice', '{"result":{"verdict":"a"},"result":{}}'],
    ['an escaped name', '{"\\u0069d":"a"}'],
    ['an object where a text is wanted', '{"context":{"case":{"id":"c"}}}'],
    ['a text where a number is wanted', '{"confidence":"0.5"}'],
    ['what is nested deeply', `{"other":${'['.repeat(500)}${']'.repeat(500)}}`],
    ['no UTF-8', Buffer.from([0x7b, 0x22, 0x69, 0x64, 0x22, 0x3a, 0x22, 0xff, 0x22, 0x7d])],
    ['numbers that are none', '{"id":01}'],
    ['a bare array', '[]'],
    ['nothing', ''],
    ['two values', '{}{}'],
    ['a raw control character', '{"id":"a\u0001"}'],
  ])('leaves %s', (_, text) => {
    expect(scanned(text)).toBeNull();
  });

  it('knows every column by its place', () => {
    const places = mappedColumns(mapping).map(({ column }) => columns[column]?.name);
    expect(places).toEqual(Object.keys(mapping.columns));
  });
});
