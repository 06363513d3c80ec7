import type {
  Administration,
  ClaimHistory,
  ClaimImage,
  Decision,
  History,
  HistoryEntry,
  ImageHistory,
  Missing,
} from '../../shared/domain/history.ts';
import { printQuery } from '../../shared/query/print.ts';
import type { ReadableDb } from '../case/database.ts';
import type { Trust } from '../query/index/review-index.ts';
import type { TaskContext } from '../task.ts';
import { administrationWindow } from './administration.ts';
import { type Gathered, gather, mostExamined } from './gather.ts';
import { decisionOf } from './kinds.ts';
import { missingFrom, missingFromClaim } from './missing.ts';
import { changesIn, contradictionsIn, lanesOf } from './results.ts';

/** Which part of a history's entries is wanted; what is said of them is said of all. */
export interface Part {
  readonly offset: number;
  readonly limit: number;
}

/** Everything that the case holds of one image. */
export function imageHistory(
  db: ReadableDb,
  { image, ...part }: Part & { readonly image: string },
  context: TaskContext,
  trust: Trust = 'stored',
): ImageHistory {
  const query = printQuery({ kind: 'exact', field: 'image_id', values: [image], start: 0, end: 0 });
  const gathered = gather(db, query, mostExamined, context, trust);
  const claims = new Set(
    gathered.entries.map(({ row }) => row.values.case_id).filter((claim) => claim !== null),
  );
  return {
    image,
    claims: [...claims],
    ...historyOf(db, query, gathered, part, context, trust),
    missing: missingIn(gathered, () => missingFrom('image', query, gathered.entries)),
  };
}

/** Everything that the case holds of one claim. */
export function claimHistory(
  db: ReadableDb,
  { claim, ...part }: Part & { readonly claim: string },
  context: TaskContext,
  trust: Trust = 'stored',
): ClaimHistory {
  const query = printQuery({ kind: 'exact', field: 'case_id', values: [claim], start: 0, end: 0 });
  const gathered = gather(db, query, mostExamined, context, trust);
  const { entries } = gathered;
  // The last of some entries need not be the last.
  const decision = isWhole(gathered) ? lastDecision(entries) : null;
  return {
    claim,
    images: imagesOf(entries),
    decision,
    ...historyOf(db, query, gathered, part, context, trust),
    missing: missingIn(gathered, () => [
      ...missingFrom('claim', query, entries),
      ...missingFromClaim(query, entries, decision),
    ]),
  };
}

function isWhole({ count, entries }: Gathered): boolean {
  return entries.length === count;
}

/** That something is missing can be said of all entries alone. */
function missingIn(gathered: Gathered, missing: () => Missing[]): Missing[] {
  if (isWhole(gathered)) return missing();
  const message = `Not all of these entries were looked at, but the first ${gathered.entries.length} in time: what is missing in them may stand in the others.`;
  return [{ code: 'NOT_ALL_EXAMINED', message, query: null }];
}

function historyOf(
  db: ReadableDb,
  query: string,
  { count, entries }: Gathered,
  { offset, limit }: Part,
  context: TaskContext,
  trust: Trust,
): Omit<History, 'missing'> {
  return {
    query,
    count,
    examined: entries.length,
    entries: entries.slice(offset, offset + limit),
    lanes: lanesOf(entries),
    changes: changesIn(entries),
    contradictions: contradictionsIn(entries),
    administration: administrationAround(db, entries, context, trust),
  };
}

/** Administrative events that a history lists. */
const mostAdministrative = 200;

function administrationAround(
  db: ReadableDb,
  entries: readonly HistoryEntry[],
  context: TaskContext,
  trust: Trust,
): Administration | null {
  const times = entries.flatMap(({ ms }) => (ms === null ? [] : [ms]));
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined) return null;
  const window = administrationWindow(first, last);
  return { ...window, ...gather(db, window.query, mostAdministrative, context, trust) };
}

function lastDecision(entries: readonly HistoryEntry[]): Decision | null {
  const at = entries.findLastIndex(({ row }) => decisionOf(row.values) !== null);
  const deciding = entries[at];
  if (deciding === undefined) return null;
  // What states a result and an action at once was decided on that result too.
  const before = entries.slice(0, at + 1);
  const numbers = (kind: HistoryEntry['kind']) =>
    before
      .filter((entry) => entry.kind === kind && (kind === 'detection' || entry !== deciding))
      .map(({ row }) => row.id);
  return {
    entry: deciding.row.id,
    action: decisionOf(deciding.row.values) ?? '',
    detections: numbers('detection'),
    actions: numbers('action'),
  };
}

function imagesOf(entries: readonly HistoryEntry[]): ClaimImage[] {
  const images = new Map<string, { image: string; entries: number; detections: number }>();
  for (const { row, kind } of entries) {
    const image = row.values.image_id;
    if (image === null) continue;
    const known = images.get(image) ?? { image, entries: 0, detections: 0 };
    images.set(image, known);
    known.entries++;
    if (kind === 'detection') known.detections++;
  }
  return [...images.values()];
}
