import type { Acquisition, SyncSystem } from '../../shared/domain/sync.ts';
import { counted, countText, durationText, utcTimeText } from '../text/numbers.ts';
import { visibleLine } from '../text/visible-text.ts';

export const syncWords = {
  open: 'Sync from an API…',
  title: 'Sync from an API',
  running: 'Acquiring',
  following: 'Watching',
  storing: 'Storing',
  systems: {
    itsreal: 'itsreal',
    indigiarmor: 'IndigiArmor',
    verbitas: 'Verbitas',
    klyra: 'Klyra',
  } satisfies Record<SyncSystem, string>,

  form: {
    where: 'Where',
    system: 'System',
    baseUrl: 'Base URL',
    baseUrlHint: "The vendor's, or your own installation's; without /v1",
    key: 'API key',
    keyHint: 'Asked for each time; it is not stored',
    keyKept: "Stored in this machine's keychain, for this address",
    keyNotKept: 'This machine has no secure keychain: the key was not stored',
    keepKey: "Store the key in this machine's keychain",
    caFile: 'Additional certificate authorities',
    caFileHint: 'PEM; for an installation with its own certificate',
    test: 'Test the connection',
    testing: 'Testing the connection',
    what: 'What',
    from: 'From',
    to: 'To',
    periodHint: 'Such as 2025-11-01, or 2025-11-01T08:00:00Z. A date alone is its whole day in UTC.',
    fromEmpty: 'Leave empty for the beginning',
    toEmpty: 'Leave empty for now',
    any: 'Any',
    list: 'Separate several with commas',
    entry: 'One entry, by its id',
    entryHint: 'Instead of a period',
    full: 'Fetch everything in the period again, not only what is new',
    follow: 'Keep watching: ask again every',
    seconds: 'seconds',
    secondsLabel: 'Seconds between two requests',
    start: 'Acquire',
    secondsFault: 'A number of seconds from 1 to 86,400',
  },
  tested: {
    good: (milliseconds: number) => `Connected in ${countText(milliseconds)} ms. The key is accepted.`,
    reported: (count: number) => `The API reports ${counted(count, 'entry', 'entries')} for the last day.`,
    clock: (offset: number) => clockText(offset),
    peer: (fingerprint: string) => `Certificate, SHA-256 ${fingerprint}`,
  },

  hide: 'Keep working meanwhile',
  stop: 'Stop',
  stopping: 'Stopping',
  whileRunning:
    'You can review and annotate meanwhile. If you stop, what has been fetched is kept, and the same sync continues from there.',
  whileFollowing: 'New entries become a source of their own and appear in the review.',
  reported: (fetched: number, reported: number) =>
    `${countText(fetched)} fetched of ${countText(reported)} that the API reports`,
  fetched: (count: number) => `${countText(count)} fetched; the API does not report how many there are`,

  notDone: {
    title: 'Not finished',
    what: ({ system, origin, records }: Acquisition) =>
      `${syncName(system)}, ${visibleLine(origin)}: ${counted(records, 'record')} fetched so far`,
    resume: 'Continue',
    keep: 'Keep what there is',
    discard: 'Discard it',
  },

  done: {
    title: 'Acquired',
    stopped: 'Stopped',
    nothing: 'There was nothing new.',
    review: 'Review',
    acquired: 'Acquired',
    complete: 'Proven complete',
    incomplete: 'Not proven complete',
    told: (entries: number, complete: boolean) =>
      `${counted(entries, 'new entry', 'new entries')} acquired, ${complete ? 'proven complete' : 'not proven complete'}`,
    show: 'Show the statement',
    from: 'Asked',
    period: 'Period',
    periodText: ({ from, to }: Acquisition) =>
      `${from === null ? 'the beginning' : utcTimeText(from)} to ${utcTimeText(to)} UTC`,
    requests: 'Requests',
    fetched: 'Fetched',
    fetchedText: (records: number, repeated: number) =>
      repeated === 0
        ? counted(records, 'record')
        : `${counted(records, 'record')}, ${countText(repeated)} of them already known or sent twice`,
    reported: 'Reported',
    reportedText: (count: number | null) =>
      count === null ? 'the API does not report how many there are' : counted(count, 'entry', 'entries'),
    clock: 'Clock',
    peer: 'Certificate',
    selection: 'Selection',
    retention: 'What the vendor deletes after a time',
    retentionHelp: 'The API does not say which plan the account is on.',
    plan: 'Plan',
    kept: 'Keeps',
    gone: 'Deleted before',
    oldest: 'Oldest entry here kept until',
    days: (days: number | null) => (days === null ? 'no limit' : counted(days, 'day')),
    time: (iso: string | null) => (iso === null ? '–' : `${utcTimeText(iso).slice(0, 16)} UTC`),
    overlaps: 'Compared with earlier sources',
    overlapsNone: 'No earlier source of this trail covers the same time.',
    overlapsSame: 'Nothing changed, vanished or came late.',
    source: 'Source',
    changed: 'Changed',
    vanished: 'Vanished',
    late: 'Late',
    findings: (listed: number, total: number) =>
      listed === total
        ? counted(total, 'finding')
        : `The first ${countText(listed)} of ${counted(total, 'finding')}`,
    code: 'Finding',
    entry: 'Entry',
    says: 'What it says',
    noId: 'without an id',
  },
};

function syncName(system: SyncSystem): string {
  return { itsreal: 'itsreal', indigiarmor: 'IndigiArmor', verbitas: 'Verbitas', klyra: 'Klyra' }[system];
}

export function clockText(offset: number): string {
  const amount =
    Math.abs(offset) < 2000
      ? 'agrees with'
      : `is ${durationText(Math.abs(offset))} ${offset > 0 ? 'ahead of' : 'behind'}`;
  return `The server's clock ${amount} this machine's.`;
}
