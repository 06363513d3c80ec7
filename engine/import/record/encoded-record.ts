import { isUtf8 } from 'node:buffer';
import { decodeText, type Encoding } from '../../../shared/bytes/encoded-text.ts';
import type { QuarantineReason } from '../split/located.ts';

/** A record's bytes as text; null where they are not what the encoding allows, lone surrogates of UTF-16 among it. */
export function encodedText(encoding: Encoding, bytes: Buffer): string | null {
  if (encoding === 'utf-8') return isUtf8(bytes) ? bytes.toString('utf8') : null;
  if (bytes.length % 2 !== 0) return null;
  const text = encoding === 'utf-16le' ? bytes.toString('utf16le') : decodeText(encoding, bytes);
  return text.isWellFormed() ? text : null;
}

export function notEncoded(encoding: Encoding): QuarantineReason {
  return encoding === 'utf-8' ? 'NOT_UTF8' : 'NOT_UTF16';
}
