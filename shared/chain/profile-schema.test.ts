import { describe, expect, it } from 'vitest';
import { nodeChainHasher } from '../../engine/hash/chain-hasher.ts';
import { type JsonNode, parseJson } from '../json/parse.ts';
import { deepintshield } from './catalogue.ts';
import { coverageOf, coversLinks } from './coverage.ts';
import { ChainReader } from './evaluate.ts';
import type { ChainProfile } from './profile.ts';
import { readProfile } from './profile-schema.ts';
import { serializeEntry } from './serialize.ts';

const least = {
  name: 'mine',
  hash: 'h',
  previous: 'p',
  algorithm: 'sha256',
  preimage: { join: ['entry'], entry: { serialize: 'sorted', omit: ['h'] } },
};
const entryOf = (more: object) => ({
  ...least,
  preimage: { ...least.preimage, entry: { ...least.preimage.entry, ...more } },
});

describe('a profile that somebody wrote', () => {
  it('is read, with what it leaves out filled in', () => {
    expect(readProfile(least)).toMatchObject({
      genesis: 'any',
      output: { encoding: 'hex', prefix: '' },
      preimage: {
        separator: '',
        entry: { itemSeparator: ',', asciiOnly: false, nested: 'keep', numbers: 'source' },
      },
    });
    expect(readProfile(deepintshield)).toEqual(deepintshield);
    expect(readProfile({ ...least, genesis: null })).toMatchObject({ genesis: 'null' });
  });

  it('may write its hash as another value, instead of leaving it out', () => {
    const profile = readProfile(entryOf({ omit: [], blank: { h: '' } })) as ChainProfile;
    expect(profile.preimage.entry).toMatchObject({ omit: [], blank: { h: '' } });
    const entry = parseJson('{"p":"","n":1,"h":"x"}') as JsonNode;
    expect(serializeEntry(entry, profile.preimage.entry, '')).toBe('{"h":"","n":1,"p":""}');
    expect(coverageOf(profile, [entry])).toEqual({ covers: ['p', 'n'], omits: ['h'], uncovered: [] });
  });

  it('may write anything as another value, and what stood there is not covered', () => {
    const profile = readProfile({
      ...entryOf({ blank: { p: null, 'a.b': 'x', 'a.c.d': '' } }),
    }) as ChainProfile;
    const text = '{"h":"1","p":"2","a":{"b":3,"c":{"d":{"e":4},"f":5},"d":6}}';
    const entry = parseJson(text) as JsonNode;
    const written = '{"a":{"b":"x","c":{"d":"","f":5},"d":6},"p":null}';
    expect(serializeEntry(entry, profile.preimage.entry, text)).toBe(written);
    const { omits, uncovered } = coverageOf(profile, [entry]);
    expect([omits, uncovered]).toEqual([
      ['h', 'p', 'a.b', 'a.c.d'],
      ['a.b', 'a.c.d'],
    ]);
    expect(coversLinks(profile)).toBe(false);
  });

  it.each([
    ['no object', 5, /^it: /],
    ['another algorithm', { ...least, algorithm: 'md5' }, /^algorithm: /],
    ['something that is not known', { ...least, pattern: '(a+)+$' }, /pattern/],
    ['a path that is none', { ...least, hash: 'a..b' }, /^hash: is no path/],
    ['a path without end', { ...least, hash: `${'a.'.repeat(600)}a` }, /^hash: /],
    ['the hash covered by itself', entryOf({ omit: [] }), /omit: .*cannot cover itself/],
    [
      'a blank in a text that is cut',
      entryOf({ serialize: 'raw-without', blank: { p: '' } }),
      /blank: is for forms/,
    ],
    ['a blank that is no text', entryOf({ blank: { h: 5 } }), /blank/],
    ['a blank at no path', entryOf({ blank: { 'a..b': '' } }), /blank/],
    ['another blank than the hash', entryOf({ omit: [], blank: { p: '' } }), /omit: .*cannot cover itself/],
    ['one path for both', { ...least, previous: 'h' }, /^previous: /],
    ['fields without a list', entryOf({ serialize: 'fields' }), /only/],
    ['nothing to join', { ...least, preimage: { ...least.preimage, join: ['previous'] } }, /join/],
    [
      'an entry joined twice',
      { ...least, preimage: { ...least.preimage, join: ['entry', 'entry'] } },
      /join/,
    ],
    ['no link at all', { ...least, previous: null }, /join: .*nothing would link/],
    ['a separator without end', entryOf({ itemSeparator: 'x'.repeat(1000) }), /itemSeparator/],
    ['too many paths', entryOf({ omit: ['h', ...Array.from({ length: 200 }, (_, n) => `a${n}`)] }), /omit/],
  ])('is refused with its place: %s', (_, value, message) => {
    expect(readProfile(value)).toMatch(message);
  });

  it('never makes the evaluator throw, whatever the entry', () => {
    const entries = [
      '',
      'null',
      '[]',
      '{',
      '5',
      '{"h":1,"p":[]}',
      '{"h":{"h":"x"},"p":null}',
      '{"h":"x","h":"y"}',
      '{"__proto__":{"h":1}}',
    ];
    const serializers = ['jcs', 'sorted', 'insertion', 'jsonb', 'raw-without', 'fields'] as const;
    for (const serialize of serializers) {
      for (const hash of ['h', 'h.h', 'p.h', '__proto__.h']) {
        const profile = readProfile({
          ...entryOf({ serialize, only: ['h.x', '__proto__', 'p'], omit: [hash] }),
          hash,
          previous: 'p',
        }) as ChainProfile;
        expect(profile).toBeTypeOf('object');
        const reader = new ChainReader(nodeChainHasher, { profile, alike: [], key: null });
        for (const text of entries) expect(reader.read(text)).toBeTypeOf('object');
      }
    }
  });
});
