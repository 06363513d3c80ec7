import { type Encoding, encodeText } from '../../../shared/bytes/encoded-text.ts';
import { printRow } from '../../../shared/table/print-row.ts';

/** The columns that itsreal's tables have; not all of them, and in an order of our own where `columns` says so. */
export const tableColumns = ['log_id', 'timestamp', 'image_id', 'verdict', 'confidence', 'context'] as const;

export interface TableRow {
  readonly id: string;
  readonly claim: string;
  readonly verdict?: string;
  readonly minute?: number;
}

interface TableForm {
  readonly columns?: readonly string[];
  readonly delimiter?: string;
  readonly encoding?: Encoding;
}

/** An itsreal export as a table, with CRLF; of UTF-16 with its byte order mark. */
export function tableFile(
  rows: readonly TableRow[],
  { columns = tableColumns, delimiter = ',', encoding = 'utf-8' }: TableForm = {},
): Buffer {
  const cells = rows.map(
    ({ id, claim, verdict = 'authentic', minute = 0 }): Record<string, string> => ({
      log_id: id,
      timestamp: `2025-11-04T15:${String(minute % 60).padStart(2, '0')}:00.000Z`,
      image_id: 'img_1',
      verdict,
      confidence: '0.10',
      context: JSON.stringify({ case_id: claim, submitted_by: 'a, "b"' }),
    }),
  );
  const lines = [columns, ...cells.map((row) => columns.map((name) => row[name] ?? ''))];
  const text = lines.map((each) => `${printRow(each, delimiter)}\r\n`).join('');
  return Buffer.from(encodeText(encoding, encoding === 'utf-8' ? text : `\ufeff${text}`));
}
