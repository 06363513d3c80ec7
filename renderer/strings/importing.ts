import { bytesText, counted, countText } from '../text/numbers.ts';
import { visibleLine } from '../text/visible-text.ts';

const forms: Readonly<Record<string, string>> = {
  empty: 'empty file',
  ndjson: 'NDJSON',
  json: 'JSON documents',
  'json-array': 'JSON array',
  'json-envelope': 'JSON envelope',
  csv: 'CSV',
  tsv: 'TSV',
};

/** A form under its usual name; an unknown one under its own. */
function formText(form: string): string {
  return forms[form] ?? form;
}

export const importing = {
  open: 'Import…',
  title: 'Import',
  none: 'Drop files or folders here, or choose them',
  noneHelp:
    'Exports in NDJSON, JSON or CSV, compressed or not, zip files, and folders of them. They are read where they are; nothing in them is changed.',
  choose: 'Choose files…',
  chooseFolder: 'Choose a folder…',
  chooseTitles: { files: 'Choose files', folder: 'Choose a folder' },
  add: 'Add files…',
  addFolder: 'Add a folder…',
  leaveOut: 'Leave out',
  fileCount: 'Files',
  remove: (name: string) => `Leave out ${visibleLine(name)}`,
  leaveOutRefused: (count: number) => `Leave out what cannot be read (${countText(count)})`,
  looking: 'Looking at the file',
  lookingMany: (left: number) =>
    `Looking at ${counted(left, 'more file or folder', 'more files or folders')}`,
  files: 'Files to import',
  summary: (files: number, bytes: number) => `${counted(files, 'file')}, ${bytesText(bytes)}`,
  toLookAt: (count: number) => `${countText(count)} with a proposed mapping`,
  skipped: (count: number) => `${countText(count)} skipped`,
  faulty: (count: number) => `${countText(count)} with an error in the mapping`,
  refused: (count: number) => `${countText(count)} cannot be read`,
  detected: (system: string, form: string) => `${system}, ${formText(form)}`,
  formText,
  members: (files: number, skipped: number) =>
    skipped === 0 ? counted(files, 'file') : `${counted(files, 'file')}, ${countText(skipped)} skipped`,

  state: {
    known: 'Recognized',
    proposed: 'Not a known system: this mapping was proposed from the data, please check it',
    chosen: 'Read as you chose',
    skipped: 'Left out',
    refused: 'Cannot be read as it is',
    faulty: 'Its mapping has an error',
  },
  facts: {
    system: 'System',
    form: 'Format',
    encoding: 'Encoding',
    compression: 'Compression',
    uncompressed: 'none',
    size: 'Size',
    path: 'Path',
  },
  why: 'How it was detected',
  losses: 'What this format does not contain',
  skippedFiles: 'Left out because they contain no trail',
  inGroup: (files: number) => `For all ${countText(files)} files that were chosen together`,
  kinds: 'Contents',

  readAs: 'Read as',
  readings: { detected: 'As detected', mapping: 'Your own mapping' },
  mapping: {
    title: 'How records become columns',
    edit: 'Change the mapping',
    load: 'Load a mapping…',
    save: 'Save the mapping',
    fileName: (name: string) => `${name}.mapping.json`,
    column: 'Column',
    path: 'Field or formula',
    row: (row: number) => `Record ${countText(row)}`,
    noRows: 'No record could be read this way.',
    formulaHelp:
      "A field by its path, such as result.verdict. Joined: resource.type + '/' + resource.id. On a condition: resource.id if resource.type is image or asset.",
    pathOf: (heading: string, place: number, of: number) =>
      of === 1 ? `Field of ${heading}` : `Field of ${heading}, choice ${place} of ${of}`,
    another: (heading: string) => `Add another field for ${heading}, used where the first is empty`,
    drop: (heading: string, place: number) => `Remove choice ${place} of ${heading}`,
    suggestions: (heading: string) => `Fields for ${heading}`,
    empty: 'empty',
    fill: (share: number) => `${share > 0 && share < 0.01 ? 'under 1' : Math.floor(share * 100)} %`,
    moreFields: (count: number) => `${countText(count)} more: type to narrow`,
    notSeen: 'Not among the fields found in the data',
    name: 'Name of the system',
    nameHint: 'Its name in the case',
    records: 'Path to the records',
    recordsHint: 'Leave empty to detect it',
    zone: 'Times without an offset',
    zoneHint: 'Z for UTC, or an offset such as +02:00',
    delimiter: 'Delimiter',
    delimiters: {
      found: 'Detected',
      ',': 'Comma',
      ';': 'Semicolon',
      '\t': 'Tab',
      '|': 'Vertical bar',
    } as Readonly<Record<string, string>>,
    reading: 'Reading the first records again',
    faults: (count: number) =>
      `${counted(count, 'error')} in the mapping: nothing can be imported until ${count === 1 ? 'it is' : 'they are'} corrected`,
    notMapping: (name: string, why: string) => `${visibleLine(name)} is not a mapping: ${why}`,
    tooLong: (name: string) => `${visibleLine(name)} is too large to be a mapping`,
    unmappedAll: 'At least one column needs a field',
    loaded: (name: string) => `Loaded from ${visibleLine(name)}`,
  },

  expected: 'Expected SHA-256 (optional)',
  expectedHint: 'With another one, nothing is imported',
  expectedFault: 'A SHA-256 is 64 hexadecimal digits',
  expectedOne: 'An expected hash belongs to one file: choose only that file',
  partial: 'This is a selection: entries may be missing on purpose',
  start: (files: number) => (files > 1 ? `Import ${countText(files)} files` : 'Import'),
  running: 'Importing',
  part: (part: number, of: number) =>
    `Part ${countText(part)} of ${countText(of)}, each kept as it completes`,
  whileRunning: 'The case file changes only when the import is complete. Cancelling leaves it as it was.',
  whilePart:
    'Files that are read differently are imported in parts. Cancelling keeps the parts that are complete and nothing of the one in progress.',
  cancel: 'Cancel the import',
  cancelled: 'The import was cancelled',
  done: 'Import complete',
  doneInPart: 'Import partly complete',
  review: 'Review the entries',
  root: 'Merkle root',

  ledger: {
    title: 'Ledger',
    source: 'Source',
    system: 'System and format',
    records: 'Records',
    entries: 'Entries added',
    added: 'Added',
    duplicates: 'Duplicates',
    quarantined: 'Quarantined',
    conflicts: 'Conflicts',
    bytes: 'Bytes',
    total: (sources: number) => counted(sources, 'source'),
    balance: (records: string, entries: string, duplicates: string, quarantined: string) =>
      `${records} records = ${entries} entries added + ${duplicates} duplicates + ${quarantined} quarantined`,
    conflictHelp: 'A conflict is an entry too: another entry has its id and different bytes.',
    allRead: 'Every record could be read',
    nothingNew: 'Nothing new: every record is already in the case',
    selected: 'Of this source',
    expected: 'Expected hash',
    expectedHolds: (by: string) => `matches what ${by} states`,
    expectedNone: 'none given',
    container: 'From the zip file',
    containerHash: 'Its SHA-256',
    sourceNumber: (id: number) => `source ${countText(id)}`,
    rereadOf: 'Read again from',
    compression: 'Compression',
    containers: 'Zip files',
    skipped: (count: number) => `${counted(count, 'file was', 'files were')} skipped`,
    unapplied: {
      title: (count: number) =>
        `${counted(count, 'option does', 'options do')} not apply: these files are in the case already`,
      reasons: {
        mapping: (asked: string, holds: string) =>
          asked === holds
            ? `stays read by the mapping ${holds} of its first import, which differs from this one`
            : `stays read by the mapping ${holds}, not by ${asked}`,
        system: (asked: string, holds: string) => `stays read as ${holds}, not as ${asked}`,
        partial: () => 'is still taken as a whole trail, not as a selection',
      },
      instead:
        'To read them otherwise, import them into a new case. For a selection, choose that when you verify.',
    },
    unchecked: (count: number) =>
      `${counted(count, 'expected hash was', 'expected hashes were')} not checked`,
    showQuarantined: (count: number) => `See ${countText(count)} quarantined`,
    showConflicts: (count: number) => `See ${counted(count, 'conflict')}`,
  },
};
