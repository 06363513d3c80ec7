/** `data/loadfile/pack.dat`: a Concordance load file, for review platforms. */
import { columns } from '../../../shared/domain/columns.ts';
import { paths } from '../../../shared/pack/layout.ts';
import type { Cell } from '../../query/rows-scan.ts';
import { batesOf } from '../bates.ts';
import type { TableRecord, TableState } from './table-state.ts';

/** Concordance's own: a quote around each value, a separator that no text holds, a sign for line breaks within. */
const quote = '\u00fe';
const separator = '\u0014';
const lineBreak = '\u00ae';
const byteOrderMark = '\ufeff';
/** Between two values, whose ends they are. */
const between = quote + separator + quote;

/** The record's own number stands twice: it is a document of one page. */
const head = ['BEGBATES', 'ENDBATES', 'PACK', 'SOURCE', 'ORDINAL', 'REDACTED', 'INDEX'];

/** One line for each record of the pack, in the order of the index; of what stays back, only that it does. */
export class LoadFileLines {
  readonly heading =
    byteOrderMark + line([...head, ...columns.map(({ name: column }) => column.toUpperCase())]);
  private readonly state: TableState;
  private readonly sourceNames: ReadonlyMap<number, string>;
  private readonly nothing = columns.map(() => null);

  constructor(state: TableState) {
    this.state = state;
    this.sourceNames = new Map(state.sources.map(({ id, name }) => [id, name]));
  }

  /** `n`: the record's line of the index, from 0. */
  of({ entry, source, ordinal }: TableRecord, n: number, values: readonly Cell[]): string {
    const { bates, name, redactions } = this.state;
    const number = bates === null ? `${name}-${String(n).padStart(8, '0')}` : batesOf(bates, n);
    const isWithheld = redactions.withheld.has(entry);
    const kept = isWithheld ? 'withheld' : redactions.masked.has(entry) ? 'masked' : '';
    const known = [number, number, name, this.sourceNames.get(source) ?? '', ordinal, kept, paths.index];
    return line([...known, ...(isWithheld ? this.nothing : values)]);
  }
}

function line(cells: readonly Cell[]): string {
  return `${quote}${cells.map(cellText).join(between)}${quote}\r\n`;
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  return typeof cell === 'number' ? String(cell) : plain(String(cell));
}

const telling = /[\p{Cc}\u00fe]/u;

/** Nothing in a value may be taken for the end of it. */
function plain(text: string): string {
  if (!telling.test(text)) return text;
  return text
    .replace(/\r\n|[\r\n]/g, lineBreak)
    .replaceAll(quote, 'th')
    .replace(/\p{Cc}/gu, ' ');
}
