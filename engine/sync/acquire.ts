import type { SyncSystem } from '../../shared/domain/sync.ts';
import { AppError } from '../../shared/errors.ts';
import type { WritableDb } from '../case/database.ts';
import type { TaskContext } from '../task.ts';
import { acquisitionRow, statedLayout, stateOf, wishOf } from './acquisitions.ts';
import type { Api, Ask } from './apis/api.ts';
import { apis } from './apis/registry.ts';
import { walkWish } from './begin.ts';
import { Commits } from './commits.ts';
import { askUntilAnswered, type Clock, type Failed, realClock, urlOf } from './http/attempts.ts';
import { type AnswerLimits, type Connection, type Exchange, usualLimits } from './http/exchange.ts';
import { KeyWatch, keyRepeated, repeatsKey } from './http/key.ts';
import { nothingKept, type ReadAnswer, readAnswer } from './read-answer.ts';
import { Records } from './records.ts';
import { StreamedBody } from './streamed-body.ts';
import { goneRound } from './walk/cursor.ts';
import type { Step, WalkState } from './walk/walk.ts';
import { walkOf } from './walk/walks.ts';

export interface AcquireMeans {
  readonly connection: Connection;
  readonly signal: AbortSignal;
  readonly context: TaskContext;
  readonly limits?: AnswerLimits;
  readonly clock?: Clock;
}

/** Before the first answer, and after it: an address that never gave an entry is given up sooner. */
const attempts = {
  first: { silent: 3, faulty: 5, told: 8 },
  later: { silent: 8, faulty: 8, told: 8 },
} as const;

/**
 * Fetches everything that an acquisition asks for, from where it stands to the end. Each answer is committed with the state
 * that comes after it: killed at any moment, the next call goes on behind the last answer.
 *
 * @throws AppError AUTH_REJECTED, INVALID_INPUT, SOURCE_LIMIT, SOURCE_UNREACHABLE, DISK_FULL, CANCELLED
 */
export async function acquire(db: WritableDb, id: number, means: AcquireMeans): Promise<void> {
  const acquisition = new Fetching(db, id, means);
  await acquisition.dropUnfinished();
  while (await acquisition.step()) means.context.checkCancelled();
}

class Fetching {
  private readonly db: WritableDb;
  private readonly id: number;
  private readonly means: AcquireMeans;
  private readonly api: Api;
  private readonly system: SyncSystem;
  private readonly commits: Commits;
  private readonly records: Records;
  private state: WalkState;
  private answered = false;

  constructor(db: WritableDb, id: number, means: AcquireMeans) {
    const row = acquisitionRow(db, id);
    this.db = db;
    this.id = id;
    this.means = means;
    this.system = row.system as SyncSystem;
    this.api = apis[this.system];
    this.records = new Records(db, id);
    this.commits = new Commits(db, id, means.signal, () => this.records.checkAlone());
    this.state = stateOf(row) ?? this.api.begin(walkWish(wishOf(row)));
  }

  /** What a stream left behind that was cut off before its end. */
  async dropUnfinished(): Promise<void> {
    const { end } = this.records;
    if (this.commits.length > end) await this.commits.commit((staging) => staging.cutTo(end));
  }

  /** Whether there may be more. */
  async step(): Promise<boolean> {
    const step = walkOf(this.state).next(this.state);
    if (step === null) return false;
    const ask = this.api.ask(step, walkWish(wishOf(acquisitionRow(this.db, this.id))));
    const url = urlOf(this.means.connection.base, ask).href;
    if (this.state.kind === 'cursor' && this.records.wasAsked(url)) {
      await this.advance(goneRound(this.state));
      return true;
    }
    this.report();
    if (ask.streamed) await this.stream(step, ask);
    else await this.page(step, ask, url);
    return true;
  }

