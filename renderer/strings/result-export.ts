import { counted } from '../text/numbers.ts';

export const resultExportWords = {
  open: 'Export…',
  title: 'Export the matching entries',
  help: (count: number) =>
    `${counted(count, 'entry', 'entries')}, in the order shown. The custody log records the export, unless the case is open read-only.`,
  format: 'Format',
  formats: {
    ndjson: 'NDJSON: the exact original bytes, one entry per line',
    csv: 'CSV: every column, safe against spreadsheet formulas',
    xlsx: 'XLSX: the same as a workbook',
  },
  zone: (zone: string) => `Times in ${zone}, as on the screen.`,
  exactTimes: 'Times as the entries state them.',
  file: 'File',
  fileName: 'entries',
  start: 'Export',
  running: 'Exporting',
  done: (count: number) => `${counted(count, 'entry', 'entries')} written`,
} as const;
