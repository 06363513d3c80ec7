import type { InputOf } from '../../shared/contract/operation.ts';
import type { CountAnswer, Operations, PageAnswer } from '../../shared/contract/operations.ts';
import type { EntryRow } from '../../shared/domain/case.ts';
import { type AppError, toAppError } from '../../shared/errors.ts';

/** More than a tall window shows: after each key, a person waits for the first page. */
export const pageLength = 100;
/** How many pages are kept; those not wanted for longest are dropped first. */
const pagesKept = 80;

type PageInput = InputOf<Operations['query.page']>;
export interface Question {
  readonly query: string;
  readonly sort: PageInput['sort'];
}

/** Where the entries come from; an aborted signal means that an answer is no longer wanted. */
export interface EntrySource {
  page(input: PageInput, signal: AbortSignal): Promise<PageAnswer>;
  count(query: string, signal: AbortSignal): Promise<CountAnswer>;
}

export interface Counts {
  readonly matched: number;
  readonly total: number;
  /** Spent in the engine; null until counted. */
  readonly elapsedMs: number | null;
}

/**
 * The entries that answer one question, fetched page by page around the part in view. A store for React: `subscribe`
 * reports every change, and `revision` grows with it.
 */
export class EntryPages {
  readonly question: Question;
  counts: Counts | null = null;
  error: AppError | null = null;
  revision = 0;
  readonly #source: EntrySource;
  readonly #pages = new Map<number, readonly EntryRow[]>();
  readonly #pending = new Map<number, AbortController>();
  readonly #listeners = new Set<() => void>();
  readonly #whole = new AbortController();

  constructor(source: EntrySource, question: Question) {
    this.#source = source;
    this.question = question;
  }

  /**
   * Counts the matches first, so that the time it took is that of the search, and fetches the page that holds `row`.
   */
  start(row = 0): void {
    this.#source
      .count(this.question.query, this.#whole.signal)
      .then((counts) =>
        this.#change(() => {
          this.counts = counts;
        }),
      )
      .catch((thrown: unknown) => this.#fail(thrown));
    this.want(row, row + 1);
  }

  /** Whether there is something to show at `row`: the row, an error, or that nothing matches. */
  ready(row: number): boolean {
    if (this.error !== null) return true;
    if (this.counts === null) return false;
    const { matched } = this.counts;
    if (matched === 0) return true;
    const shown = Math.min(row, matched - 1);
    this.want(shown, shown + 1);
    return this.row(shown) !== undefined;
  }

  /** The row, where it has been fetched. */
  row(index: number): EntryRow | undefined {
    return this.#pages.get(Math.floor(index / pageLength))?.[index % pageLength];
  }

  /** Says which rows are in view, `end` excluded: they are fetched, and fetching of pages far from them stops. */
  want(first: number, end: number): void {
    const from = Math.floor(first / pageLength);
    const to = Math.floor(Math.max(first, end - 1) / pageLength);
    for (const [page, fetching] of this.#pending) {
      if (page < from - 1 || page > to + 1) {
        fetching.abort();
        this.#pending.delete(page);
      }
    }
    for (let page = from; page <= to; page++) this.#fetch(page);
  }

  dispose(): void {
    this.#whole.abort();
    for (const fetching of this.#pending.values()) fetching.abort();
    this.#pending.clear();
    this.#listeners.clear();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #fetch(page: number): void {
    const known = this.#pages.get(page);
    if (known) {
      this.#pages.delete(page);
      this.#pages.set(page, known);
    }
    if (known || this.#pending.has(page)) return;
    const fetching = new AbortController();
    this.#pending.set(page, fetching);
    const { query, sort } = this.question;
    this.#source
      .page(
        { query, ...(sort ? { sort } : {}), offset: page * pageLength, limit: pageLength },
        fetching.signal,
      )
      .then(({ rows, matched, total }) => {
        this.#pending.delete(page);
        this.#change(() => {
          this.#keep(page, rows);
          this.counts ??= { matched, total, elapsedMs: null };
        });
      })
      .catch((thrown: unknown) => {
        if (fetching.signal.aborted) return;
        this.#pending.delete(page);
        this.#fail(thrown);
      });
  }

  #keep(page: number, rows: readonly EntryRow[]): void {
    this.#pages.set(page, rows);
    for (const oldest of this.#pages.keys()) {
      if (this.#pages.size <= pagesKept) return;
      this.#pages.delete(oldest);
    }
  }

  #fail(thrown: unknown): void {
    this.#change(() => {
      this.error = toAppError(thrown);
    });
  }

  #change(act: () => void): void {
    if (this.#whole.signal.aborted) return;
    act();
    this.revision += 1;
    for (const listener of [...this.#listeners]) listener();
  }
}