  private async page(step: Step, ask: Ask, url: string): Promise<void> {
    const { answer, read } = await this.ask(ask, null, (got) =>
      got.tooLong ? { layout: null, facts: { ...nothingKept, tooLong: true } } : this.read(got, step),
    );
    const next = walkOf(this.state).take(this.state, step, read.facts);
    const sameAs = this.records.sameAs(answer);
    await this.commits.commit((staging) => {
      const kept = !answer.tooLong && sameAs === null && answer.bytes > 0;
      // One line feed between two answers, so that lines of one are not those of the other.
      if (kept && staging.length > 0) staging.append(lineFeed);
      const offset = kept ? staging.length : null;
      if (kept) staging.append(answer.body);
      this.records.add(answer, { offset, sameAs, records: read.facts.records });
      this.records.setState(next, answer, read.layout);
    });
    this.records.committed(url, answer);
    this.state = next;
  }

  /** The body is staged as it comes, and counts once it is whole; what is cut off is dropped, and asked for again. */
  private async stream(step: Step, ask: Ask): Promise<void> {
    const body = new StreamedBody(this.commits, () => this.records.end);
    const { key } = this.means.connection;
    let watch = new KeyWatch(key);
    const onPiece = async (piece: Buffer) => {
      watch.look(piece);
      await body.take(piece);
      this.means.context.progress({
        phase: `receiving, ${walkOf(this.state).place(this.state)}`,
        done: this.commits.length,
        total: null,
        unit: 'bytes',
      });
    };
    const { answer } = await this.ask(
      ask,
      onPiece,
      (got) => got,
      () => {
        watch = new KeyWatch(key);
        body.forget();
      },
    );
    const next = walkOf(this.state).take(this.state, step, { ...nothingKept, tooLong: answer.tooLong });
    await this.commits.commit((staging) => {
      const offset = answer.tooLong ? body.drop(staging) : body.finish(staging);
      this.records.add(answer, { offset, sameAs: null, records: null });
      this.records.setState(next, answer, null);
    });
    this.records.committed(null, answer);
    this.state = next;
  }

  private async advance(state: WalkState): Promise<void> {
    await this.commits.commit(() => this.records.setState(state, null, null));
    this.state = state;
  }

  private async ask<T>(
    ask: Ask,
    onPiece: ((piece: Buffer) => Promise<void>) | null,
    read: (answer: Exchange) => T,
    onFailed: () => void = () => {},
  ): Promise<{ readonly answer: Exchange; readonly read: T }> {
    const { connection, signal, limits = usualLimits, clock = realClock, context } = this.means;
    const failed: Failed[] = [];
    try {
      const got = await askUntilAnswered(connection, ask, {
        limits,
        signal,
        clock,
        attempts: this.answered ? attempts.later : attempts.first,
        onPiece,
        read,
        onFailed: (what) => {
          failed.push(what);
          onFailed();
        },
        onWait: (ms) =>
          context.progress({
            phase: `waiting ${Math.ceil(ms / 1000)} s before asking again`,
            done: this.records.fetched,
            total: null,
            unit: 'entries',
          }),
      });
      this.answered = true;
      return got;
    } finally {
      if (failed.length > 0) {
        await this.commits.commit(() => {
          for (const what of failed) this.records.addFailed(what);
        });
        this.records.refresh();
      }
    }
  }

  private read(answer: Exchange, step: Step): ReadAnswer {
    if (repeatsKey(answer.body, this.means.connection.key)) throw keyRepeated();
    const known = statedLayout(acquisitionRow(this.db, this.id));
    const read = readAnswer(answer.body, this.api, step, known);
    if (known === null || read.layout === null || JSON.stringify(known) === JSON.stringify(read.layout))
      return read;
    throw new AppError({
      code: 'SOURCE_UNREACHABLE',
      message: 'the API wraps its entries in another way than in the answers before',
      safe: 'what was fetched so far is kept: it can be kept as it is, as an incomplete source',
      next: 'begin the sync anew with --full, or keep what is there',
    });
  }

  private report(): void {
    const { fetched, requests } = this.records;
    const walk = walkOf(this.state);
    const part = walk.done(this.state);
    const { reported } = walk.outcome(this.state);
    this.means.context.progress({
      phase: `request ${requests + 1}, ${walk.place(this.state)}`,
      done: fetched,
      total: null,
      unit: 'entries',
      ...(part === null ? {} : { part }),
      ...(reported === null ? {} : { reported }),
    });
  }
}

const lineFeed = Buffer.from('\n');
