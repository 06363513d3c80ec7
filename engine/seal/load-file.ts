/** `data/loadfile/pack.dat`: a Concordance load file, for review platforms. */
import { columns } from '../../shared/domain/columns.ts';
import { paths } from '../../shared/pack/layout.ts';
import type { ValuesReader } from '../query/rows.ts';
import type { Cell } from '../query/rows-scan.ts';
import type { TaskContext } from '../task.ts';
import { batesOf } from './bates.ts';
import type { CaseState } from './case-state.ts';

/** Concordance's own: a quote around each value, a separator that no text holds, a sign for line breaks within. */
const quote = '\u00fe';
const separator = '\u0014';
const lineBreak = '\u00ae';
const byteOrderMark = '\ufeff';

const batch = 250;

/** One line for each record of the pack, in the order of the index; of what stays back, only that it does. */
export function* loadFile(
  { records, sources, bates, name, redactions: { withheld, masked } }: CaseState,
  read: ValuesReader,
  context: TaskContext,
): Generator<string> {
  yield byteOrderMark + line([...head, ...columns.map(({ name: column }) => column.toUpperCase())]);
  const names = new Map(sources.map(({ id, name: file }) => [id, file]));
  for (let from = 0; from < records.length; from += batch) {
    context.checkCancelled();
    const part = records.slice(from, from + batch);
    const ids = Float64Array.from(new Set(part.map(({ entry }) => entry))).sort();
    const values = new Map(read(ids).map((row, i) => [ids[i], row]));
    yield part
      .map(({ entry, source, ordinal }, i) => {
        const number =
          bates === null ? `${name}-${String(from + i).padStart(8, '0')}` : batesOf(bates, from + i);
        const kept = withheld.has(entry) ? 'withheld' : masked.has(entry) ? 'masked' : '';
        const row = withheld.has(entry) ? columns.map(() => null) : (values.get(entry) ?? []);
        return line([number, number, name, names.get(source) ?? '', ordinal, kept, paths.index, ...row]);
      })
      .join('');
  }
}

/** The record's own number stands twice: it is a document of one page. */
const head = ['BEGBATES', 'ENDBATES', 'PACK', 'SOURCE', 'ORDINAL', 'REDACTED', 'INDEX'];

function line(cells: readonly Cell[]): string {
  return `${cells.map((cell) => `${quote}${plain(cell === null ? '' : String(cell))}${quote}`).join(separator)}\r\n`;
}

/** Nothing in a value may be taken for the end of it. */
function plain(text: string): string {
  return text
    .replace(/\r\n|[\r\n]/g, lineBreak)
    .replaceAll(quote, 'th')
    .replace(/\p{Cc}/gu, ' ');
}
