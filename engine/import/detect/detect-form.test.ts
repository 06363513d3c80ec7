import { describe, expect, it } from 'vitest';
import { type Encoding, encodeText } from '../../../shared/bytes/encoded-text.ts';
import { formsOf, systems } from '../../../test/fixtures/forms.ts';
import { formatName } from '../reading/formats.ts';
import { detectForm } from './detect-form.ts';

const detected = (text: string | Buffer, atEnd = true) => detectForm(Buffer.from(text as string), atEnd);
const layoutOf = (text: string | Buffer, atEnd = true) => detected(text, atEnd).layout;
const why = (text: string | Buffer) => {
  const form = detected(text);
  return form.layout === null ? form.why : form.layout;
};
const a = { id: '1', created_at: '2026-01-01T00:00:00Z', signals: [{ type: 'x', weight: 1 }], note: 'b' };
const line = JSON.stringify(a);
const pretty = JSON.stringify(a, null, 2);
const json = (records: string[], array = false) => ({ form: 'json', encoding: 'utf-8', array, records });
const ndjson = { form: 'ndjson', encoding: 'utf-8' };

describe('the forms of the known systems', () => {
  const expected = (form: string) =>
    form.includes('array')
      ? 'json-array'
      : form.includes('envelope')
        ? 'json-envelope'
        : form.includes('objects')
          ? 'json'
          : form.includes('TSV') || form === 'CSV in UTF-16LE'
            ? 'tsv'
            : form.includes('CSV')
              ? 'csv'
              : 'ndjson';

  it.each(systems)('are told apart, each with its records, of %s', (system) => {
    const forms = formsOf(system).filter(({ name }) => !/\.(?:gz|zst)$/.test(name));
    expect(forms.length).toBeGreaterThan(10);
    const [first] = forms;
    const count = detectForm(first?.bytes as Buffer, true);
    for (const { form, bytes } of forms) {
      const found = detectForm(bytes, true);
      if (found.layout === null) throw new Error(`${form}: ${found.why}`);
      expect([form, formatName(found.layout)]).toEqual([form, expected(form)]);
      expect([form, found.values.length]).toEqual([form, count.layout === null ? 0 : count.values.length]);
      expect(found.evidence.length).toBeGreaterThan(0);
    }
  });
});

describe('JSON', () => {
  it('is lines where every object stands on one, and documents otherwise', () => {
    for (const text of [line, `${line}\n${line}\n`, `\n${line}\r\n${line}`])
      expect(layoutOf(text)).toEqual(ndjson);
    for (const text of [pretty, `${pretty}\n${pretty}`, `${line}${line}`, `${line} ${line}\n`])
      expect(layoutOf(text)).toEqual(json([]));
  });

  it('is lines though the first of them are broken', () => {
    for (const text of ['{"id":\n', 'garbage\n', '{"id":"x}\n{\n'])
      expect(layoutOf(`${text}${line}\n${line}\n${line}\n`), text).toEqual(ndjson);
  });

  it('may be an array that holds little or nothing yet', () => {
    for (const text of ['[]', ' [\n]\n', `[${line}`, `[\n  ${pretty}`, `[${line},`])
      expect(layoutOf(text), text).toEqual(json([], true));
  });

  it('is told though its first record is longer than the sample', () => {
    const long = 'x'.repeat(5000);
    for (const [text, layout] of [
      [`{"id":"1","note":"${long}`, ndjson],
      [`{"note":"${long}`, ndjson],
      [`[{"id":"1","note":"${long}`, json([], true)],
      [`[ {"note":"${long}`, json([], true)],
      [`{\n  "id": "1",\n  "note": "${long}`, json([])],
      [`{"total":1,"logs":[{"id":"1","note":"${long}`, json(['logs'])],
      [`{"logs":[{"note":"${long}`, json(['logs'])],
      [`{\n "log": {\n "id": "1", "timestamp": "2026-01-01", "note": "${long}`, json(['log'])],
    ] as const) {
      expect(layoutOf(text, false), text.slice(0, 40)).toEqual(layout);
    }
  });
});

