import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columns } from '../../../shared/domain/columns.ts';
import { recordLimit } from '../../case/record-limit.ts';
import { itsreal } from '../systems/itsreal.ts';
import { EntryMapper } from './map-entry.ts';
import { readRecord } from './read-record.ts';

const mapper = new EntryMapper(itsreal.mapping, { form: 'ndjson', encoding: 'utf-8' });

/** The columns that a record's text gives; null where it is no record. */
function mapped(text: string | Buffer): Record<string, string | number> | null {
  const bytes = Buffer.from(text);
  const { value } = readRecord({ bytes, offset: 0, length: bytes.length, line: 1, fault: null });
  if (value === null) return null;
  const found: [string, string | number][] = [];
  const put = (column: number, each: string | number) => found.push([columns[column]?.name ?? '', each]);
  mapper.map(value, bytes, { text: put, number: put });
  return Object.fromEntries(found);
}

function faultOf(text: string | Buffer): string | null {
  const bytes = Buffer.from(text);
  return readRecord({ bytes, offset: 0, length: bytes.length, line: 1, fault: null }).fault;
}

describe('an entry of itsreal', () => {
  it('in its nested shape', () => {
    expect(
      mapped(`{"log_id":"log_1","request_id":"det_1","product":"frame_detect","model_version":"origin-1.2","timestamp":"2025-11-04T14:22:31.847Z",
        "image_id":"img_1","result":{"verdict":"ai_generated","confidence":0.92,"signals":{"geometry":"low"},"reviewer_note":"Noise"},
        "context":{"case_id":"CLM-1","submitted_by":"user_1"},"action_recorded":"escalated","logged_at":"2025-11-04T14:22:31.901Z"}`),
    ).toEqual({
      entry_id: 'log_1',
      request_id: 'det_1',
      product: 'frame_detect',
      model_version: 'origin-1.2',
      time: '2025-11-04T14:22:31.847Z',
      image_id: 'img_1',
      verdict: 'ai_generated',
      confidence: 0.92,
      note: 'Noise',
      case_id: 'CLM-1',
      actor: 'user_1',
      action: 'escalated',
      logged_at: '2025-11-04T14:22:31.901Z',
    });
  });

  it('in its flat shape', () => {
    const flat =
      '{"log_id":"log_1","verdict":"high","confidence":0.78,"case_id":"CLM-1","submitted_by":"u","reviewer_note":"N"}';
    expect(mapped(flat)).toEqual({
      entry_id: 'log_1',
      verdict: 'high',
      confidence: 0.78,
      case_id: 'CLM-1',
      actor: 'u',
      note: 'N',
    });
  });

  it('leaves empty what it does not state', () => {
    expect(mapped('{"log_id":null,"result":null,"context":[],"confidence":null}')).toEqual({});
    expect(mapped('{"result":{"verdict":null},"verdict":"high"}')).toEqual({ verdict: 'high' });
    expect(mapped('{"result":{"confidence":"none"},"confidence":0.5}')).toEqual({});
  });

  it('keeps the spelling of a number where text is expected, and of what holds it', () => {
    expect(mapped('{"log_id":1.0,"product":9007199254740993,"image_id":1e-07,"model_version":-0}')).toEqual({
      entry_id: '1.0',
      product: '9007199254740993',
      image_id: '1e-07',
      model_version: '-0',
    });
    expect(
      mapped(
        '{"product": {"b": [1.50, "x\\u00e9", {}], "1": null, "a": true}, "image_id": [ ], "log_id": false}',
      ),
    ).toEqual({
      product: '{"b":[1.50,"xé",{}],"1":null,"a":true}',
      image_id: '[]',
      entry_id: 'false',
    });
  });

  it('takes a number that is written as text, and nothing else, for a number', () => {
    for (const [text, confidence] of [
      ['"0.5"', 0.5],
      ['"1e-3"', 0.001],
      ['"-2"', -2],
      ['0.25', 0.25],
    ] as const) {
      expect(mapped(`{"confidence":${text}}`)).toEqual({ confidence });
    }
    for (const text of [
      '"high"',
      '""',
      '" 1"',
      '"0x10"',
      '"1_0"',
      '"Infinity"',
      '"NaN"',
      '1e400',
      '"1e400"',
      'true',
      '[1]',
      '{}',
      '"١"',
    ]) {
      expect(mapped(`{"confidence":${text}}`)).toEqual({});
    }
  });

  it('finds only members of its own', () => {
    expect(mapped('{"__proto__":{"log_id":"x","verdict":"y"},"constructor":{"product":1}}')).toEqual({});
    expect(mapped('{"result":{"__proto__":{"verdict":"y"}}}')).toEqual({});
    expect(mapped('{"result":"a string has a length","context":5}')).toEqual({});
  });

  it('takes the last of two members of one name, whatever its kind', () => {
    expect(mapped('{"log_id":"a","log_id":"b"}')).toEqual({ entry_id: 'b' });
    expect(mapped('{"log_id":"a","log_id":2.0}')).toEqual({ entry_id: '2.0' });
    expect(mapped('{"result":{"verdict":1},"result":{"verdict":2.0}}')).toEqual({ verdict: '2.0' });
  });

  it('of any JSON never fails, and gives every column once', () => {
    const key = fc.constantFrom(
      'log_id',
      'timestamp',
      'result',
      'verdict',
      'confidence',
      'context',
      'case_id',
      '__proto__',
    );
    const tree = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.jsonValue({ maxDepth: 1 }),
        tie('object'),
        fc.array(tie('value'), { maxLength: 2 }),
      ),
      object: fc.dictionary(key, tie('value'), { maxKeys: 5 }),
    }));
    fc.assert(
      fc.property(tree.object, (value) => {
        const found = mapped(JSON.stringify(value)) ?? {};
        for (const [name, each] of Object.entries(found)) {
          expect(typeof each).toBe(
            columns.find((column) => column.name === name)?.kind === 'number' ? 'number' : 'string',
          );
        }
      }),
    );
  });
});

