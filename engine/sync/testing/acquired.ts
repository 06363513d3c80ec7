import { hash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SyncedSource } from '../../../shared/domain/sync.ts';
import { createCase } from '../../case/create.ts';
import type { WritableDb } from '../../case/database.ts';
import { closeWritable, openWritable } from '../../case/open.ts';
import { importPaths } from '../../import/import-paths.ts';
import { unwatched } from '../../task.ts';
import { StopFlag } from '../../threads/signal.ts';
import { verifyCase } from '../../verify/verify-case.ts';
import { acquire } from '../acquire.ts';
import { beginAcquisition, type SyncRequest } from '../begin.ts';
import type { Clock } from '../http/attempts.ts';
import { type AnswerLimits, usualLimits } from '../http/exchange.ts';
import { connectionTo } from '../probe.ts';
import { syncedSource } from '../result.ts';
import { settleAcquisition } from '../settle.ts';

export type Wish = Partial<SyncRequest> &
  Pick<SyncRequest, 'system' | 'baseUrl'> & { readonly key: string; readonly caFile?: string };

/** A case that syncs of a test go into; gone when the test is. */
export class SyncedCase implements AsyncDisposable {
  readonly waits: number[] = [];
  readonly path: string;
  limits: AnswerLimits = { ...usualLimits, idleMs: 5000, totalMs: 20_000 };
  /** When a new acquisition is said to begin, in milliseconds since 1970. */
  now = Date.parse('2026-01-01T00:00:00Z');
  private readonly directory = mkdtempSync(join(tmpdir(), 'casebound-sync-'));
  private db: WritableDb | null = null;

  private constructor() {
    this.path = join(this.directory, 'case.casebound');
  }

  static async make(): Promise<SyncedCase> {
    const made = new SyncedCase();
    await createCase(made.path, { title: 'Synced' });
    return made;
  }

  get connection(): WritableDb {
    this.db ??= openWritable(this.path, { live: true });
    return this.db;
  }

  /** Waits take no time, and are written down. */
  readonly clock: Clock = {
    sleep: async (ms) => {
      this.waits.push(ms);
    },
    random: () => 0.5,
  };

  /** @returns the acquisition's id */
  async fetch(wish: Wish, stop: AbortController = new AbortController()): Promise<number> {
    const { signal } = stop;
    const request = { filters: {}, full: false, ...wish };
    const db = this.connection;
    const id = db.transaction(() => beginAcquisition(db, request, 'a tester', this.now)).immediate();
    const connection = connectionTo(wish);
    try {
      await acquire(db, id, {
        connection,
        signal,
        context: unwatched,
        limits: this.limits,
        clock: this.clock,
      });
    } finally {
      connection.agent.destroy();
    }
    return id;
  }

  async settle(id: number): Promise<SyncedSource> {
    const settling = { actor: 'a tester', onlyNew: false };
    const source = await settleAcquisition(this.connection, id, settling, unwatched, new StopFlag());
    if (source === null) throw new Error('nothing was kept');
    return syncedSource(this.connection, source.id, unwatched);
  }

  /** Imports a file beside what is acquired. */
  async importText(name: string, text: string): Promise<void> {
    const path = join(this.directory, name);
    writeFileSync(path, text);
    const request = { paths: [path], partial: false, actor: 'a tester' };
    await importPaths(this.connection, request, unwatched, new StopFlag());
  }

  async sync(wish: Wish): Promise<SyncedSource> {
    return this.settle(await this.fetch(wish));
  }

  /** SHA-256 of every entry, sorted. */
  contents(): string[] {
    return this.connection.prepare<[], string>('SELECT content FROM entry ORDER BY content').pluck().all();
  }

  verify() {
    return verifyCase(this.connection, this.path, { partial: false }, unwatched, new StopFlag());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.db !== null) closeWritable(this.db);
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** What `contents` must be where all of these and nothing else is in the case. */
export function contentsOf(entries: readonly unknown[]): string[] {
  return entries.map((entry) => hash('sha256', JSON.stringify(entry))).sort();
}
