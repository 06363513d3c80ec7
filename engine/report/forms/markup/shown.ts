import { countText } from '../../../../shared/report/counted.ts';
import { visibleText } from '../../../document/visible-text.ts';
import { cellPieces } from '../../../query/export/sheet-text.ts';

/** UTF-16 code units of one value that a document shows: beyond, it is no longer what one reads. */
const mostShown = 1000;
/** Of a query or a statement, which nobody can use in part: more than reports are made of. */
const mostStated = 4000;

/** A text of any length as a document shows it. The whole stands in the report's data, which every form carries. */
export function shown(text: string, most = mostShown): string {
  const visible = visibleText(beginningOf(text, most));
  if (visible.length <= most && visible.length >= text.length) return visible;
  return `${beginningOf(visible, most)}\u2026 [cut: ${countText(text.length)} characters; the whole is in the data of this report]`;
}

export function stated(text: string): string {
  return shown(text, mostStated);
}

function beginningOf(text: string, most: number): string {
  const [beginning = ''] = cellPieces(text, most);
  return beginning;
}
