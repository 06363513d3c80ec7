import type { z } from 'zod';
import { AppError } from '../errors.ts';
import { inputName, placeText } from './input-names.ts';

/** A request that was refused before anything was done, and what is wrong with it. */
export function refusal(message: string, details?: Readonly<Record<string, unknown>>): AppError {
  return new AppError({
    code: 'INVALID_INPUT',
    message,
    safe: 'nothing was done',
    next: 'correct the request and try again',
    details,
  });
}

/** Names the place of every fault in the details, and says the first one: `the author's name is longer than 200 characters`. */
export function invalidInput(operation: string, error: z.ZodError): AppError {
  const [first] = error.issues.flatMap(innermost);
  return refusal(first === undefined ? `${operation} was asked wrongly` : sentence(operation, first), {
    operation,
    issues: placedFaults(error),
  });
}

/** Every fault with its place, such as `marks[0].tag`; the place is empty if the input as a whole is wrong. */
export function placedFaults(error: z.ZodError): { readonly path: string; readonly message: string }[] {
  return error.issues.flatMap(innermost).map(({ path, message }) => ({ path: placeText(path), message }));
}

/** For a union, the faults of the branch that came nearest: the one with the fewest, or the first of several. */
function innermost(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const [nearest] = [...issue.errors].sort((a, b) => a.length - b.length);
  if (!nearest?.length) return [issue];
  return nearest.flatMap(innermost).map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
}

/** What a schema says itself is already a sentence. */
function sentence(operation: string, { code, path, message }: z.core.$ZodIssue): string {
  const isPredicate = code !== 'custom' && code !== 'invalid_format';
  return `${inputName(operation, path)}${isPredicate ? '' : ':'} ${message}`;
}
