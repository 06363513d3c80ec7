/** `data/loadfile/pack.dat`: a Concordance load file, for review platforms. */
import { columns } from '../../../shared/domain/columns.ts';
import { paths } from '../../../shared/pack/layout.ts';
import { batesOf } from '../../case/bates.ts';
import type { CellForms } from './cell-forms.ts';
import type { TableRecord, TableState } from './table-state.ts';

/** Concordance's own: a quote around each value, a separator that no text holds, a sign for line breaks within. */
const quote = '\u00fe';
const separator = '\u0014';
const lineBreak = '\u00ae';
const byteOrderMark = '\ufeff';
const lineEnd = '\r\n';
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

  constructor(state: TableState) {
    this.state = state;
    this.sourceNames = new Map(state.sources.map(({ id, name }) => [id, loadFileText(name)]));
  }

  /** `n`: the record's line of the index, from 0. */
  of(
    { entry, source, ordinal }: TableRecord,
    n: number,
    values: readonly Pick<CellForms, 'loadFile'>[],
  ): string {
    const { bates, name, redactions } = this.state;
    const number = bates === null ? `${name}-${String(n).padStart(8, '0')}` : batesOf(bates, n);
    const kept = redactions.withheld.has(entry) ? 'withheld' : redactions.masked.has(entry) ? 'masked' : '';
    const file = this.sourceNames.get(source) ?? '';
    const cells = `${number}${between}${number}${between}${name}${between}${file}${between}${ordinal}${between}${kept}${between}${paths.index}`;
    let text = quote + cells;
    for (const { loadFile } of values) text += between + loadFile;
    return text + quote + lineEnd;
  }
}

function line(cells: readonly string[]): string {
  return quote + cells.join(between) + quote + lineEnd;
}

const telling = /[\p{Cc}\u00fe]/u;

/** Nothing in a value may be taken for the end of it. */
export function loadFileText(text: string): string {
  if (!telling.test(text)) return text;
  return text
    .replace(/\r\n|[\r\n]/g, lineBreak)
    .replaceAll(quote, 'th')
    .replace(/\p{Cc}/gu, ' ');
}
