import { counted, countText, durationText } from '../text/numbers.ts';

export const histogramWords = {
  title: 'Entries over time',
  nothing: 'Nothing to show over time',
  none: 'No matching entry states a readable time',
  by: 'Stacked by',
  byNow: (what: string) => `Stacked by: ${what}`,
  stackings: {
    verdict: 'Verdict',
    action: 'Action',
    product: 'Product',
    source: 'Source',
    integrity: 'Integrity',
  },
  table: 'Entries over time as a table',
  tableTitle: (zone: string) => `Entries over time (${zone})`,
  columns: { from: 'Time', entries: 'Entries' },
  unknown: (count: number) => `${counted(count, 'entry', 'entries')} without a readable time`,
  others: 'all others',
  from: 'Start of the selected period',
  to: 'End of the selected period',
  gap: (ms: number) => `no entries for ${durationText(ms)}`,
  gapTitle: (gap: string, where: string) => `${gap}: ${where}`,
  clock: (found: readonly string[]) =>
    found.length === 1
      ? `Clock: ${found[0]}`
      : `Clock: ${countText(found.length)} observations, such as: ${found[0]}`,
} as const;
