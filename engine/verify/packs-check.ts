import type { ChainedEvent } from '../../shared/domain/case.ts';
import type { ReadableDb } from '../case/database.ts';

interface PackRow {
  readonly number: number;
  readonly name: string;
  readonly scope: string;
  readonly entries: number;
  readonly sha256: string;
  readonly sealed: string;
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
    faults.push(`the custody log tells of pack ${number}, which is not listed`);
  return faults;
}

function isOf({ time, details }: ChainedEvent, { name, scope, entries, sha256, sealed }: PackRow): boolean {
  return (
    details['name'] === name &&
    details['entries'] === entries &&
    details['sha256'] === sha256 &&
    time === sealed &&
    JSON.stringify(details['scope']) === scope
  );
}
