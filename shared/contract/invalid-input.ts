import type { z } from 'zod';
import { AppError } from '../errors.ts';

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

/** Names the place of every fault, the first one in the message, such as `query.page: limit: Too big: ...`. */
export function invalidInput(operation: string, error: z.ZodError): AppError {
  const issues = error.issues
    .flatMap(innermost)
    .map((issue) => ({ path: pathText(issue.path), message: issue.message }));
  const [first] = issues;
  return refusal(`${operation}: ${first?.path || 'input'}: ${first?.message ?? 'not valid'}`, {
    operation,
    issues,
  });
}

/** Of a union, the faults of the branch that came nearest: the one with the fewest, the first of equals. */
function innermost(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const [nearest] = [...issue.errors].sort((a, b) => a.length - b.length);
  if (!nearest?.length) return [issue];
  return nearest.flatMap(innermost).map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
}

function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index > 0 ? '.' : ''}${String(part)}`))
    .join('');
}
