import { expect, it } from 'vitest';
import { z } from 'zod';
import { plainly } from '../schema/fault-words.ts';
import { invalidInput } from './invalid-input.ts';
import { operations } from './operations.ts';

function told(schema: z.ZodType, input: unknown): string {
  const { error } = schema.safeParse(input, plainly);
  if (!error) throw new Error('the input fits');
  return invalidInput('op', error).message;
}

const {
  'annotation.add': annotate,
  'case.create': create,
  'signer.remove': forget,
  'query.terms': terms,
} = operations;
const mark = { tag: 'x' };
const on = { entryId: 'a' };

it.each([
  [create.input, { path: '', title: 't' }, 'the path is empty'],
  [create.input, { path: 'p' }, 'the title is missing'],
  [create.input, { path: 'p', title: 7 }, 'the title has to be text'],
  [annotate.input, { on, mark, author: 'a'.repeat(201) }, "the author's name is longer than 200 characters"],
  [annotate.input, { on, mark: { tag: '' }, author: 'me' }, 'the tag is empty'],
  [
    terms.input,
    { query: '', terms: Array(2001).fill('a') },
    'the list of terms has more than 2,000 elements',
  ],
  [terms.input, { query: '', terms: ['a', 7] }, 'the term has to be text'],
  [forget.input, { fingerprint: 'x' }, /^the fingerprint: it has to be a SHA-256 fingerprint/],
])('says what is wrong in the words of whoever typed it', (schema, input, message) => {
  expect(told(schema, input)).toMatch(typeof message === 'string' ? new RegExp(`^${message}$`) : message);
});

it.each([
  [z.object({ a: z.array(z.object({ b: z.string() })) }), { a: [{ b: '' }, { b: 1 }] }, /^a\[1\]\.b \(op\) /],
  [z.object({}), 7, 'the request (op) has to be an object'],
  [z.array(z.int()), [1, 'x'], '[1] (op) has to be a number'],
])('names the place of what has no name', (schema, input, message) => {
  expect(told(schema, input)).toEqual(typeof message === 'string' ? message : expect.stringMatching(message));
});

it('speaks of the branch of a union that came nearest', () => {
  const near = { on: { entries: [1, 0] }, mark: { tag: 'x' }, author: 'me' };
  expect(told(annotate.input, near)).toBe('on.entries[1] (op) has to be more than 0');
});

it('lists every fault in the details', () => {
  const { error } = z.object({ a: z.int(), b: z.int() }).safeParse({}, plainly);
  if (!error) throw new Error('the input fits');
  const { details } = invalidInput('op', error);
  expect(details?.['issues']).toMatchObject([{ path: 'a' }, { path: 'b' }]);
});
