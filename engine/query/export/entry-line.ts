import { decodeText, type Encoding } from '../../../shared/bytes/encoded-text.ts';
import { encodingOf, type Layout } from '../../import/layout/layout.ts';
import { rowOf, type TableLayout } from '../../import/record/read-table-row.ts';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** An entry as one line of UTF-8 that holds one JSON object, without its line feed. */
export function entryLine(layout: Layout, entry: Buffer): Buffer {
  return layout.form === 'table' ? rowLine(layout, entry) : jsonLine(encodingOf(layout), entry);
}

/**
 * The exact bytes, but for line breaks, which a JSON string cannot hold (RFC 8259, section 7), so that they are white
 * space. UTF-16 is transcoded; a lone surrogate, which has no form in UTF-8, is written as the escape that means it.
 */
function jsonLine(encoding: Encoding, entry: Buffer): Buffer {
  if (encoding !== 'utf-8') {
    const text = decodeText(encoding, entry).replaceAll(/[\r\n]+/g, '');
    return Buffer.from(text.replaceAll(/\p{Surrogate}/gu, escaped));
  }
  if (!entry.includes(lineFeed) && !entry.includes(carriageReturn)) return entry;
  return entry.filter((byte) => byte !== lineFeed && byte !== carriageReturn) as Buffer;
}

function escaped(surrogate: string): string {
  return `\\u${surrogate.charCodeAt(0).toString(16)}`;
}

/**
 * Column to text, every cell in the order of the file, the empty ones too. Written member by member: an object would move
 * columns that are named by numbers to the front.
 */
function rowLine(layout: TableLayout, entry: Buffer): Buffer {
  const members = rowOf(layout, entry).map(
    ([column, text]) => `${JSON.stringify(column)}:${JSON.stringify(text)}`,
  );
  return Buffer.from(`{${members.join(',')}}`);
}
