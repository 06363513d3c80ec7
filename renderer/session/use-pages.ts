import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import { type AppError, toAppError } from '../../shared/errors.ts';

/** How many pages are kept; the one fetched longest ago is dropped first. */
const pagesKept = 20;

export type FetchPage<T> = (offset: number, signal: AbortSignal) => Promise<readonly T[]>;

/** The rows of a long list, fetched in pages around the part in view. A store for React. */
export class Pages<T> {
  revision = 0;
  error: AppError | null = null;
  readonly #fetch: FetchPage<T>;
  readonly #length: number;
  readonly #pages = new Map<number, readonly T[]>();
  readonly #pending = new Map<number, AbortController>();
  readonly #listeners = new Set<() => void>();

  constructor(length: number, fetch: FetchPage<T>) {
    this.#length = length;
    this.#fetch = fetch;
  }

  row(index: number): T | undefined {
    return this.#pages.get(Math.floor(index / this.#length))?.[index % this.#length];
  }

  /** Says which rows are in view, `end` excluded; pages that are no longer near are not waited for. */
  want(first: number, end: number): void {
    const from = Math.floor(first / this.#length);
    const to = Math.floor(Math.max(first, end - 1) / this.#length);
    for (const [page, wanted] of this.#pending) {
      if (page >= from && page <= to) continue;
      wanted.abort();
      this.#pending.delete(page);
    }
    for (let page = from; page <= to; page++) this.#want(page);
  }

  again(): void {
    this.error = null;
    this.#changed();
  }

  dispose(): void {
    for (const wanted of this.#pending.values()) wanted.abort();
    this.#pending.clear();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #want(page: number): void {
    if (this.#pages.has(page) || this.#pending.has(page) || this.error !== null) return;
    const wanted = new AbortController();
    this.#pending.set(page, wanted);
    this.#fetch(page * this.#length, wanted.signal).then(
      (rows) => {
        if (wanted.signal.aborted) return;
        this.#pending.delete(page);
        this.#pages.set(page, rows);
        for (const oldest of this.#pages.keys()) {
          if (this.#pages.size <= pagesKept) break;
          this.#pages.delete(oldest);
        }
        this.#changed();
      },
      (thrown: unknown) => {
        if (wanted.signal.aborted) return;
        this.#pending.delete(page);
        this.error = toAppError(thrown);
        this.#changed();
      },
    );
  }

  #changed(): void {
    this.revision += 1;
    for (const listener of [...this.#listeners]) listener();
  }
}

/**
 * `key` identifies the list: another list, or a changed one, is fetched again. `fetch` may differ from one render to
 * the next.
 */
export function usePages<T>(key: string, length: number, fetch: FetchPage<T>) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for what is fetched
  const pages = useMemo(() => new Pages(length, fetch), [key, length]);
  useEffect(() => () => pages.dispose(), [pages]);
  const revision = useSyncExternalStore(pages.subscribe, () => pages.revision);
  // biome-ignore lint/correctness/useExhaustiveDependencies: after a fault, what is in view is asked for again
  const want = useCallback((first: number, end: number) => pages.want(first, end), [pages, revision]);
  return { pages, want };
}
