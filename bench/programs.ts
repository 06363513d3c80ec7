import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Cost, measured } from './measure.ts';

/** The programs that are compared, each a whole process on the same file. */

const program = join(import.meta.dirname, '../cli/main.mjs');

export function casebound(...parameters: readonly string[]): Promise<Cost> {
  return measured(process.execPath, program, ...parameters);
}

/** Into a new case; one that stands at `caseFile` is removed first. */
export function importTrail(caseFile: string, trail: string): Promise<Cost> {
  rmSync(caseFile, { force: true });
  return casebound('import', caseFile, trail, '--json');
}

/** The yardstick: one pass over the bytes, one hash. */
export function sha256sum(trail: string): Promise<Cost> {
  return measured('sha256sum', trail);
}

/** Whether DuckDB is there to be compared with: `npm install --no-save @duckdb/node-api`. */
export function hasDuckDb(): boolean {
  try {
    import.meta.resolve('@duckdb/node-api');
    return existsSync(join(import.meta.dirname, '../node_modules/@duckdb/node-api'));
  } catch {
    return false;
  }
}

/** DuckDB's reader of JSON into a table of its own: columns, without hashes, proofs or the source. */
export function duckDbReadJson(database: string, trail: string): Promise<Cost> {
  rmSync(database, { force: true });
  return measured(process.execPath, join(import.meta.dirname, 'duckdb-read-json.mjs'), database, trail);
}

/** The library for workbooks by itself, on the readable view of a case. `mode`: `stream` or `memory`. */
export function exceljs(mode: string, caseFile: string, out: string): Promise<Cost> {
  return measured(process.execPath, join(import.meta.dirname, 'exceljs-plain.mjs'), mode, caseFile, out);
}

/** Debian's `sqlite-utils`: rows in a table, without hashes, proofs or the source. */
export function sqliteUtilsInsert(database: string, trail: string): Promise<Cost> {
  rmSync(database, { force: true });
  return measured('sqlite-utils', 'insert', '--nl', database, 'entry', trail);
}
