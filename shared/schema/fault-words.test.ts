import { expect, it } from 'vitest';
import { z } from 'zod';
import { plainly } from './fault-words.ts';

/** What the first fault says. */
function words(schema: z.ZodType, input: unknown): string | undefined {
  return schema.safeParse(input, plainly).error?.issues[0]?.message;
}

it.each([
  [z.string().max(64), 'x'.repeat(65), 'is longer than 64 characters'],
  [z.string().max(4096), 'x'.repeat(5000), 'is longer than 4,096 characters'],
  [z.string().length(1), 'xy', 'is longer than 1 character'],
  [z.string().min(2), 'x', 'has fewer than 2 characters'],
  [z.array(z.string()).max(1), ['a', 'b'], 'has more than 1 element'],
  [z.array(z.string()).min(1), [], 'is empty'],
  [z.number().int(), 1.5, 'has to be a whole number'],
  [z.number().min(1).max(9), 10, 'has to be 9 or less'],
  [z.number().positive(), 0, 'has to be more than 0'],
  [z.boolean(), 'yes', 'has to be true or false'],
  [z.enum(['a', 'b']), 'c', 'has to be one of a, b'],
  [z.strictObject({}), { unknown: 1 }, 'has a part that is not known: "unknown"'],
  [z.base64(), '!', 'no base64'],
  [z.union([z.string(), z.number()]), null, 'is in no form that is known'],
  [z.discriminatedUnion('kind', [z.object({ kind: z.literal('a') })]), {}, 'is in no form that is known'],
])('says a fault in plain words', (schema, input, said) => {
  expect(words(schema, input)).toBe(said);
});

it('keeps what a schema says itself', () => {
  expect(words(z.string().regex(/^a/, 'begins with an a'), 'b')).toBe('begins with an a');
});

it('cuts a name that the other side made long', () => {
  expect(words(z.strictObject({}), { ['x'.repeat(100_000)]: 1 })?.length).toBeLessThan(120);
});
