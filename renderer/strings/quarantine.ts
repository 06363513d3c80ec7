import { bytesText, counted, countText } from '../text/numbers.ts';
import { sentence } from '../text/sentence.ts';

/** By their codes, as short as a sum of them needs it; each span says it in full. */
const reasons: Readonly<Record<string, string>> = {
  JSON_INVALID: 'not valid JSON',
  NOT_AN_OBJECT: 'not an object',
  NOT_UTF8: 'not valid UTF-8',
  NOT_UTF16: 'not valid UTF-16',
  TOO_LONG: 'too long',
  TRUNCATED: 'cut off',
  STRAY: 'out of place',
  NO_RECORDS: 'without records',
  QUOTE_OPEN: 'a quote not closed',
  QUOTE_STRAY: 'more after a quote',
  CELLS_TOO_MANY: 'too many cells',
  CELLS_TOO_FEW: 'too few cells, behind a quote not closed',
  NOT_A_ROW: 'no delimiter',
  COMPRESSION: 'where decompression ended',
};

export const quarantine = {
  title: 'Quarantined',
  none: 'Nothing is quarantined',
  noneHelp: 'Every record of every source could be read as an entry.',
  noneHere: 'Nothing of this source is quarantined',
  all: 'All sources',
  source: 'Source',
  code: 'Reason code',
  sourceOption: (name: string, count: number) => `${name} (${countText(count)})`,
  amount: (spans: number, bytes: number) => `${counted(spans, 'record')}, ${bytesText(bytes)}`,
  reason: (reason: string, count: number) => `${countText(count)} × ${reasons[reason] ?? reason}`,
  loading: 'Reading the quarantined bytes',
  place: (line: number, length: number) => `line ${countText(line)} · ${bytesText(length)}`,
  /** `detail` says it without a subject: `is not valid JSON`. */
  what: (detail: string) => sentence(`this ${detail}`),
  whole: 'Kept in the case byte for byte, but not as an entry.',
  readMore: (left: string) => `Read more: ${left} left`,
  copyBytes: 'Copy as hexadecimal',
  export: 'Export…',
  exportTitle: 'Export the quarantined bytes',
  exportHelp: 'The exact bytes of each record in the order of the list, each followed by one line feed.',
  exportFile: 'quarantined.bin',
  exportOut: 'File',
  exportStart: 'Write the file',
  exporting: 'Exporting the quarantined bytes',
  exported: (spans: number, bytes: number) => `${counted(spans, 'record')} written, ${bytesText(bytes)}`,
  reread: 'Read again…',
  rereadTitle: 'Read a source again',
  rereadHelp:
    'The stored bytes of the source are read again, as detected today or by a mapping. What becomes readable is added as a new source; nothing that is already there changes.',
  rereadStart: 'Read again',
  rereading: 'Reading a source again',
  rereadNothing: 'Nothing more could be read',
  rereadNothingHelp: 'The case is unchanged.',
  rereadDone: (entries: number) => `${counted(entries, 'entry', 'entries')} added`,
};
