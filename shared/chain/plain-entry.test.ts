import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromUtf8, utf8 } from '../bytes/encoding.ts';
import { type JsonNode, parseJson } from '../json/parse.ts';
import type { ChainProfile } from './profile.ts';
import { readProfile } from './profile-schema.ts';
import { serializeEntry } from './serialize.ts';
import { plainWriterFor, type ShapedWriter } from './shaped-writer.ts';

const ways = [
  ['', { omit: ['h'] }],
  [', hash empty', { blank: { h: '' } }],
  [', hash null', { blank: { h: null } }],
] as const;
const profiles = (['jcs', 'sorted'] as const).flatMap((serialize) =>
  ways.map(
    ([name, left]) =>
      readProfile({
        name: serialize + name,
        hash: 'h',
        previous: 'p',
        algorithm: 'sha256',
        preimage: { join: ['entry'], entry: { serialize, ...left } },
      }) as ChainProfile,
  ),
);

/** By a writer that has met no entry before. */
function written(profile: ChainProfile, text: string): string | null {
  return writtenBy(plainWriterFor(profile), text);
}

function writtenBy(writer: ShapedWriter | null, text: string): string | null {
  if (writer === null || !writer.write(utf8(text))) return null;
  return fromUtf8(writer.out.subarray(0, writer.found.length));
}

it.each(profiles)('does not write other separators: $name', (profile) => {
  const { preimage } = profile;
  const entry = { ...preimage.entry, itemSeparator: ', ' };
  expect(plainWriterFor({ ...profile, preimage: { ...preimage, entry } })).toBeNull();
});

describe.each(profiles.map((profile): [string, ChainProfile] => [profile.name, profile]))(
  '%s',
  (_, profile) => {
    const slow = (text: string) => serializeEntry(parseJson(text) as JsonNode, profile.preimage.entry, text);

    it.each([
      '{"h":"x","p":"y"}',
      '{"p":"y","h":"x","z":1,"a":[1,{"c":2,"b":[]},{}],"ab":{"b":1,"a":{"y":null,"x":true,"w":false}}}',
      '{"p":"y","h":"x","note":"Grüße, 世界 😀 \u007f \u2028"}',
      '{"p":"","h":"","n":[0,-1,1.5,-0.25,123456789012345,0.000001]}',
    ])('writes what the evaluator does: %s', (text) => {
      expect(written(profile, text)).toBe(slow(text));
      expect(written(profile, text)).not.toBeNull();
    });

    it.each([
      '{"h":"x"}',
      '{"p":"y"}',
      '{"h":"x","p":"y","p":"z"}',
      '{"h":"x","a":1,"p":"y","a":2}',
      '{"h":"x","p":"y","a":{"b":1,"b":2}}',
      '{"h":"x","p":"y","a":{"c":0,"b":1,"c":2}}',
      '{"h":5,"p":"y"}',
      '{"h":"x","p":null}',
      '{"h":"x","p":"\\u0061"}',
      '{"h":"x","p":"é"}',
      '{"h":"x","p":"\u007f"}',
      '{"h":"x","p":"y","é":1}',
      '{"h":"x", "p":"y"}',
      '{"h":"x","p":"y","n":1.0}',
      '{"h":"x","p":"y","n":-0}',
      '{"h":"x","p":"y","n":1e3}',
      '{"h":"x","p":"y","n":0.0000001}',
      '{"h":"x","p":"y","n":1234567890123456}',
      '{"h":"x","p":"y","n":01}',
      '{"h":"x","p":"y","n":nulx}',
      '{"h":"x","p":"y"}}',
      '{"h":"x","p":"y"',
      '{"h":"x","p":"y",}',
      '["h"]',
      '',
    ])('leaves to it what is not plain: %s', (text) => expect(written(profile, text)).toBeNull());

    const shape = (values: readonly string[]) => {
      const [a, b, c, d, hash, previous] = values;
      return `{"z":${a},"h":${hash},"nested":{"y":[${b},{"x":${c}}],"a":null,"b":true},"p":${previous},"a":${d}}`;
    };

    it.each(['"\\u0061"', '"\u007f"', '"é"', '5', 'null'])(
      'leaves to it what has the hash %s, also where it knows the shape',
      (hash) => {
        const writer = plainWriterFor(profile);
        expect(writtenBy(writer, '{"h":"x","p":"y"}')).not.toBeNull();
        expect(writtenBy(writer, '{"h":"z","p":"y"}')).not.toBeNull();
        expect(writtenBy(writer, `{"h":${hash},"p":"y"}`)).toBeNull();
      },
    );

    it('writes what it takes of a shape that it knows, and of no other', () => {
      const value = fc.oneof(
        fc.string({ maxLength: 6 }).map((text) => JSON.stringify(text)),
        fc.constantFrom('"é😀"', '"\u007f"', '"value 1000000000001"', '"\\""', '"\\u0061"', '""'),
        fc.constantFrom(
          '0',
          '-0',
          '1.0',
          '1.5',
          '1e3',
          '-12',
          '0.0000001',
          '123456789012345',
          '1234567890123456',
        ),
        fc.constantFrom('null', 'true', '{}', '[]', '01', 'nul', '"', '" "x'),
      );
      const entries = fc.array(fc.array(value, { minLength: 6, maxLength: 6 }), {
        minLength: 1,
        maxLength: 6,
      });
      fc.assert(
        fc.property(entries, (drafts) => {
          const writer = plainWriterFor(profile);
          const plain = ['"1"', '2', '"3"', '4', '"5"', '"6"'];
          for (const text of [plain, ...drafts, plain].map(shape)) {
            const fast = written(profile, text);
            expect(writtenBy(writer, text)).toBe(fast);
            if (fast !== null) expect(fast).toBe(slow(text));
          }
        }),
        { numRuns: 200 },
      );
    });

    it('never writes anything else, whatever the entry and the order of its members', () => {
      const name = fc.oneof(fc.constantFrom('a', 'b', 'ab', 'h', 'p', 'Z', '~'), fc.string({ maxLength: 3 }));
      const number = fc.oneof(
        fc.integer(),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.constantFrom(0.1, -0.5, 1e21),
      );
      const { tree } = fc.letrec((tie) => ({
        tree: fc.oneof(
          { depthSize: 'small', withCrossShrink: true },
          fc.oneof(number, fc.string({ maxLength: 5 }), fc.boolean(), fc.constant(null)),
          fc.array(tie('tree'), { maxLength: 3 }),
          fc.dictionary(name, tie('tree'), { maxKeys: 4 }),
        ),
      }));
      let plain = 0;
      fc.assert(
        fc.property(fc.array(fc.tuple(name, tree), { maxLength: 6 }), (members) => {
          const texts = [...members, ['h', 'x'], ['p', 'y']].map(
            ([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`,
          );
          const text = `{${texts.sort().join(',')}}`;
          const fast = written(profile, text);
          if (fast === null) return;
          plain++;
          expect(fast).toBe(slow(text));
        }),
        { numRuns: 2000 },
      );
      expect(plain).toBeGreaterThan(100);
    });
  },
);
