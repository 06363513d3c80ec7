import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columns } from '../../shared/domain/columns.ts';
import { printPath } from '../../shared/mapping/path.ts';
import { type MappingDraft, mappingFileText, mappingOf, readMappingFile } from './mapping-draft.ts';

const draft: MappingDraft = {
  name: 'doors',
  records: '',
  delimiter: '',
  zone: '',
  columns: { entry_id: ['ref'] },
};

describe('a mapping that is being written', () => {
  it('is the mapping that it says', () => {
    const { mapping } = mappingOf({
      ...draft,
      records: 'log "two words".items',
      delimiter: ';',
      zone: '+02:00',
      columns: { entry_id: [' ref '], verdict: ['', 'outcome', 'result.outcome'], time: ['  '] },
    });
    expect(mapping).toEqual({
      name: 'doors',
      records: ['log', '"two words".items'],
      delimiter: ';',
      zone: '+02:00',
      columns: { entry_id: 'ref', verdict: ['outcome', 'result.outcome'] },
    });
  });

  it.each([
    ['name', { name: 'Front Door' }],
    ['records', { records: 'log "open' }],
    ['zone', { zone: 'Berlin' }],
    ['verdict', { columns: { verdict: ['outcome +'] } }],
    ['columns', { columns: { verdict: [''] } }],
  ])('says at the field %s what does not hold', (field, part) => {
    const { mapping, faults } = mappingOf({ ...draft, ...part });
    expect(mapping).toBeNull();
    expect([...faults.keys()]).toEqual([field]);
    expect(faults.get(field)).not.toBe('');
  });

  it('comes back from its file as it was, whatever the names in its paths', () => {
    const path = fc
      .array(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 1, maxLength: 4 })
      .map(printPath);
    const paths = fc.array(path, { minLength: 1, maxLength: 3 });
    const drawn = fc.record({
      records: fc.array(path, { maxLength: 3 }).map((each) => each.join(' ')),
      columns: fc.dictionary(fc.constantFrom(...columns.map(({ name }) => name)), paths, { minKeys: 1 }),
    });
    fc.assert(
      fc.property(drawn, (part) => {
        const written = { ...draft, ...part };
        const { mapping } = mappingOf(written);
        fc.pre(mapping !== null);
        const read = readMappingFile('doors.json', mappingFileText(mapping));
        expect(read).toEqual(written);
      }),
    );
  });
});

describe('a mapping file', () => {
  it('is told from other files, in words', () => {
    expect(readMappingFile('a\u202eb.json', '{')).toContain(
      'a⟨U+202E⟩b.json is not a mapping: it is not JSON: ',
    );
    expect(readMappingFile('a.json', '{"name":"a","columns":{"entry_id":""}}')).toMatch(
      /^a\.json is not a mapping: columns\.entry_id: /,
    );
    expect(readMappingFile('a.json', '{"name":"a","columns":{},"more":1}')).toMatch(
      /^a\.json is not a mapping: /,
    );
  });
});
