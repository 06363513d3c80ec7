import type { Progress } from '../shared/domain/progress.ts';
import type { RelatedKind } from '../shared/domain/related.ts';
import { caseWords } from './strings/case.ts';
import { codingWords } from './strings/coding.ts';
import { commandWords } from './strings/commands.ts';
import { conflicts } from './strings/conflicts.ts';
import { custody } from './strings/custody.ts';
import { exchange } from './strings/exchange.ts';
import { frameWords } from './strings/frame.ts';
import { histogramWords } from './strings/histogram.ts';
import { history } from './strings/history.ts';
import { importing } from './strings/importing.ts';
import { integrity } from './strings/integrity.ts';
import { openedPackWords } from './strings/opened-pack.ts';
import { comparedWords, packsWords, receiptWords, signerWords } from './strings/packs.ts';
import { quarantine } from './strings/quarantine.ts';
import { queryWords } from './strings/query.ts';
import { question } from './strings/question.ts';
import { reports } from './strings/reports.ts';
import { resultExportWords } from './strings/result-export.ts';
import { sealingWords } from './strings/sealing.ts';
import { syncWords } from './strings/sync.ts';
import { termsWords } from './strings/terms.ts';
import { timeWords } from './strings/time.ts';
import { viewWords } from './strings/views.ts';
import { bytesText, counted, countText, durationText } from './text/numbers.ts';
import { visibleLine } from './text/visible-text.ts';

