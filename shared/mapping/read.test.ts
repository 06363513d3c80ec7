import { describe, expect, it } from 'vitest';
import { readMapping } from './read.ts';

describe('a mapping file', () => {
  it('is read, after a byte order mark too', () => {
    const mapping = { name: 'own', columns: { entry_id: 'id', time: ['at', 'when'] } };
    expect(readMapping(JSON.stringify(mapping))).toEqual(mapping);
    expect(readMapping(`\ufeff${JSON.stringify(mapping, null, 2)}`)).toEqual(mapping);
  });

  it('may give no name, and nothing but columns', () => {
    const columns = { entry_id: 'id', time: ['at', 'when'] };
    expect(readMapping(JSON.stringify({ columns }))).toEqual({ name: 'custom', columns });
    expect(readMapping(JSON.stringify(columns))).toEqual({ name: 'custom', columns });
  });

  it.each([
    ['', 'it is empty'],
    ['{', 'it is not JSON'],
    ['null', 'it is no object'],
    ['[]', 'it is no object'],
    ['{}', 'name'],
    ['{"name":"own"}', 'columns'],
    ['{"when":"at"}', 'columns'],
    ['{"name":"own","time":"at"}', 'columns'],
    ['{"name":"own","columns":{},"script":"a"}', 'script'],
    ['{"name":"own","columns":{"when":"at"}}', 'columns'],
    ['{"name":"own","columns":{"__proto__":"a"}}', '__proto__'],
    ['{"name":"own","columns":{"time":"a","time":"b"}}', 'time: stands twice'],
    ['{"name":"own","name":"other","columns":{}}', 'name: stands twice'],
    [`${'['.repeat(1000)}${']'.repeat(1000)}`, 'it is nested too deeply'],
  ])('that is none says why: %s', (text, why) => {
    expect(readMapping(text)).toContain(why);
  });
});
