import { counted } from '../text/numbers.ts';
import { visibleLine } from '../text/visible-text.ts';

const events = (count: number) => counted(count, 'annotation', 'annotations');
const entries = (count: number) => counted(count, 'entry', 'entries');

/** Annotations that go from one copy of a case to another. */
export const exchange = {
  exporting: {
    open: 'Export annotations…',
    title: 'Export annotations',
    help: 'Every annotation of this case, with its author, time and history, for another copy of it. Entries go by their hashes: none of their contents leaves the case. Saved views stay.',
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
    help: 'What another copy of this case exported. Nothing is taken in before you have seen what it would change.',
    file: 'File of annotations',
    look: 'See what would be merged',
    looking: 'Reading annotations',
    start: (count: number) => `Import ${events(count)}`,
    running: 'Importing annotations',
    other: 'Another file',
    done: (count: number) => `${events(count)} imported, as their authors wrote them`,
    nothing: 'All of them are here already: there is nothing to import.',
    otherCase: 'These are the annotations of another case than this one.',
  },
  facts: {
    case: 'Of the case',
    events: 'In the file',
    added: 'New here',
    duplicates: 'Here before',
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
    none: 'No conflicts: nobody said otherwise of the same entries without knowing of the other.',
    help: 'Said of the same entries by people who could not see each other’s. The later one holds; the other stays in the history.',
    what: 'What',
    here: 'This copy',
    there: 'The other copy',
    holds: 'holds',
    layout: 'Coding fields',
    reviewed: 'Reviewed',
    tag: (tag: string) => `Tag ${visibleLine(tag)}`,
    code: (field: string) => visibleLine(field),
    takenOff: 'taken off',
    anotherLayout: 'other fields',
    more: (count: number) => `${count.toLocaleString('en-US')} more are not listed`,
  },
} as const;