describe('an envelope', () => {
  it.each<[string, unknown, string[]]>([
    ['of IndigiArmor', { logs: [a], total: 1, limit: 50, offset: 0 }, ['logs']],
    ['of one entry', { log: a }, ['log']],
    ['of Verbitas', { entries: [a], cursor: 'x', has_more: true }, ['entries']],
    ['of CloudTrail', { Records: [{ eventTime: '2026-01-01T00:00:00Z', eventID: 'x' }] }, ['Records']],
    ['of Kubernetes', { kind: 'EventList', metadata: {}, items: [{ auditID: 'x', stage: 'y' }] }, ['items']],
    ['inside an object', { request_id: 'x', data: { total: 1, items: [a] } }, ['data', 'items']],
    ['of a search', { took: 5, hits: { total: 1, hits: [{ _id: 'x', _source: a }] } }, ['hits', 'hits']],
    ['of a name of its own', { version: 1, decisions: [a, a] }, ['decisions']],
    ['without a record', { logs: [], total: 0 }, ['logs']],
  ])('%s is told by where its records stand', (_, document, records) => {
    for (const indent of [0, 2]) {
      const page = JSON.stringify(document, null, indent);
      expect(layoutOf(page)).toEqual(json(records));
      expect(layoutOf(`${page}\n${page}\n`)).toEqual(json(records));
    }
  });

  it('is none where a record lists what it found', () => {
    const records = [
      a,
      { id: 'x', timestamp: '2026-01-01', data: { id: 'y', created_at: '2026-01-01' } },
      { event_id: 'x', timestamp: '2026-01-01', events: [{ id: 1 }], actor: { id: 'x', at: 1 } },
      { ts: 1_767_225_600, level: 'info', results: [{ id: 1 }] },
      { log_id: 'x', verdict: 'y', result: { signals: [{ type: 'x' }] } },
    ];
    for (const record of records) {
      expect(layoutOf(JSON.stringify(record))).toEqual(ndjson);
      expect(layoutOf(JSON.stringify(record, null, 2))).toEqual(json([]));
    }
  });
});

describe('a table', () => {
  const rows = [
    ['log_id', 'verdict', 'confidence', 'note'],
    ['log_1', 'authentic', '0,5', 'a, b; c'],
    ['log_2', 'ai_generated', '0.9', 'line\nbreak\tand|more'],
    ['log_3', '', '', ''],
  ];
  const quoted = (delimiter: string, lineEnd: string) =>
    rows.map((row) => row.map((cell) => `"${cell}"`).join(delimiter)).join(lineEnd);

  it('is told with its delimiter, whatever its line endings and encoding', () => {
    for (const delimiter of [',', ';', '\t', '|', '^', '~', '#', '\u0001', '§']) {
      for (const lineEnd of ['\n', '\r\n', '\r']) {
        for (const encoding of ['utf-8', 'utf-16le', 'utf-16be'] satisfies Encoding[]) {
          for (const mark of ['', '\ufeff']) {
            const form = detected(Buffer.from(encodeText(encoding, mark + quoted(delimiter, lineEnd))));
            expect(form.layout).toEqual({ form: 'table', encoding, delimiter, header: rows[0] });
            expect(form.layout === null ? [] : form.values).toHaveLength(3);
          }
        }
      }
    }
  });

  it('may have other cells than the heading says in some rows', () => {
    const text = `sep=;\nid;when;what\n${'1;2;3\n'.repeat(9)}1;2\n`;
    expect(layoutOf(text)).toEqual({
      form: 'table',
      encoding: 'utf-8',
      delimiter: ';',
      header: ['id', 'when', 'what'],
    });
  });

  it('keeps headings that are alike, empty or odd', () => {
    expect(layoutOf('id,,id,__proto__\n1,2,3,4\n5,6,7,8\n')).toMatchObject({
      header: ['id', '', 'id', '__proto__'],
    });
  });

  it('has whatever headings beside those that are known, the delimiters of others in them', () => {
    const header = ['log_id', 'Notes; internal', "what's it?", 'a,b|c', 'verdict'];
    const rows = [header, ['log_1', 'x', 'y', 'z', 'high'], ['log_2', 'x', 'y', 'z', 'low']];
    for (const delimiter of [',', ';', '\t', '|']) {
      const text = rows.map((row) => row.map((cell) => `"${cell}"`).join(delimiter)).join('\n');
      expect(layoutOf(text)).toMatchObject({ form: 'table', delimiter, header });
    }
  });

  it('has line breaks and quotes in its headings, as spreadsheets wrap them', () => {
    const heading = '"Log\nID",Timestamp,"Model ""v""","Image\r\nID"\r\n';
    const text = `${heading}log_1,2025-01-01T00:00:00Z,m1,img_1\r\nlog_2,2025-01-02T00:00:00Z,m1,img_2\r\n`;
    expect(layoutOf(text)).toMatchObject({
      form: 'table',
      header: ['Log\nID', 'Timestamp', 'Model "v"', 'Image\r\nID'],
    });
  });

  it('may be a heading alone', () => {
    expect(layoutOf('log_id,verdict,timestamp\n')).toMatchObject({ form: 'table' });
    expect(layoutOf('log_id,verdict,timestamp,Further notes\n')).toMatchObject({ form: 'table' });
  });

  it('may have one row under headings with spaces', () => {
    expect(layoutOf('Log ID,Event Type,Verdict,Time\nlog_1,x,high,2025-11-04\n')).toMatchObject({
      form: 'table',
    });
    expect(layoutOf('log_id,verdict,time,zz extra\n"log_1","high","2025-11-04","a\nb"')).toMatchObject({
      form: 'table',
    });
  });
});

