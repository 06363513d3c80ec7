import type { ChainedEvent } from '../../shared/custody/events.ts';
import { toldValue } from '../../shared/report/told-value.ts';
import { batesOf } from '../case/bates.ts';
import type { ReadableDb } from '../case/database.ts';

interface PackRow {
  readonly number: number;
  readonly name: string;
  readonly scope: string;
  readonly entries: number;
  readonly sha256: string;
  readonly tagmanifest: string;
  readonly sealed: string;
  readonly bates_prefix: string | null;
  readonly bates_first: number | null;
  readonly bates_last: number | null;
}

/** What is wrong with the list of sealed packs: each is told of in custody, and none but those. */
export function packFaults(db: ReadableDb, events: readonly ChainedEvent[]): string[] {
  const logged = new Map(
    events.filter(({ action }) => action === 'seal').map((event) => [event.details['number'], event]),
  );
  const faults: string[] = [];
  for (const row of db.prepare<[], PackRow>('SELECT * FROM pack ORDER BY number').iterate()) {
    const event = logged.get(row.number);
    logged.delete(row.number);
    if (event === undefined) faults.push(`the custody log does not know pack ${row.number}`);
    else if (!isOf(event, row))
      faults.push(`pack ${row.number} is not the one that the custody log tells of`);
  }
  for (const number of logged.keys())
    faults.push(`the custody log tells of pack ${toldValue(number)}, which is not listed`);
  return faults;
}

function isOf({ time, details }: ChainedEvent, row: PackRow): boolean {
  const { name, scope, entries, sha256, tagmanifest, sealed } = row;
  return (
    details['name'] === name &&
    details['entries'] === entries &&
    details['sha256'] === sha256 &&
    details['tagmanifest'] === tagmanifest &&
    time === sealed &&
    JSON.stringify(details['scope']) === scope &&
    JSON.stringify(details['bates']) === JSON.stringify(batesGiven(row))
  );
}

/** The numbers that its records were given, as custody tells of them; undefined where they were not numbered. */
function batesGiven({ bates_prefix: prefix, bates_first: first, bates_last: last }: PackRow) {
  if (prefix === null && first === null && last === null) return undefined;
  const range = { prefix: prefix ?? '', first: first ?? 0, last: last ?? 0 };
  return { first: batesOf(range, 0), last: batesOf(range, range.last - range.first) };
}
