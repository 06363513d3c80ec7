import type { z } from 'zod';
import { AppError } from '../errors.ts';
import { inputName, placeText } from './input-names.ts';

/** A refused request: what is wrong with it, in whose words it is safe to say that nothing was done. */
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

/** Every fault with the place where it is, such as `marks[0].tag`; of what is wrong as a whole the place is empty. */
export function placedFaults(error: z.ZodError): { readonly path: string; readonly message: string }[] {
  return error.issues.flatMap(innermost).map(({ path, message }) => ({ path: placeText(path), message }));
}

/** Of a union, the faults of the branch that came nearest: the one with the fewest, the first of equals. */
function innermost(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const [nearest] = [...issue.errors].sort((a, b) => a.length - b.length);
  if (!nearest?.length) return [issue];
  return nearest.flatMap(innermost).map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
}

/** What a schema says itself is a sentence of its own. */
function sentence(operation: string, { code, path, message }: z.core.$ZodIssue): string {
  const isPredicate = code !== 'custom' && code !== 'invalid_format';
  return `${inputName(operation, path)}${isPredicate ? '' : ':'} ${message}`;
}