describe('hostile records', () => {
  it('nested without end are kept, with the columns that are text', () => {
    for (const depth of [300, 10_000, 1 << 20]) {
      const deep = '['.repeat(depth) + ']'.repeat(depth);
      expect(mapped(`{"log_id":"log_1","product":7,"image_id":${deep}}`)).toEqual({ entry_id: 'log_1' });
    }
  });

  it('as deep as is read have their text', () => {
    const deep = '['.repeat(255) + ']'.repeat(255);
    expect(mapped(`{"image_id":${deep}}`)).toEqual({ image_id: deep });
  });

  it('of nothing but brackets, long ones too, are told as invalid', () => {
    for (const bracket of ['[', '{"a":', '"']) {
      expect(faultOf(bracket.repeat(Math.floor(recordLimit / bracket.length)))).toBe('JSON_INVALID');
    }
  });

  it.each([
    ['[]', 'NOT_AN_OBJECT'],
    ['null', 'NOT_AN_OBJECT'],
    ['"a"', 'NOT_AN_OBJECT'],
    ['1', 'NOT_AN_OBJECT'],
    ['{', 'JSON_INVALID'],
    ['{"a":1}{"b":2}', 'JSON_INVALID'],
    ['\ufeff{}', 'JSON_INVALID'],
    ['{"a":"\0"}', 'JSON_INVALID'],
  ])('%j is told as %s', (text, fault) => {
    expect(faultOf(text)).toBe(fault);
  });

  it('that are not UTF-8 are told so, even where they are JSON besides', () => {
    for (const invalid of [[0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80]]) {
      expect(faultOf(Buffer.concat([Buffer.from('{"a":"'), Buffer.from(invalid), Buffer.from('"}')]))).toBe(
        'NOT_UTF8',
      );
    }
  });
});
