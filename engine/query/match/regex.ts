import { RE2JS, RE2JSException, RE2JSSyntaxException } from 're2js';
import { queryFault, shown } from '../../../shared/query/fault.ts';
import type { RegexPattern } from '../../../shared/query/syntax.ts';
import { requiredText } from './required-text.ts';

/**
 * Instructions that a compiled expression may have. A match takes at worst as many steps as there are instructions times
 * characters, so this bounds what one entry can cost.
 */
const mostInstructions = 1_000;

/**
 * Whether some part of a text matches. RE2's engine: time grows with the text and no faster, whatever the expression; what
 * would need more (back-references, looking around) is no part of its syntax.
 *
 * @throws AppError INVALID_INPUT for what does not compile, with where it stands in the query
 */
export function regexTest(pattern: RegexPattern): (text: string) => boolean {
  const compiled = bounded(pattern);
  const required = pattern.anyCase ? '' : requiredText(pattern);
  return (text) => text.includes(required) && compiled.test(text);
}

/** How often it matches, without overlaps. */
export function regexCount(pattern: RegexPattern): (text: string) => number {
  const compiled = bounded(pattern);
  return (text) => {
    let count = 0;
    for (const _ of compiled.matchAll(text)) count++;
    return count;
  };
}

function bounded(pattern: RegexPattern): RE2JS {
  const compiled = compile(pattern);
  if (compiled.programSize() > mostInstructions) {
    throw queryFault(
      pattern.start,
      `expected a smaller regular expression: this one repeats too much of itself`,
      'use fewer or smaller counted repetitions such as {1000}',
    );
  }
  return compiled;
}

function compile({ source, anyCase, start }: RegexPattern): RE2JS {
  try {
    return RE2JS.compile(source, anyCase ? RE2JS.CASE_INSENSITIVE : 0);
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    const part = error instanceof RE2JSSyntaxException ? error.getPattern() : null;
    const said = error instanceof RE2JSSyntaxException ? error.getDescription() : error.message;
    const at = part === null ? -1 : source.lastIndexOf(part);
    throw queryFault(
      // The slash stands before the expression.
      at === -1 ? start : start + 1 + at,
      `expected a regular expression in RE2 syntax: ${said}${part === null ? '' : `, ${shown(part)}`}`,
      'correct the expression, or put quotes in place of its slashes to search for the text itself',
    );
  }
}
