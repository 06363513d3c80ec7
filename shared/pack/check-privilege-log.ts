/** Whether the privilege log lists exactly what the index holds back: people read the one, and programs the other. */
import { fromUtf8 } from '../bytes/encoding.ts';
import { csvLine, csvText } from '../table/csv-line.ts';
import { printRow } from '../table/print-row.ts';
import { ByteStream } from './byte-stream.ts';
import type { CheckContext } from './check-context.ts';
import { paths } from './layout.ts';
import type { MaskedLine, WithheldLine } from './lines.ts';
import { MemberFault, readMember } from './member.ts';

/** The first cells of a row say what is withheld or masked, as the index does; the last three, by which rules and why. */
export const privilegeLogHeading = [
  ...['n', 'bates', 'source', 'source_name', 'ordinal', 'withheld_or_masked', 'fields'],
  ...['rule', 'basis', 'reason'],
];
const reasonCells = 3;
/** The longest row, in bytes. */
const longestRow = 1 << 20;

/** The first cells of the row for a record that is withheld or masked. */
export function privilegeLogCells(
  line: Pick<WithheldLine, 'n' | 'bates' | 'source' | 'ordinal'>,
  sourceName: string,
  fields: readonly string[] | null,
): string[] {
  const { n, bates = '', source, ordinal } = line;
  const kept = fields === null ? ['withheld', ''] : ['masked', fields.join(' ')];
  return [n, bates, source, sourceName, ordinal, ...kept].map(csvText);
}

export class PrivilegeLogCheck {
  private readonly context: CheckContext;
  /** Undefined if there is no log, and once a fault was found: from there on, rows and records cannot be matched. */
  private stream: ByteStream | undefined;
  private begun = false;

  constructor(context: CheckContext) {
    this.context = context;
    const member = context.pack.files.get(paths.privilegeLog);
    if (member !== undefined) this.stream = new ByteStream(readMember(context.reader, member));
  }

  /** Takes the next line of the index whose record is withheld or masked. */
  async next(line: MaskedLine | WithheldLine, sourceName: string): Promise<void> {
    if (!this.begun) await this.begin();
    if (this.stream === undefined) return;
    const cells = privilegeLogCells(line, sourceName, 'masked' in line ? line.masked : null);
    const begins = printRow(cells, ',').toWellFormed();
    const row = await this.row();
    if (row?.startsWith(begins) && endsInCells(row, begins.length, reasonCells)) return;
    this.fault('MEMBER_INVALID', `it does not say of line ${line.n + 1} of the index what stays back of it`);
  }

  async finish(): Promise<void> {
    if (this.stream === undefined) return;
    if (!this.begun) this.fault('MEMBER_EXTRA', 'nothing stays back that it could list');
    else if (!(await this.isDone(this.stream)))
      this.fault('MEMBER_INVALID', 'it lists more than the index holds back');
  }

  private async isDone(stream: ByteStream): Promise<boolean> {
    try {
      return await stream.done();
    } catch (error) {
      // Told of when the file is hashed.
      if (error instanceof MemberFault) return true;
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.stream?.close();
  }

  private async begin(): Promise<void> {
    this.begun = true;
    if (this.stream === undefined) this.fault('MEMBER_MISSING', 'the pack lacks this file');
    else if (`${await this.row()}\n` !== csvLine(privilegeLogHeading))
      this.fault('MEMBER_INVALID', 'it does not begin with its heading');
  }

  /** The next row, which may have line breaks in quoted cells, without its last line feed; null if none can be read. */
  private async row(): Promise<string | null> {
    const lines: string[] = [];
    let length = 0;
    let isInQuotes = false;
    try {
      do {
        const line = await this.stream?.line(longestRow);
        const text = line == null ? null : fromUtf8(line);
        if (text === null) return null;
        lines.push(text);
        length += text.length + 1;
        if (hasOddQuotes(text)) isInQuotes = !isInQuotes;
      } while (isInQuotes && length < longestRow);
    } catch (error) {
      // Told of when the file is hashed.
      if (!(error instanceof MemberFault)) throw error;
      return null;
    }
    return lines.join('\n');
  }

  private fault(code: 'MEMBER_EXTRA' | 'MEMBER_INVALID' | 'MEMBER_MISSING', message: string): void {
    this.context.findings.add({
      axis: 'storage',
      subject: 'pack',
      code,
      message,
      member: paths.privilegeLog,
    });
    const { stream } = this;
    this.stream = undefined;
    void stream?.close();
  }
}

function hasOddQuotes(text: string): boolean {
  let isOdd = false;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) isOdd = !isOdd;
  return isOdd;
}

/** Whether exactly so many cells follow in the row, each after a comma. A forger may have made a row of megabytes: it is gone through once. */
function endsInCells(row: string, at: number, cells: number): boolean {
  let end = at;
  for (let n = 0; n < cells; n++) {
    if (row[end] !== ',') return false;
    end = endOfCell(row, end + 1);
  }
  return end === row.length - 1 && row[end] === '\r';
}

const plain = /[^",\r\n]*/y;

/** Where the cell that begins at `from` ends, quoted as in RFC 4180 or not; the row's length if its quote is never closed. */
function endOfCell(row: string, from: number): number {
  if (row[from] !== '"') {
    plain.lastIndex = from;
    plain.exec(row);
    return plain.lastIndex;
  }
  for (let at = row.indexOf('"', from + 1); at !== -1; at = row.indexOf('"', at + 2))
    if (row[at + 1] !== '"') return at + 1;
  return row.length;
}
