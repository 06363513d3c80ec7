import { AppError } from '../../shared/errors.ts';
import { prepared, type WritableDb } from '../case/database.ts';
import type { Layout } from '../import/layout/layout.ts';
import { acquisitionRow, answerRows, wishOf } from './acquisitions.ts';
import type { Failed } from './http/attempts.ts';
import type { Exchange } from './http/exchange.ts';
import type { WalkState } from './walk/walk.ts';

interface Kept {
  readonly offset: number | null;
  readonly sameAs: number | null;
  /** Null where they are not counted as they come. */
  readonly records: number | null;
}

/** The record of what an acquisition asked and was answered. */
export class Records {
  private readonly db: WritableDb;
  private readonly id: number;
  /** By hash: the answer that is kept. */
  private readonly byHash = new Map<string, number>();
  private readonly askedUrls = new Set<string>();
  /** Where the last answer that is kept ends in the stream. */
  end = 0;
  /** Records that were fetched, those that came twice counted twice. */
  fetched = 0;
  /** Answers and attempts that are on record. */
  requests = 0;

  constructor(db: WritableDb, id: number) {
    this.db = db;
    this.id = id;
    for (const { seq, url, status, sha256, offset, bytes, records } of answerRows(db, id)) {
      this.requests = seq;
      if (status === null || status >= 300) continue;
      this.askedUrls.add(url);
      this.fetched += records ?? 0;
      if (offset === null || sha256 === null) continue;
      this.end = Math.max(this.end, offset + (bytes ?? 0));
      this.byHash.set(sha256.toString('hex'), seq);
    }
  }

  /** The answer of the same bytes that is kept already. */
  sameAs({ sha256, bytes, tooLong }: Exchange): number | null {
    return tooLong || bytes === 0 ? null : (this.byHash.get(sha256.toString('hex')) ?? null);
  }

  wasAsked(url: string): boolean {
    return this.askedUrls.has(url);
  }

  /** Call it inside a transaction; what is known in memory follows with `committed`. */
  add(answer: Exchange, { offset, sameAs, records }: Kept): void {
    const { method, url, requestBody, sent, received, status, date, encoding, bytes, sha256, peer } = answer;
    const fault = answer.tooLong ? 'longer than an answer may be; not kept' : null;
    const whole = !answer.tooLong;
    this.insert([
      method,
      url,
      requestBody,
      iso(sent),
      iso(received),
      status,
      fault,
      date,
      encoding,
      whole ? bytes : null,
      whole ? sha256 : null,
      records,
      offset,
      sameAs,
      peer,
    ]);
  }

  addFailed({ method, url, requestBody, sent, answer, fault }: Failed): void {
    const { received = null, status = null, date = null, encoding = null, peer = null } = answer ?? {};
    this.insert([
      method,
      url,
      requestBody,
      iso(sent),
      received === null ? null : iso(received),
      status,
      fault,
      date,
      encoding,
      answer?.tooLong === false ? answer.bytes : null,
      answer?.tooLong === false ? answer.sha256 : null,
      null,
      null,
      null,
      peer,
    ]);
  }

  private insert(values: readonly unknown[]): void {
    prepared(
      this.db,
      `INSERT INTO answer (acquisition, seq, method, url, body, sent, received, status, fault, date, encoding, bytes, sha256,
         records, offset, same_as, peer)
       VALUES (?, (SELECT coalesce(max(seq), 0) + 1 FROM answer WHERE acquisition = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(this.id, this.id, ...values);
  }

  /** Where the walk stands now, and what the first answer told of the server's clock. Call it inside a transaction. */
  setState(state: WalkState, answer: Exchange | null, layout: Layout | null): void {
    const row = acquisitionRow(this.db, this.id);
    const wish = wishOf(row);
    const skew = answer === null ? null : clockOffset(answer);
    const covered = wish.covered ?? (answer === null ? null : coveredUntil(wish.to, answer));
    prepared(
      this.db,
      `UPDATE acquisition SET state = ?, wish = ?, layout = coalesce(layout, ?), clock_offset = coalesce(clock_offset, ?)
       WHERE id = ?`,
    ).run(
      JSON.stringify(state),
      JSON.stringify({ ...wish, covered }),
      layout === null ? null : JSON.stringify(layout),
      skew,
      this.id,
    );
  }

  /** What was added is in the file. */
  committed(url: string | null, answer: Exchange): void {
    if (url !== null) this.askedUrls.add(url);
    this.refresh();
    const last = prepared<[number, number], { offset: number | null; records: number | null }>(
      this.db,
      'SELECT offset, records FROM answer WHERE acquisition = ? AND seq = ?',
    ).get(this.id, this.requests);
    this.fetched += last?.records ?? 0;
    if (last?.offset === null || last?.offset === undefined) return;
    this.end = last.offset + answer.bytes;
    this.byHash.set(answer.sha256.toString('hex'), this.requests);
  }

  refresh(): void {
    this.requests = this.lastSeq();
  }

  private lastSeq(): number {
    const last = prepared<[number], { seq: number | null }>(
      this.db,
      'SELECT max(seq) AS seq FROM answer WHERE acquisition = ?',
    ).get(this.id);
    return last?.seq ?? 0;
  }

  /** Two that fetch for one acquisition would write over each other. @throws AppError CASE_LOCKED */
  checkAlone(): void {
    const row = prepared<[number], { ended: string | null }>(
      this.db,
      'SELECT ended FROM acquisition WHERE id = ?',
    ).get(this.id);
    if (row?.ended !== null || this.lastSeq() !== this.requests) throw goesOnElsewhere();
  }
}

export function goesOnElsewhere(): AppError {
  return new AppError({
    code: 'CASE_LOCKED',
    message: 'the same sync is going on elsewhere, in another window or another process',
    safe: 'what that one fetches is kept; this one has changed nothing of it',
    next: 'wait until it is done, or stop it first',
  });
}

/**
 * How far the server's clock is ahead, in milliseconds. A Date is a whole second that has passed already (RFC 9110 section
 * 6.6.1): half a second more is the likeliest time.
 */
export function clockOffset({ date, sent, received }: Exchange): number | null {
  const at = date === null ? Number.NaN : Date.parse(date);
  return Number.isNaN(at) ? null : Math.round(at + 500 - (sent + received) / 2);
}

/** Entries of a later time than the server's own cannot have been in its first answer. */
function coveredUntil(to: string, { date, sent }: Exchange): string {
  const at = date === null ? Number.NaN : Date.parse(date);
  return iso(Math.min(Date.parse(to), Number.isNaN(at) ? sent : at));
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