describe('what is no trail', () => {
  it.each([
    ['a page', '<!DOCTYPE html>\n<html><body>a, b</body></html>', 'HTML'],
    ['XML', '<?xml version="1.0"?>\n<logs><log id="1"/></logs>', 'XML'],
    [
      'prose',
      '# Notes\n\nHello, world. This is text, and more.\n\nIt has lines, some with commas.\n',
      'rows',
    ],
    [
      'prose with a comma a line',
      'Dear all, this is a letter\nIt goes on, and on\nUntil it ends, at last\n',
      'names no',
    ],
    ['a line of prose', 'Apples, pears, plums and cherries, all ripe, were there.\n', 'names no'],
    ['two lines of prose', 'Dear all, hello, good day, yours\nThe answer, I say, is, no\n', 'names no'],
    ['a line of words', 'Dear all,good day,yours truly,me\n', 'too few'],
    [
      'source code',
      "import { a, b } from 'x';\n\nconst c = [a, b];\nexport default function d(e, f) {}\n",
      'names no|rows',
    ],
    ['a log', '2026-01-01 10:00:00,123 INFO started\n2026-01-01 10:00:01,456 WARN slow\n', 'names no'],
    ['a log in brackets', '[2026-01-01T10:00:00Z] INFO started\n[2026-01-01T10:00:01Z] WARN slow\n', 'rows'],
    ['a table without a heading', '1,2026-01-01,x\n2,2026-01-02,y\n', 'names no'],
    ['a style sheet', 'body {\n  margin: 0;\n  color: red;\n}\n', 'rows'],
    ['white space', ' \n\n', 'white space'],
    ['one broken object', '{"id":', 'rows'],
    ['numbers', '[1,2,3]', 'names no|rows'],
    ['JSON that is no object', '"text"\n12\n', 'rows'],
    ['bytes', Buffer.from([0, 1, 2, 3, 0, 0, 0, 4, 200, 201]), 'binary'],
  ])('%s is not taken for one', (_, text, reason) => {
    expect(why(text)).toMatch(new RegExp(reason));
  });
});

describe('lists in an envelope', () => {
  const nothing: unknown[] = [];
  it.each([
    [{ logs: nothing, entries: [a] }, ['entries']],
    [{ meta: { logs: [1, { a: 2 }] }, data: [a] }, ['data']],
    [{ logs: nothing, users: [a] }, ['logs']],
    [{ logs: [{ text: 'x' }], users: [a] }, ['logs']],
  ])('are told by what is in them: %j', (document, records) => {
    expect(layoutOf(JSON.stringify(document))).toEqual(json(records));
  });

  it('that are not read are named', () => {
    expect(detected(JSON.stringify({ logs: [a], entries: [a], other: [1] }))).toMatchObject({
      layout: json(['logs']),
      evidence: expect.arrayContaining(['records seem to stand in entries too, and are not read']),
    });
    expect(detected(JSON.stringify({ logs: [a], other: [1] })).layout).toEqual(json(['logs']));
  });
});

describe('a table with lines of JSON in its cells', () => {
  const cell = `"said\n${line.replaceAll('"', '""')}\n{}"`;
  const rows = Array.from({ length: 3 }, (_, n) => `${n},2026-01-01T00:00:00Z,${cell}\n`).join('');

  it('is no trail of them', () => {
    expect(layoutOf(`id,created_at,note\n${rows}`)).toMatchObject({ form: 'table' });
    expect(layoutOf(`sep=,\nid,created_at,note\n${rows}`)).toMatchObject({ form: 'table' });
    const plain = rows.replaceAll(cell, '"said\n{""id"": 1}"');
    expect(layoutOf(`id,created_at,note\n${plain}`)).toMatchObject({ form: 'table' });
  });

  it('is none where the names are a line before records', () => {
    const three = JSON.stringify({ id: '1', created_at: '2026-01-01T00:00:00Z', note: 'b' });
    expect(layoutOf(`one,two,three\n${three}\n${three}\n`)).toEqual(ndjson);
  });
});
