import { expect, it } from 'vitest';
import { z } from 'zod';
import { invalidInput } from './invalid-input.ts';
import { operations } from './operations.ts';

function told(schema: z.ZodType, input: unknown): string {
  const { error } = schema.safeParse(input);
  if (!error) throw new Error('the input fits');
  return invalidInput('op', error).message;
}

it.each([
  [z.object({ limit: z.int() }), { limit: 'x' }, /^op: limit: /],
  [z.object({ a: z.array(z.object({ b: z.string() })) }), { a: [{ b: '' }, { b: 1 }] }, /^op: a\[1\]\.b: /],
  [z.object({}), 7, /^op: input: /],
  [z.array(z.int()), [1, 'x'], /^op: \[1\]: /],
])('names the place of a fault', (schema, input, message) => {
  expect(told(schema, input)).toMatch(message);
});

it('speaks of the branch of a union that came nearest', () => {
  const near = { on: { entries: [1, 0] }, mark: { tag: 'x' }, author: 'me' };
  expect(told(operations['annotation.add'].input, near)).toMatch(/^op: on\.entries\[1\]: /);
});

it('lists every fault in the details', () => {
  const { error } = z.object({ a: z.int(), b: z.int() }).safeParse({});
  if (!error) throw new Error('the input fits');
  const { details } = invalidInput('op', error);
  expect(details?.['issues']).toMatchObject([{ path: 'a' }, { path: 'b' }]);
});
