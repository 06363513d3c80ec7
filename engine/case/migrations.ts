import { closeSync, copyFileSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { ledTo } from '../files/place-file.ts';
import { schemaVersion } from './schema.ts';

/** One step from version `to - 1` to `to`. */
export interface Migration {
  readonly to: number;
  up(db: Database.Database): void;
}

/** Every step after version 1, in order. */
const migrations: readonly Migration[] = [];

/**
 * Brings a case file to `target`, on a copy that takes the file's place when every step is done: interrupted at any
 * point, the file is as it was.
 */
export function migrate(
  named: string,
  steps: readonly Migration[] = migrations,
  target = schemaVersion,
): void {
  const path = ledTo(named);
  const copy = `${path}.migrating-${process.pid}`;
  try {
    settle(path);
    copyFileSync(path, copy);
    const db = new Database(copy);
    try {
      for (const step of steps) {
        const version = db.pragma('user_version', { simple: true }) as number;
        if (step.to !== version + 1 || step.to > target) continue;
        db.transaction(() => {
          step.up(db);
          db.pragma(`user_version = ${step.to}`);
        })();
      }
      const reached = db.pragma('user_version', { simple: true });
      if (reached !== target) throw new Error(`no migration from version ${reached} to ${target}`);
    } finally {
      db.close();
    }
    syncFile(copy);
    renameSync(copy, path);
  } finally {
    rmSync(copy, { force: true });
    rmSync(`${copy}-journal`, { force: true });
  }
}

/** Brings whatever a crash left beside the file into it, so that the file alone is the case. */
function settle(path: string): void {
  const db = new Database(path, { fileMustExist: true });
  try {
    db.pragma('journal_mode = DELETE');
  } finally {
    db.close();
  }
}

export function syncFile(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
