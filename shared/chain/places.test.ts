import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { type JsonMember, type JsonNode, parseJson } from '../json/parse.ts';
import { fieldPairs, type Sampled } from './places.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

it('looks into an entry of very many digests as often as it has places for one, not for each two of them', () => {
  let looks = 0;
  const sample = Array.from({ length: 20 }, (_, n): Sampled => {
    const members = Array.from({ length: 60 }, (_, k) => [`f${k}`, sha256(`${n - (k % 2)} ${k >> 1}`)]);
    const text = JSON.stringify(Object.fromEntries(members));
    const { members: nodes } = parseJson(text) as JsonNode & { readonly members: readonly JsonMember[] };
    const entry = {
      kind: 'object' as const,
      repeats: false,
      get members() {
        looks++;
        return nodes;
      },
    };
    return { entry, text };
  });
  const pairs = fieldPairs(sample, false);
  expect(pairs.filter(({ linked }) => linked > 0)).toHaveLength(8);
  expect(pairs.find(({ previous }) => previous !== null)).toMatchObject({ linked: 19 });
  expect(looks).toBeLessThan(20 * 40);
});
