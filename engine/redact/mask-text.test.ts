import { describe, expect, test } from 'vitest';
import { jsonSpans } from './json-spans.ts';
import { maskText } from './mask-text.ts';
import { rowSpans } from './row-spans.ts';

const digest = 'ab'.repeat(32);

/** As if a rule at place 1 had masked them elsewhere. */
function known(digests: readonly string[] = [], texts: readonly string[] = []) {
  const of = (said: readonly string[]) => new Map(said.map((each) => [each, [1]]));
  return { digests: of(digests), texts: of(texts) };
}

function masked(text: string, path: string, digests: readonly string[] = [], texts: readonly string[] = []) {
  const rulesAt = (names: readonly string[]) => (names.join('/') === path ? [0] : []);
  return maskText(text, [...jsonSpans(text)], rulesAt, known(digests, texts), '"[masked]"');
}

describe('spans of a JSON text', () => {
  test('tell every value and name, with its place', () => {
    const text = ' {"a" : [1, {"b\\n":"x\\u0041"}], "c":null , "a":-1.5e3}\n';
    const spans = [...jsonSpans(text)].map(({ path, kind, start, end, text: said }) => [
      path.join('/'),
      kind,
      text.slice(start, end),
      said,
    ]);
    expect(spans).toEqual([
      ['a', 'name', '"a"', 'a'],
      ['a/0', 'number', '1', '1'],
      ['a/1/b\n', 'name', '"b\\n"', 'b\n'],
      ['a/1/b\n', 'string', '"x\\u0041"', 'xA'],
      ['a/1', 'composite', '{"b\\n":"x\\u0041"}', ''],
      ['a', 'composite', '[1, {"b\\n":"x\\u0041"}]', ''],
      ['c', 'name', '"c"', 'c'],
      ['c', 'literal', 'null', 'null'],
      ['a', 'name', '"a"', 'a'],
      ['a', 'number', '-1.5e3', '-1.5e3'],
      ['', 'composite', text.trim(), ''],
    ]);
  });
});