/** Every English word that the application itself says; the engine's words come in its answers. */
export const strings = {
  cancel: 'Cancel',
  emptyText: 'empty text',
  close: 'Close',
  error: { safe: 'What is safe', next: 'What to do next', copy: 'Copy the details', again: 'Try again' },
  progress: {
    starting: 'Starting',
    cancelling: 'Cancelling',
    cancelled: 'cancelled',
    amount: (progress: Progress) => {
      const { done, total, unit, entries } = progress;
      const show = unit === 'bytes' ? bytesText : countText;
      const amount = total === null ? show(done) : `${countText(done)} of ${show(total)}`;
      const also = entries === undefined ? '' : ` · ${counted(entries, 'entry', 'entries')}`;
      return `${amount}${unit === 'bytes' ? '' : ` ${unit}`}${also}`;
    },
    /** Empty until enough is done to estimate the rest, and once nothing of it is left. */
    left: (progress: Progress | null, elapsedMs: number) => {
      const share = progress?.part ?? (progress?.total ? progress.done / progress.total : 0);
      if (elapsedMs < 2000 || share < 1 / 50) return '';
      const left = elapsedMs / share - elapsedMs;
      return left < 500 ? '' : `about ${durationText(left)} left`;
    },
  },

  question,
  terms: termsWords,
  exchange,
  connecting: 'Connecting to the engine',
  lost: {
    title: 'The engine has stopped',
    reconnect: 'Connect again',
    still: (time: string) => `Tried again at ${time}: still no connection.`,
  },

  start: {
    title: 'Casebound',
    promise:
      'Review audit trails of AI decisions as evidence: what holds, what is broken and where, what cannot be known.',
    sample: 'Open sample case',
    sampleHelp: 'A small invented matter with planted faults, to look around in',
    import: 'Import…',
    importHelp: 'Take an exported trail into a new case file',
    open: 'Open…',
    openHelp: 'Continue with a case file',
    verify: 'Verify a file or pack…',
    verifyTitle: 'Verify a file or pack',
    verifyHelp: 'Check a pack or a trail that somebody gave you; no case is needed',
    recent: 'Recent cases',
    drop: 'Or drop a file anywhere',
    dropHere: 'Drop to open',
    dropImport: 'Drop to import',
    offline: 'nothing leaves this machine',
    openReadOnly: 'Open read-only',
    openFor: 'Open cases for',
    choose: 'Open a case',
    dropUnknown: (name: string) =>
      `${visibleLine(name)} was dropped, but a browser does not reveal where it is stored`,
    dropUnknownSafe: 'Nothing was changed',
    dropUnknownNext: 'Choose it with Open or Import instead',
  },
  newCase: {
    title: 'New case',
    help: 'A case is one file. What you import is kept in it byte for byte.',
    name: 'Title',
    examiner: 'Your name',
    file: 'Case file',
    create: 'Create case',
  },
  files: {
    choose: 'Choose a file',
    up: 'Up one folder',
    folder: 'Folder',
    home: 'Go to the home folder',
    reading: 'Reading the folder',
    name: 'File name',
    save: 'Use this name',
    open: (count: number) => (count > 1 ? `Choose ${countText(count)} files` : 'Choose'),
    openFolder: 'Choose this folder',
    none: (extensions: readonly string[] | undefined) =>
      extensions ? `No ${extensions.map((each) => `.${each}`).join(' or ')} files here` : 'Nothing here',
    cases: 'Case files and packs',
    packs: 'Packs',
  },
  case: caseWords,
  importing,
  quarantine,
  conflicts,
  history,
  reports,
  sync: syncWords,

  commands: commandWords,
  time: timeWords,

  frame: frameWords,
  query: queryWords,
  review: {
    entries: 'Entries',
    searching: 'Searching',
    unanswered: 'No answer',
    counting: 'Counting values',
    facets: 'Filters',
    facetHeadings: { integrity: 'Integrity', tag: 'Tag', source: 'Source' } as Readonly<
      Record<string, string>
    >,
    ownColumns: { integrity: 'Integrity', tags: 'Tags and notes' },
    toggleFacets: 'Show filters',
    toggleHistogram: 'Show entries over time',
    toggleDetail: 'Show the entry',
    columns: 'Columns',
    shownColumns: 'Shown',
    headingTitle: (heading: string, sortable: boolean) =>
      `${heading}${sortable ? ': click to sort' : ''}; drag or Alt+arrow to move`,
    heading: {
      menu: (heading: string) => `Column ${heading}`,
      ascending: 'Sort ascending',
      descending: 'Sort descending',
      unsorted: 'Order of import',
      pin: 'Pin to the left',
      unpin: 'Unpin',
      left: 'Move left',
      right: 'Move right',
      hide: 'Hide',
      reset: 'Restore all columns',
    },
    cell: {
      menu: 'Cell',
      filterIn: 'Only this value',
      filterOut: 'Not this value',
      copy: 'Copy the cell',
      copyRows: (count: number) => (count === 1 ? 'Copy the row' : `Copy ${countText(count)} rows`),
      image: 'History of this image',
      claim: 'History of this claim',
    },
    copied: (count: number) => `${counted(count, 'row')} copied, tab-separated`,
    cellCopied: 'Cell copied',
    tooMany: (count: string, most: string) =>
      `${count} rows are selected; at most ${most} can be taken here at once`,
    tooManySafe: 'Nothing was changed',
    tooManyNext: 'Select all matches of a query instead, or fewer rows',
    noneOfImage: 'No other entry of this image among the matches',
    noImage: 'This entry names no image',
    noClaim: 'This entry names no claim',
    resize: (heading: string) => `Width of ${heading}`,
    resizeFilters: 'Width of the filters',
    resizeDetail: 'Width of the entry',
    resizeCoding: 'Height of the coding',
    noValue: 'no value',
    searchIn: (heading: string) => `Search in ${heading}`,
    found: (listed: number, found: number) =>
      listed === found ? `${countText(found)} found` : `${countText(listed)} of ${countText(found)} found`,
    moreValues: (count: number) => `${countText(count)} more`,
    fewerValues: 'Fewer',
    unlisted: (count: number) => `${countText(count)} more not listed`,
    clearField: 'Clear',
    noId: 'no id',
    conflict: 'conflict: another entry has the same id and different bytes',
    isReviewed: 'reviewed',
    notes: (count: number) => counted(count, 'note'),
    emptyCase: 'This case holds no entries yet',
    emptyCaseHelp:
      'Import an exported audit trail. Its bytes are kept exactly, and the case file can give them back.',
    noMatch: 'No entry matches',
    noMatchHelp: 'Nothing in the case matches',
    clearQuery: 'Show all entries',
  },
  detail: {
    label: 'Entry',
    none: 'No entry is selected',
    loading: 'Reading the entry',
    tabs: {
      summary: 'Summary',
      raw: 'Raw',
      related: 'Related',
      compare: (conflicts: number) => (conflicts > 0 ? `Compare ${countText(conflicts)}` : 'Compare'),
      history: (events: number) => (events > 0 ? `History ${countText(events)}` : 'History'),
    },
    related: {
      loading: 'Looking for related entries',
      none: 'No related entries were found.',
      kinds: {
        image: 'Same image',
        case: 'Same claim',
        request: 'Same request',
        actor: 'Same actor, about the same time',
        conflicts: 'Same id, different bytes',
      } satisfies Record<RelatedKind, string>,
      all: (count: string) => `Show all ${count}`,
      duplicates: (count: number) =>
        count === 1
          ? 'The same bytes occur once more'
          : `The same bytes occur ${countText(count)} more times`,
    },
    compare: {
      noImage: 'This entry names no image, so there is nothing to compare it with.',
      firstOfImage: 'This is the first entry for its image.',
      /** Entries of other products may stand before it. */
      firstOfProduct: 'This is the first entry of its product for its image.',
      before: 'Compared with the previous entry for the same image and product',
      differing: (count: number, all: number) => `${countText(count)} of ${counted(all, 'field')} differ`,
      all: 'Show matching fields too',
      field: 'Field',
      earlier: 'Before',
      now: 'This entry',
      same: 'same',
      different: 'differs',
      nothing: 'nothing',
    },
    notes: 'Notes',
    integrity: 'Integrity',
    source: 'Source',
    line: (line: number) => `line ${countText(line)}`,
    tags: 'Tags',
    copy: (name: string) => `Copy ${name}`,
    conflict: (count: number) =>
      count === 1
        ? 'Another entry has the same id and different bytes'
        : `${countText(count)} other entries have the same id and different bytes`,
    at: (source: number, line: string) => `source ${source}, line ${line}`,
    showAll: 'Show all with this id',
    duplicates: (count: number) =>
      count === 1
        ? 'The same bytes occur again in'
        : `The same bytes occur ${countText(count)} more times, in`,
    file: 'File',
    lineName: 'Line',
    offset: 'Byte offset',
    length: 'Length',
    encoding: 'Encoding',
    heading: 'Columns',
    marks: 'Unusual in this text',
    markCount: (count: number) => (count === 1 ? 'Once:' : `${countText(count)} times, such as:`),
    asText: 'Show as text',
    asHex: 'Show as bytes',
    copyText: 'Copy text',
    showWhole: (length: string) => `Show all ${length} characters`,
    showMore: (left: string) => `Show more: ${left} left`,
    fetchMore: (left: string) => `Read more: ${left} left`,
  },
  notes: {
    loading: 'Reading the history',
    noHistory: 'This entry has not been annotated yet.',
    event: (seq: number) => `#${countText(seq)}`,
    tagged: (tag: string) => `tagged ${tag}`,
    untagged: (tag: string) => `untagged ${tag}`,
    coded: (field: string, value: string) => (value === '' ? `${field} cleared` : `${field}: ${value}`),
    markedReviewed: (reviewed: boolean) => (reviewed ? 'marked as reviewed' : 'marked as not reviewed'),
    layoutSet: 'set the coding fields',
    undone: (seq: number) => `reversed #${countText(seq)}`,
    onEntries: (count: number) => `on ${counted(count, 'entry', 'entries')}`,
    reversedBy: (seq: number) => `reversed by #${countText(seq)}`,
    reverse: (count: number) => (count > 1 ? `Undo on all ${countText(count)}` : 'Undo'),
    more: (count: number) => `${countText(count)} more`,
  },
  coding: codingWords,
  histogram: histogramWords,
  resultExport: resultExportWords,
  views: viewWords,
  integrity,
  seal: sealingWords,
  openedPack: openedPackWords,
  receipt: receiptWords,
  packs: packsWords,
  signers: signerWords,
  compared: comparedWords,
  custody,
  notOpened: 'It could not be opened',
  check: {
    title: (name: string) => `Verify ${visibleLine(name)}`,
    running: 'Verifying',
    choosePath: 'Choose it again…',
    noPack: 'only a pack can be checked in the browser itself',
    noPackSafe: 'nothing was changed',
    noPackNext:
      'choose the trail or case file again, from the list that opens: a browser does not reveal where a dropped file is stored',
    inPage: 'Checked in this window, from the file alone.',
    pack: { name: 'Pack', title: 'Of the case', about: 'About', holds: 'Holds' },
    options: 'Verify again with a key or profile…',
    again: 'Verify again',
    file: 'File',
    save: 'Save as text',
    selection: 'It is a selection: entries missing between others are not a gap',
    expected: {
      label: 'Expected SHA-256 (optional)',
      hint: 'Paste what sha256sum or Get-FileHash printed',
      holds: (names: readonly string[]) => `This is the hash of ${names.map(visibleLine).join(', ')}`,
      differs: (files: number) =>
        files === 1 ? 'The file has another hash' : `None of these ${countText(files)} files has this hash`,
    },
    trust:
      'The key inside a pack shows that nothing has changed since it was sealed. To know whose key it is, compare its fingerprint with one that the signer gave you another way.',
  },
} as const;
