import { counted } from '../text/numbers.ts';
import { visibleLine } from '../text/visible-text.ts';

const events = (count: number) => counted(count, 'annotation', 'annotations');
const entries = (count: number) => counted(count, 'entry', 'entries');

/** Annotations that go from one copy of a case to another. */
export const exchange = {
  exporting: {
    open: 'Export annotations…',
    title: 'Export annotations',
    help: 'Every annotation of this case, with its author, time and history, for another copy of the case. Entries are named by their hashes only: none of their contents leave the case. Saved views are not included.',
    file: 'File',
    fileName: 'annotations.ndjson',
    start: 'Export',
    running: 'Exporting annotations',
    done: (count: number, about: number) => `${events(count)} on ${entries(about)} written`,
    sha256: 'SHA-256 of the file, for whoever receives it',
  },
  importing: {
    open: 'Import annotations…',
    title: 'Import annotations',
    help: 'A file exported from another copy of this case. You see what it would change before anything is imported.',
    file: 'Annotations file',
    look: 'See what would be merged',
    looking: 'Reading annotations',
    start: (count: number) => `Import ${events(count)}`,
    running: 'Importing annotations',
    other: 'Another file',
    done: (count: number) => `${events(count)} imported, as their authors wrote them`,
    nothing: 'All of them are here already: there is nothing to import.',
    otherCase: 'These annotations belong to a different case.',
  },
  facts: {
    case: 'Of the case',
    events: 'In the file',
    added: 'New here',
    duplicates: 'Already here',
    entries: 'About',
    missing: (count: number) =>
      `${entries(count)} of them not in this case; they are marked as soon as they are imported`,
    event: events,
    entry: entries,
  },
  authors: {
    title: 'Whose they are',
    author: 'Author',
    events: 'New',
    period: 'From, to',
  },
  conflicts: {
    title: (count: number) => `Conflicts ${count.toLocaleString('en-US')}`,
    none: 'No conflicts: no two people annotated the same entries differently without knowing of each other.',
    help: 'Annotations of the same entries by people who could not see each other’s. The later one applies; the other stays in the history.',
    what: 'What',
    here: 'This copy',
    there: 'The other copy',
    holds: 'applies',
    layout: 'Coding fields',
    reviewed: 'Reviewed',
    tag: (tag: string) => `Tag ${visibleLine(tag)}`,
    code: (field: string) => visibleLine(field),
    takenOff: 'removed',
    anotherLayout: 'other fields',
    more: (count: number) => `${count.toLocaleString('en-US')} more are not listed`,
  },
} as const;
