import { isUtf8 } from 'node:buffer';
import type { Located, QuarantineReason } from './located.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

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
