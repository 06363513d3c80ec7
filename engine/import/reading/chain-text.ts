import type { Layout } from '../layout/layout.ts';
import { encodedText } from '../record/encoded-record.ts';

/** The text that the maker of a record of JSON may have hashed, whatever its encoding; null of a row, which is another text. */
export function chainText(layout: Layout, bytes: Buffer): string | null {
  if (layout.form === 'table') return null;
  if (layout.form === 'empty' || layout.encoding === 'utf-8') return bytes.toString('utf8');
  return encodedText(layout.encoding, bytes);
}
