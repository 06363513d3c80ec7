/** Whether the privilege log lists exactly what the index holds back: people read the one, and programs the other. */
import { fromUtf8 } from '../bytes/encoding.ts';
import { csvLine, csvText } from '../table/csv-line.ts';
import { printRow } from '../table/print-row.ts';
import { ByteStream } from './byte-stream.ts';
import type { CheckContext } from './check-context.ts';
import { paths } from './layout.ts';
import type { MaskedLine, WithheldLine } from './lines.ts';
import { MemberFault, readMember } from './member.ts';

/** Its first cells say of the index what stays back, the others by which rules and why. */
export const privilegeLogHeading = [
  ...['n', 'bates', 'source', 'source_name', 'ordinal', 'withheld_or_masked', 'fields'],
  ...['rule', 'basis', 'reason'],
];
const reasons = /^,(?:"(?:[^"]|"")*"|[^",\r\n]*)(?:,(?:"(?:[^"]|"")*"|[^",\r\n]*)){2}\r$/;
/** Of a row, in bytes. */
const longestRow = 1 << 24;

/** A record that stays back, as its line of the log begins. */
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
  /** Undefined where there is no log, and once one was found to be wrong: what follows cannot be told apart then. */
  private stream: ByteStream | undefined;
  private begun = false;

  constructor(context: CheckContext) {
    this.context = context;
    const member = context.pack.files.get(paths.privilegeLog);
    if (member !== undefined) this.stream = new ByteStream(readMember(context.reader, member));
  }

  /** The next record of the index of which something stays back. */
  async next(line: MaskedLine | WithheldLine, sourceName: string): Promise<void> {
    if (!this.begun) await this.begin();
    if (this.stream === undefined) return;
    const cells = privilegeLogCells(line, sourceName, 'masked' in line ? line.masked : null);
    const begins = printRow(cells, ',').toWellFormed();
    const row = await this.row();
    if (row?.startsWith(begins) && reasons.test(row.slice(begins.length))) return;
    this.fault('MEMBER_INVALID', `it does not say of line ${line.n + 1} of the index what stays back of it`);
  }

  async finish(): Promise<void> {
    if (this.stream === undefined) return;
    if (!this.begun) this.fault('MEMBER_EXTRA', 'nothing stays back that it could list');
    else if (!(await this.stream.done()))
      this.fault('MEMBER_INVALID', 'it lists more than the index holds back');
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

  /** Without its line feed, with line breaks in cells; null where none can be read. */
  private async row(): Promise<string | null> {
    let row = '';
    try {
      do {
        const line = await this.stream?.line(longestRow);
        const text = line == null ? null : fromUtf8(line);
        if (text === null) return null;
        row += row === '' ? text : `\n${text}`;
      } while (row.split('"').length % 2 === 0 && row.length < longestRow);
    } catch (error) {
      // Told of when the file is hashed.
      if (!(error instanceof MemberFault)) throw error;
      return null;
    }
    return row;
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
