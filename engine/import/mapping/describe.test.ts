import { describe, expect, it } from 'vitest';
import type { Mapping } from '../../../shared/mapping/mapping.ts';
import type { Layout } from '../layout/layout.ts';
import type { JsonObject } from '../record/read-record.ts';
import { itsreal } from '../systems/itsreal.ts';
import { systemNamed } from '../systems/registry.ts';
import { describeRecords } from './describe.ts';

const lines: Layout = { form: 'ndjson', encoding: 'utf-8' };
const own = { name: 'own', columns: { time: 'at', actor: 'who' } };

const described = (texts: readonly string[], mapping: Mapping = itsreal.mapping, layout: Layout = lines) =>
  describeRecords(
    texts.map((text) => ({ value: JSON.parse(text) as JsonObject, bytes: Buffer.from(text) })),
    layout,
    mapping,
  );

describe('the fields of records', () => {
  it('have few examples, each cut to what a person reads, and never in the middle of a character', () => {
    const { fields } = described([
      JSON.stringify({ a: 'x'.repeat(120) }),
      JSON.stringify({ a: 'x'.repeat(121) }),
      JSON.stringify({ a: `${'y'.repeat(119)}😀` }),
      ...['p', 'q', 'r'].map((a) => JSON.stringify({ a })),
    ]);
    expect(fields[0]?.examples).toEqual([
      'x'.repeat(120),
      `${'x'.repeat(120)}…`,
      `${'y'.repeat(119)}�…`,
      'p',
      'q',
    ]);
  });

  it('are told by path, with types, fill and examples', () => {
    const { fields } = described([
      '{"id":1,"o":{"a.b":"x","n":null},"l":["p",2],"e":{}}',
      '{"id":"2","o":{"a.b":"y"},"t":true,"s":""}',
    ]);
    expect(fields).toEqual([
      { path: 'id', types: ['number', 'text'], fill: 1, examples: ['1', '2'] },
      { path: 'o."a.b"', types: ['text'], fill: 1, examples: ['x', 'y'] },
      { path: 'o.n', types: ['null'], fill: 0, examples: [] },
      { path: 'l', types: ['array'], fill: 0.5, examples: ['["p",2]'] },
      { path: 'l.0', types: ['text'], fill: 0.5, examples: ['p'] },
      { path: 'e', types: ['object'], fill: 0.5, examples: ['{}'] },
      { path: 't', types: ['boolean'], fill: 0.5, examples: ['true'] },
      { path: 's', types: ['text'], fill: 0, examples: [] },
    ]);
  });

  it('of a table are its columns, empty ones too, and what cells hold as JSON', () => {
    const layout: Layout = {
      form: 'table',
      encoding: 'utf-8',
      delimiter: ',',
      header: ['id', 'empty', 'context'],
    };
    const { fields } = described(['{"id":"1","context":"{\\"case_id\\":\\"C\\"}"}'], own, layout);
    expect(fields.map(({ path, fill, examples }) => [path, fill, examples])).toEqual([
      ['id', 1, ['1']],
      ['empty', 0, []],
      ['context', 0, []],
      ['context.case_id', 1, ['C']],
    ]);
  });

  it('of hostile records are bounded', () => {
    const wide = JSON.stringify(
      Object.fromEntries(Array.from({ length: 50_000 }, (_, n) => [`k${n}`, 'x'.repeat(9)])),
    );
    const long = JSON.stringify({ k0: 'y'.repeat(1 << 20) });
    const { fields } = described([wide, long]);
    expect(fields).toHaveLength(500);
    expect(fields[0]?.examples[1]?.length).toBeLessThan(200);
  });
});

it('a value that is nested too deeply to be written is told by its brackets', () => {
  const deep = JSON.parse(`{"log_id":"a","x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`) as JsonObject;
  const { fields } = describeRecords([{ value: deep, bytes: Buffer.from('{}') }], lines, itsreal.mapping);
  expect(fields.find(({ path }) => path.includes('x'))).toMatchObject({
    types: ['array'],
    examples: ['[…]'],
  });
});

describe('the preview', () => {
  it('has the first records as they will be, to the digit', () => {
    const { preview } = described([
      '{"log_id":1.0,"timestamp":"2025-11-04T14:22:31.847Z","verdict":"high","confidence":"0.5"}',
    ]);
    expect(
      Object.fromEntries(Object.entries(preview[0] ?? {}).filter(([, value]) => value !== null)),
    ).toEqual({
      entry_id: '1.0',
      time: '2025-11-04T14:22:31.847Z',
      verdict: 'high',
      confidence: 0.5,
    });
    expect(described(Array(30).fill('{"log_id":"x"}')).preview).toHaveLength(20);
  });
});

describe('what is lost', () => {
  const layout: Layout = { form: 'table', encoding: 'utf-8', delimiter: ',', header: ['log_id', 'verdict'] };

  it('is nothing of a trail in JSON with times in full', () => {
    expect(described(['{"log_id":"a","timestamp":"2025-11-04T14:22:31+01:00"}']).losses).toEqual([]);
  });

  it('in a table are types, and of itsreal the note', () => {
    expect(described(['{"log_id":"a"}'], itsreal.mapping, layout).losses).toEqual([
      expect.stringContaining('nothing but text'),
      expect.stringContaining("reviewer's note"),
    ]);
    const withNote: Layout = { ...layout, header: ['log_id', 'result.reviewer_note'] };
    expect(described(['{"log_id":"a"}'], itsreal.mapping, withNote).losses).toHaveLength(1);
  });

  it('of IndigiArmor is the rest of long prompts', () => {
    const entry = (prompt: string | null) => JSON.stringify({ id: 'a', prompt_preview: prompt });
    const { losses } = described(
      [entry('📷'.repeat(120)), entry('x'.repeat(119)), entry(null)],
      systemNamed('indigiarmor').mapping,
    );
    expect(losses).toEqual([expect.stringContaining('120 characters of a prompt: 1 of the 3 entries')]);
  });

  it('of times is their place, where they state no zone or are none', () => {
    const texts = ['"2025-11-04 14:22"', '"soon"', '"2025-11-04T14:22:31Z"', 'null'].map(
      (at) => `{"at":${at}}`,
    );
    expect(described(texts, own).losses).toEqual([
      expect.stringContaining(
        '1 of the 4 entries looked at have a time that states no zone: it is kept as text',
      ),
      expect.stringContaining('1 of the 4 entries looked at have a time in no form that is understood'),
    ]);
    expect(described(texts, { ...own, zone: '+02:00' }).losses).toEqual([
      expect.stringContaining('1 of the 4 entries looked at have a time in no form'),
      expect.stringContaining('it is read at +02:00, as the mapping says'),
    ]);
  });
});