describe('masking', () => {
  test('replaces the value and keeps every other byte, white space and order', () => {
    const result = masked('{ "id":"x1",  "note" : "a secret\\u0021", "n":1.0 }', 'note');
    expect(result?.text).toBe('{ "id":"x1",  "note" : "[masked]", "n":1.0 }');
    expect(result?.masked).toEqual(['/note']);
  });

  test('takes whole objects, names that stand twice, and places in arrays', () => {
    expect(masked('{"a":{"b":"one","c":[2]},"d":3}', 'a')?.text).toBe('{"a":"[masked]","d":3}');
    expect(masked('{"a":"one","a":"two"}', 'a')?.text).toBe('{"a":"[masked]","a":"[masked]"}');
    expect(masked('{"a":[{"b":"one"},{"b":"two"}]}', 'a/1/b')?.text).toBe(
      '{"a":[{"b":"one"},{"b":"[masked]"}]}',
    );
  });

  test('says no masked name on the way to what is masked in it', () => {
    const text = '{"note":"Jane Roe","n":{"Jane Roe":{"who":"Jane Roe","a":[{"x":"by Jane Roe"}],"b":1}}}';
    const result = masked(text, 'note');
    expect(result?.text).not.toContain('Jane');
    expect(result?.masked).toEqual(['/note', '/n/[masked]', '/n/[masked]/who', '/n/[masked]/a/0/x']);
  });

  test('masks what repeats it in the same record: values, parts of values, names', () => {
    const text =
      '{"note":"Jane Roe","by":"Jane Roe","log":"said Jane Roe, twice","of":{"Jane Roe":1},"n":"Jane"}';
    const result = masked(text, 'note');
    expect(result?.text).not.toContain('Jane Roe');
    expect(result?.text).toContain('"n":"Jane"');
    expect(result?.masked).toEqual(['/note', '/by', '/log', '/of/[masked]']);
  });

  test('masks numbers where they stand as values, not where they stand as parts of others', () => {
    const result = masked('{"score":0.92,"again":0.92,"time":"14:00:00.920Z","as":"0.92"}', 'score');
    expect(result?.text).toBe(
      '{"score":"[masked]","again":"[masked]","time":"14:00:00.920Z","as":"[masked]"}',
    );
  });

  test('masks digits that tell as much as a text does, wherever they are said', () => {
    const text = `{"by":"4915112345678","note":"from +4915112345678, twice","of":{"4915112345678":1},"hash":"${'4915112345678abcdef'.repeat(3)}"}`;
    const result = masked(text, 'by');
    expect(result?.masked).toEqual(['/by', '/note', '/of/[masked]']);
    const known = ['4915112345678', '203.0.113.42'];
    expect(masked('{"actor":4915112345678,"n":1}', 'none', [], known)?.text).toBe(
      '{"actor":"[masked]","n":1}',
    );
    expect(masked('{"from":"203.0.113.42:443"}', 'none', [], known)?.text).toBe('{"from":"[masked]"}');
    expect(masked('{"n":49151123456789,"from":"203.0.113.421"}', 'none', [], known)).toBeNull();
  });

  test('masks a text that a JSON text within another spells with escapes', () => {
    const said = JSON.stringify({ by: 'Zoë 日本', other: 'x' });
    const escaped = said.replaceAll('ë', '\\u00eb').replaceAll('日本', '\\u65E5\\u672c');
    const text = JSON.stringify({ note: 'Zoë 日本', log: escaped, again: JSON.stringify(escaped) });
    expect(masked(text, 'note')?.masked).toEqual(['/note', '/log', '/again']);
    expect(masked(JSON.stringify({ log: escaped }), 'none', [], ['Zoë 日本 of'])).toBeNull();
  });

  test('masks every digest of the record, which would let a reader try values', () => {
    const result = masked(`{"note":"secret","hash":"${digest}","prev":"sha256:${digest}"}`, 'note');
    expect(result?.text).toBe('{"note":"[masked]","hash":"[masked]","prev":"[masked]"}');
    expect(result?.digests).toEqual([digest, digest]);
  });

  test('masks a record that is not chosen for a digest that was masked elsewhere', () => {
    const other = 'cd'.repeat(32);
    const text = `{"note":"open","hash":"${other}","prev":"${digest.toUpperCase()}"}`;
    expect(masked(text, 'none', [digest])?.text).toBe('{"note":"open","hash":"[masked]","prev":"[masked]"}');
    expect(masked(text, 'none', ['ef'.repeat(32)])).toBeNull();
  });

  test('masks a record that is not chosen for a text that was masked elsewhere', () => {
    const text = '{"remark":"so Jane Roe \\"JR\\" said","other":"Jane"}';
    expect(masked(text, 'none', [], ['Jane Roe "JR"'])?.text).toBe('{"remark":"[masked]","other":"Jane"}');
    expect(masked(text, 'none', [], ['Jane Doe'])).toBeNull();
  });

  test('says for which of several rules what was replaced, and what must stand nowhere', () => {
    const text = `{"note":{"by":"Jane Roe","at":"Leeds"},"hash":"${digest}","score":0.92}`;
    const at: Record<string, readonly number[]> = { note: [0], 'note/by': [0, 2], score: [3] };
    const result = maskText(
      text,
      [...jsonSpans(text)],
      (names) => at[names.join('/')] ?? [],
      known([digest]),
      '"[masked]"',
    );
    expect(result?.text).toBe('{"note":"[masked]","hash":"[masked]","score":"[masked]"}');
    expect(result?.rules).toEqual([0, 1, 2, 3]);
    expect([...(result?.hidden ?? [])]).toEqual([
      ['by', [0]],
      ['Jane Roe', [0, 2]],
      ['at', [0]],
      ['Leeds', [0]],
      ['0.92', [3]],
      [digest, [0, 1, 2, 3]],
    ]);
  });

  test('does nothing where there is no value', () => {
    expect(masked('{"note":null,"a":1}', 'note')).toBeNull();
    expect(masked('{"a":1}', 'note')).toBeNull();
  });

  test('replaces cells of a row, quoted ones too', () => {
    const text = 'x1,"a ""secret""",b;"c"';
    const spans = [...rowSpans(text, ',', ['id', 'note', 'more'])];
    expect(spans.map(({ path, text: said }) => [path[0], said])).toEqual([
      ['id', 'x1'],
      ['note', 'a "secret"'],
      ['more', 'b;"c"'],
    ]);
    const result = maskText(text, spans, ([name]) => (name === 'note' ? [0] : []), known(), '[masked]');
    expect(result?.text).toBe('x1,[masked],b;"c"');
  });
});
