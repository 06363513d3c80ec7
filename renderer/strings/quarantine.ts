import { bytesText, counted, countText } from '../text/numbers.ts';
import { sentence } from '../text/sentence.ts';

export const quarantine = {
  title: 'Quarantined',
  none: 'Nothing is quarantined',
  noneHelp: 'Every record of every source could be read as an entry.',
  noneHere: 'Nothing of this source is quarantined',
  all: 'All sources',
  source: 'Source',
  code: 'Reason code',
  sourceOption: (name: string, count: number) => `${name} (${countText(count)})`,
  amount: (spans: number, bytes: number) => `${counted(spans, 'span')}, ${bytesText(bytes)}`,
  reason: (reason: string, count: number) => `${countText(count)} × ${reason}`,
  loading: 'Reading what is quarantined',
  place: (line: number, length: number) => `line ${countText(line)} · ${bytesText(length)}`,
  /** `detail` says it without a subject: `is not valid JSON`. */
  what: (detail: string) => sentence(`this ${detail}`),
  whole: 'Kept in the case byte for byte; not among its entries.',
  readMore: (left: string) => `Read more: ${left} left`,
  copyBytes: 'Copy as hexadecimal',
  export: 'Export…',
  exportTitle: 'Export what is quarantined',
  exportHelp: 'The exact bytes of each span in the order of the list, each followed by one line feed.',
  exportFile: 'quarantined.bin',
  exportOut: 'File',
  exportStart: 'Write the file',
  exporting: 'Exporting what is quarantined',
  exported: (spans: number, bytes: number) => `${counted(spans, 'span')} written, ${bytesText(bytes)}`,
  reread: 'Read anew…',
  rereadTitle: 'Read a source anew',
  rereadHelp:
    'The stored bytes of the source are read once more, by what is known today or by a mapping. What becomes readable is added as a source of its own; nothing that is there is changed.',
  rereadStart: 'Read anew',
  rereading: 'Reading a source anew',
  rereadNothing: 'Nothing more could be read',
  rereadNothingHelp: 'The case is as it was before.',
  rereadDone: (entries: number) => `${counted(entries, 'entry', 'entries')} added`,
};
