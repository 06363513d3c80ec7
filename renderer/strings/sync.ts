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
    baseUrlHint: "The vendor's, or that of an installation of your own; without /v1",
    key: 'API key',
    keyHint: 'Asked for each time: it is kept nowhere',
    keyKept: "Kept by this machine's keychain, for this address",
    keyNotKept: 'This machine has no keychain that is safe: the key was not kept',
    keepKey: "Keep the key in this machine's keychain",
    caFile: 'Certificates of further authorities',
    caFileHint: 'PEM; for an installation with a certificate of your own',
    test: 'Test the connection',
    testing: 'Testing the connection',
    what: 'What',
    from: 'From',
    to: 'To',
    periodHint: 'Such as 2025-11-01, or 2025-11-01T08:00:00Z. A date alone is its whole day in UTC.',
    fromEmpty: 'From the beginning where it is empty',
    toEmpty: 'Until now where it is empty',
    any: 'Any',
    list: 'Several with commas between',
    entry: 'One entry, by its id',
    entryHint: 'Instead of a period',
    full: 'Everything in the period anew, not only what is new',
    follow: 'Go on watching: ask again every',
    seconds: 'seconds',
    secondsLabel: 'Seconds between two requests',
    start: 'Acquire',
    secondsFault: 'A number of seconds from 1 to 86,400',
  },
  tested: {
    good: (milliseconds: number) => `Connected in ${countText(milliseconds)} ms. The key is accepted.`,
    reported: (count: number) => `The API reports ${counted(count, 'entry', 'entries')} of the last day.`,
    clock: (offset: number) => clockText(offset),
    peer: (fingerprint: string) => `Certificate, SHA-256 ${fingerprint}`,
  },

  hide: 'Go on working meanwhile',
  stop: 'Stop',
  stopping: 'Stopping',
  whileRunning:
    'You can review and annotate meanwhile. What has been fetched is kept if it is stopped, and the same sync goes on from there.',
  whileFollowing: 'Each time that something is new it becomes a source, and shows up in the review.',
  reported: (fetched: number, reported: number) =>
    `${countText(fetched)} fetched of ${countText(reported)} that the API reports`,
  fetched: (count: number) => `${countText(count)} fetched; the API does not report how many there are`,

  notDone: {
    title: 'Not done',
    what: ({ system, origin, records }: Acquisition) =>
      `${syncName(system)}, ${visibleLine(origin)}: ${counted(records, 'record')} fetched so far`,
    resume: 'Go on',
    keep: 'Keep as it is',
    discard: 'Drop it',
  },

  done: {
    title: 'Acquired',
    stopped: 'Stopped',
    nothing: 'Nothing was new.',
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
        : `${counted(records, 'record')}, ${countText(repeated)} of them known before or in two answers`,
    reported: 'Reported',
    reportedText: (count: number | null) =>
      count === null ? 'the API does not report how many there are' : counted(count, 'entry', 'entries'),
    clock: 'Clock',
    peer: 'Certificate',
    selection: 'Selection',
    retention: 'What the vendor deletes by age',
    retentionHelp: 'Which plan the account is on, the API does not say.',
    plan: 'Plan',
    kept: 'Keeps',
    gone: 'Gone is what is older than',
    oldest: 'Oldest entry here is kept until',
    days: (days: number | null) => (days === null ? 'without an end' : counted(days, 'day')),
    time: (iso: string | null) => (iso === null ? '–' : `${utcTimeText(iso).slice(0, 16)} UTC`),
    overlaps: 'Against earlier sources',
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
