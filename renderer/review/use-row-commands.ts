import { useState } from 'react';
import { toAppError } from '../../shared/errors.ts';
import { useCommand } from '../commands/commands-context.tsx';
import type { Subject } from '../history/subject.ts';
import { useNotices } from '../notices/notices.tsx';
import { withTerms } from '../query/term-edit.ts';
import { strings } from '../strings.ts';
import { cellTerms, cellTermsOut, cellText, rowsAsText } from './cell-terms.ts';
import type { GridColumnName } from './grid/columns.ts';
import type { Columns } from './grid/use-columns.ts';
import { useSelectedRows } from './selected-rows.ts';
import { allOf, extendedTo, rowAlone, type Selection } from './selection.ts';
import type { Review } from './use-review.ts';
import { useSameImage } from './use-same-image.ts';

/** The most rows copied at once: what a clipboard and a spreadsheet take without trouble. */
const mostCopied = 20_000;

/** What keys, the palette and a cell's menu do with rows and cells. */
export function useRowCommands(
  review: Review,
  columns: Columns,
  onHistory: (subject: Subject, value: string) => void,
) {
  const { place, pages, select, setQuery } = review;
  const { tell, fail } = useNotices();
  const selected = useSelectedRows(review);
  const [activeColumn, setActiveColumn] = useState<GridColumnName | null>(null);
  const matched = pages?.counts?.matched ?? 0;
  const active = Math.min(place.selection.active, Math.max(0, matched - 1));
  const row = matched > 0 ? pages?.row(active) : undefined;
  const some = matched > 0;

  const move = (by: number, keep: (before: Selection, target: number) => Selection) => () =>
    select((before) =>
      keep(before, Math.min(Math.max(0, Math.min(before.active, matched - 1) + by), matched - 1)),
    );
  const alone = (_before: Selection, target: number) => rowAlone(target);
  useCommand('row.next', some ? move(1, alone) : null);
  useCommand('row.previous', some ? move(-1, alone) : null);
  useCommand('row.extendNext', some ? move(1, extendedTo) : null);
  useCommand('row.extendPrevious', some ? move(-1, extendedTo) : null);
  useCommand('row.all', some ? () => select(allOf) : null);

  const copyRows = async () => {
    try {
      const rows = await selected.rows(mostCopied);
      await navigator.clipboard.writeText(rowsAsText(rows, columns.columns));
      tell({ text: strings.review.copied(rows.length) });
    } catch (thrown) {
      fail(toAppError(thrown));
    }
  };
  const copyCell = async () => {
    if (row === undefined || activeColumn === null) return;
    try {
      await navigator.clipboard.writeText(cellText(row, activeColumn));
      tell({ text: strings.review.cellCopied });
    } catch (thrown) {
      fail(toAppError(thrown));
    }
  };
  const filter = (terms: typeof cellTerms) => {
    if (row !== undefined && activeColumn !== null)
      setQuery(withTerms(place.query, terms(row, activeColumn)));
  };
  const onCell = row !== undefined && activeColumn !== null;
  useCommand('row.copy', some ? () => void copyRows() : null);
  useCommand('cell.copy', onCell ? () => void copyCell() : null);
  useCommand('cell.filterIn', onCell ? () => filter(cellTerms) : null);
  useCommand('cell.filterOut', onCell ? () => filter(cellTermsOut) : null);

  const image = row?.values.image_id ?? null;
  const claim = row?.values.case_id ?? null;
  const showImage = image === null ? null : () => onHistory('image', image);
  const showClaim = claim === null ? null : () => onHistory('claim', claim);
  const orSay = (action: (() => void) | null, text: string) =>
    row === undefined ? null : (action ?? (() => tell({ text })));
  useCommand('image.show', orSay(showImage, strings.review.noImage));
  useCommand('claim.show', orSay(showClaim, strings.review.noClaim));
  const sameImage = useSameImage(review, row);
  useCommand(
    'image.previous',
    orSay(image === null ? null : () => void sameImage(-1), strings.review.noImage),
  );
  useCommand('image.next', orSay(image === null ? null : () => void sameImage(1), strings.review.noImage));

  return {
    active,
    row: row ?? null,
    selected,
    activeColumn,
    setActiveColumn,
    actions: {
      filterIn: onCell ? () => filter(cellTerms) : null,
      filterOut: onCell ? () => filter(cellTermsOut) : null,
      copyCell: onCell ? () => void copyCell() : null,
      copyRows: () => void copyRows(),
      showImage,
      showClaim,
    },
  };
}
