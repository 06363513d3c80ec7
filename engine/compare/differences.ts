import {
  type ComparedRecord,
  differencesListed,
  type SourceDifference,
} from '../../shared/domain/source-comparison.ts';
import type { ReadableDb } from '../case/database.ts';
import type { SourceRow } from '../case/sources.ts';
import { recordFinder } from './compared-record.ts';

/** Collects in what two sources differ: all of it counted, the first ones listed with their places. */
export class Differences {
  readonly listed: SourceDifference[] = [];
  total = 0;
  private readonly inFirst: (entry: number) => ComparedRecord;
  private readonly inSecond: (entry: number) => ComparedRecord;

  constructor(db: ReadableDb, first: SourceRow, second: SourceRow) {
    this.inFirst = recordFinder(db, first);
    this.inSecond = recordFinder(db, second);
  }

  /** `first`, `second`: numbers of entries, null where there is none. */
  add(kind: SourceDifference['kind'], first: number | null, second: number | null): void {
    this.total++;
    if (this.listed.length >= differencesListed) return;
    this.listed.push({
      kind,
      first: first === null ? null : this.inFirst(first),
      second: second === null ? null : this.inSecond(second),
    });
  }
}
