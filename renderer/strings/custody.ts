import { counted, countText } from '../text/numbers.ts';

export const custody = {
  title: 'Custody',
  help: 'Every change to this case and every disclosure from it, each bound to the one before by its hash. That all of it was written anew it cannot show: a receipt that left the machine can.',
  checking: 'Following the chain',
  holds: (events: number) => `${counted(events, 'event')}, the chain holds`,
  broken: (breaks: number) => `The chain breaks at ${counted(breaks, 'place')}`,
  breakAt: (seq: number, fault: 'hash' | 'prev' | 'seq') =>
    `Event ${countText(seq)}: ${{ hash: 'its hash is not that of what it says', prev: 'it does not name the hash of the one before', seq: 'events before it are missing' }[fault]}`,
  filters: 'Filters',
  action: 'What',
  actor: 'Who',
  text: 'Says',
  textHint: 'a name, a number, a hash',
  everything: 'Everything',
  everybody: 'Everybody',
  newestFirst: 'Newest first',
  matched: (matched: number, total: number) =>
    matched === total
      ? counted(total, 'event')
      : `${countText(matched)} of ${counted(total, 'event')} ${matched === 1 ? 'matches' : 'match'}`,
  none: 'No event matches',
  noneHelp: 'The log has others: take a filter off.',
  clear: 'Show all events',
  loading: 'Reading the log',
  expected: 'recomputed',
  actual: 'recorded',
  columns: (zone: string) => ['Event', `Time (${zone})`, 'Who', 'What', 'Details', 'Hash'],
  actions: {
    create: 'created',
    open: 'opened',
    import: 'imported',
    sync: 'synced',
    verify: 'verified',
    annotate: 'annotated',
    export: 'exported',
    seal: 'sealed',
    close: 'closed',
    reopen: 'reopened',
  } as Readonly<Record<string, string>>,
  export: {
    open: 'Export the log',
    title: 'Export the custody log',
    help: 'All of it, whatever filters are set. What is written ends before the event that tells of this export; a case that is open read-only is not told.',
    format: 'Form',
    formats: {
      ndjson: 'NDJSON, as packs carry it: the hashes can be recomputed',
      csv: 'CSV, to be read',
    },
    file: 'File',
    fileName: 'custody',
    start: 'Export',
    running: 'Exporting the custody log',
    done: (events: number) => `${counted(events, 'event')} exported`,
  },
  earlier: 'Earlier',
  later: 'Later',
};
