import { isUtf8 } from 'node:buffer';
import type { Located, QuarantineReason } from './located.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** A number's text as it stands in an entry, since a parsed number may not print as it was written. */
export class Lexeme {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type Reading =
  | { readonly value: JsonObject; readonly fault: null }
  | { readonly value: null; readonly fault: QuarantineReason };

/** A record's bytes as the JSON object that they must be. */
export function readRecord({ bytes, fault }: Located): Reading {
  if (fault !== null) return { value: null, fault };
  if (!isUtf8(bytes)) return { value: null, fault: 'NOT_UTF8' };
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch {
    return { value: null, fault: 'JSON_INVALID' };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { value: null, fault: 'NOT_AN_OBJECT' };
  return { value: value as JsonObject, fault: null };
}

/** The same object with every number as its lexeme: slower, for the rare entry with a number where text is expected. */
export function readWithLexemes(bytes: Buffer): JsonObject {
  const keep = (_: string, value: unknown, context?: { source?: string }) =>
    typeof value === 'number' && context?.source !== undefined ? new Lexeme(context.source) : value;
  return JSON.parse(bytes.toString('utf8'), keep as (key: string, value: unknown) => unknown) as JsonObject;
}
