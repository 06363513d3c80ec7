import type { JsonObject } from '../record/read-record.ts';

export interface CompletedObject {
  readonly value: JsonObject;
  /** Whether the object ends in the text. */
  readonly complete: boolean;
  /** Line feeds in the part that was read. */
  readonly lines: number;
}

/** Levels of nesting that are read. */
const deepest = 64;

/**
 * The JSON object that a text begins with, as far as the text goes: what comes after the last whole member or element is
 * left out, and the brackets that are open there are closed.
 *
 * @returns null where that is no object either
 */
export function completed(text: string): CompletedObject | null {
  const open: string[] = [];
  let cut = 1;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (inString) {
      if (char === '\\') at++;
      else if (char === '"') inString = false;
    } else if (char === '"') {
      inString = true;
    } else if (char === '{' || char === '[') {
      open.push(char);
      if (open.length > deepest) break;
      cut = at + 1;
    } else if (char === '}' || char === ']') {
      open.pop();
      if (open.length === 0) return objectOf(text.slice(0, at + 1), '', true);
    } else if (char === ',') {
      cut = at;
    }
  }
  return objectOf(text.slice(0, cut), closersOf(text.slice(0, cut)), false);
}

/** What closes the brackets that are open at the end of a text, which is not in a string. */
function closersOf(text: string): string {
  const closers: string[] = [];
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]/gs)) {
    if (token === '{') closers.push('}');
    else if (token === '[') closers.push(']');
    else if (token === '}' || token === ']') closers.pop();
  }
  return closers.reverse().join('');
}

function objectOf(text: string, closers: string, complete: boolean): CompletedObject | null {
  try {
    const value: unknown = JSON.parse(text + closers);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    return { value: value as JsonObject, complete, lines: text.split('\n').length - 1 };
  } catch {
    return null;
  }
}
