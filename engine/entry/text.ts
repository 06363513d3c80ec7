import { decodeText } from '../../shared/bytes/encoded-text.ts';
import { jsonMarks, type Mark, textMarks } from '../../shared/json/marks.ts';
import { encodingOf, type Layout } from '../import/layout/layout.ts';
import { rowOf } from '../import/record/read-table-row.ts';

/** An entry's exact bytes as the text that they are. */
export function entryText(layout: Layout, bytes: Buffer): string {
  return decodeText(encodingOf(layout), bytes);
}

/** What is out of the ordinary in an entry. */
export function marksOf(layout: Layout, bytes: Buffer): Mark[] {
  if (layout.form === 'table') return textMarks(rowOf(layout, bytes).map(([, text]) => text));
  return jsonMarks(entryText(layout, bytes));
}
