import { createHash } from 'node:crypto';
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import Database from 'better-sqlite3';
import { trailPieces } from '../../bench/trail.ts';
import { sampleExports } from '../../samples/exports.ts';

/** A directory of a test's own; gone when the test is. */
export class Workspace implements Disposable {
  readonly directory = mkdtempSync(join(tmpdir(), 'casebound-e2e-'));

  path(name: string): string {
    return join(this.directory, name);
  }

  write(name: string, content: string | Uint8Array): string {
    writeFileSync(this.path(name), content);
    return this.path(name);
  }

  /** A trail without any fault. */
  trail(name: string, entries: number): string {
    return this.write(name, [...trailPieces(entries)].join(''));
  }

  /** The two exports of the sample matter. */
  sample(): { produced: string; reexport: string } {
    const { produced, reexport } = sampleExports();
    return {
      produced: this.write(produced.name, produced.text),
      reexport: this.write(reexport.name, reexport.text),
    };
  }

  [Symbol.dispose](): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** Of a file's bytes, hex. */
export async function fileSha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/**
 * A hash of every row of every table, hex. Two case files with the same one say the same, though SQLite's own counters
 * in the header may differ.
 */
export function caseContents(path: string): string {
  const db = new Database(path, { readonly: true });
  try {
    const hash = createHash('sha256');
    const tables = db
      .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
      .pluck()
      .all();
    for (const table of tables) {
      hash.update(`${table}\n`);
      for (const row of db.prepare<[], unknown[]>(`SELECT * FROM "${table}" ORDER BY 1, 2`).raw().iterate()) {
        hash.update(JSON.stringify(row));
      }
    }
    return hash.digest('hex');
  } finally {
    db.close();
  }
}
