import type { Encoding } from '../../../shared/bytes/encoded-text.ts';
import type { Located, QuarantineReason } from '../split/located.ts';
import { encodedText, notEncoded } from './encoded-record.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

export type Reading =
  | { readonly value: JsonObject; readonly fault: null }
  | { readonly value: null; readonly fault: QuarantineReason };

/** A record's bytes as the JSON object that they must be. */
export function readJson({ bytes, fault }: Located, encoding: Encoding): Reading {
  if (fault !== null) return { value: null, fault };
  const text = encodedText(encoding, bytes);
  if (text === null) return { value: null, fault: notEncoded(encoding) };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { value: null, fault: 'JSON_INVALID' };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { value: null, fault: 'NOT_AN_OBJECT' };
  return { value: value as JsonObject, fault: null };
}

/** A record of JSON in UTF-8. */
export function readRecord(located: Located): Reading {
  return readJson(located, 'utf-8');
}
