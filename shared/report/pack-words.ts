import type { PackStatement } from '../domain/verification.ts';
import { counted, entryCount } from './counted.ts';

/** How much a pack says that it holds: `13 entries`, and where records are more, or something of them stays back, that too. */
export function packAmount({ entries, records, withheld, masked }: PackStatement): string {
  const kept = [
    ...(withheld > 0 ? [`${withheld.toLocaleString('en-US')} withheld`] : []),
    ...(masked > 0 ? [`${masked.toLocaleString('en-US')} masked`] : []),
  ].join(' and ');
  const amount =
    records === entries && kept === ''
      ? entryCount(entries)
      : `${entryCount(entries)} in ${counted(records, 'record')}`;
  return kept === '' ? amount : `${amount}, of which ${kept}`;
}
