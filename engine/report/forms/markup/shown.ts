import { countText } from '../../../../shared/report/counted.ts';
import { visibleText } from '../../../document/visible-text.ts';
import { cellPieces } from '../../../query/export/sheet-text.ts';

/** UTF-16 code units of one text that a document shows: beyond, it is no longer what one reads. */
const mostShown = 1000;

/** A text of any length as a document shows it. The whole stands in the report's data, which every form carries. */
export function shown(text: string): string {
  const visible = visibleText(beginningOf(text));
  if (visible.length <= mostShown && visible.length >= text.length) return visible;
  return `${beginningOf(visible)}\u2026 [cut: ${countText(text.length)} characters; the whole is in the data of this report]`;
}

function beginningOf(text: string): string {
  const [beginning = ''] = cellPieces(text, mostShown);
  return beginning;
}
