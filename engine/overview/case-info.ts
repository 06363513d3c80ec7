import type { AccessMode, CaseInfo, OpenedPack, PackInfo } from '../../shared/domain/case.ts';
import { batesText } from '../../shared/pack/bates-numbers.ts';
import { containerInfos } from '../case/containers.ts';
import type { ReadableDb } from '../case/database.ts';
import { corrupt } from '../case/faults.ts';
import { sourceInfos } from '../case/sources.ts';
import { closingOf } from '../custody/closing.ts';
import { periodOf } from './period.ts';

interface CaseRow {
  readonly uuid: string;
  readonly title: string;
  readonly examiner: string | null;
  readonly created: string;
  readonly pack: string | null;
}

/** What a case file holds, in numbers. */
export function caseInfo(db: ReadableDb, path: string, mode: AccessMode): CaseInfo {
  const row = db
    .prepare<[], CaseRow>('SELECT uuid, title, examiner, created, pack FROM case_info')
    .get() as CaseRow;
  const pack = openedPack(db, row.pack);
  const sources = sourceInfos(db);
  const sum = (what: 'entries' | 'duplicates' | 'conflicts' | 'quarantined') =>
    sources.reduce((total, source) => total + source[what], 0);
  return {
    ...row,
    path: pack?.path ?? path,
    pack,
    mode,
    closed: closingOf(db),
    schemaVersion: db.pragma('user_version', { simple: true }) as number,
    sources,
    containers: containerInfos(db),
    packs: packInfos(db),
    counts: {
      entries: sum('entries'),
      duplicates: sum('duplicates'),
      conflicts: sum('conflicts'),
      quarantined: sum('quarantined'),
      annotations: count(db, 'annotation'),
      custodyEvents: count(db, 'custody'),
    },
    period: periodOf(db),
    verification: lastVerification(db),
  };
}

/** Written by whoever opened the pack, for as long as it is open: a session believes it of no other file. */
function openedPack(db: ReadableDb, stated: string | null): OpenedPack | null {
  if (stated === null) return null;
  try {
    return JSON.parse(stated) as OpenedPack;
  } catch {
    throw corrupt(db.name, 'what it says of a pack does not read');
  }
}

type PackRow = Omit<PackInfo, 'bates'> & {
  readonly bates_prefix: string | null;
  readonly bates_first: number;
  readonly bates_last: number;
};

function packInfos(db: ReadableDb): PackInfo[] {
  const rows = db.prepare<[], PackRow>('SELECT * FROM pack ORDER BY number').all();
  return rows.map(({ bates_prefix: prefix, bates_first: first, bates_last: last, ...pack }) => ({
    ...pack,
    bates: prefix === null ? null : { first: batesText(prefix, first), last: batesText(prefix, last) },
  }));
}

function count(db: ReadableDb, table: 'annotation' | 'custody'): number {
  return db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
}

function lastVerification(db: ReadableDb): CaseInfo['verification'] {
  const row = db
    .prepare<[], { time: string; ok: number; findings_total: number }>(
      'SELECT time, ok, findings_total FROM verification ORDER BY id DESC LIMIT 1',
    )
    .get();
  return row ? { time: row.time, ok: row.ok === 1, findingsTotal: row.findings_total } : null;
}
