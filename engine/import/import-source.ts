import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import type { Progress } from '../../shared/contract/operation.ts';
import type { SourceInfo } from '../../shared/domain/case.ts';
import type { Mapping } from '../../shared/mapping/mapping.ts';
import type { WritableDb } from '../case/database.ts';
import { sourceInfo, sourceRow } from '../case/sources.ts';
import { type ReadEnd, readApart } from '../threads/read-apart.ts';
import type { StopFlag } from '../threads/signal.ts';
import { ChunkWriter } from './chunk-writer.ts';
import { EntryWriter } from './entry-writer.ts';
import { formatName } from './formats.ts';
import type { KnownEntries } from './known-entries.ts';
import { knownTerms } from './known-terms.ts';
import type { Layout } from './layout.ts';
import { type QuarantineReason, quarantineReasons } from './located.ts';
import { storedColumnsOf } from './stored-columns.ts';

export interface NewSource {
  /** Open for reading. */
  readonly file: number;
  readonly path: string;
  readonly name: string;
  readonly layout: Layout;
  readonly mapping: Mapping;
  readonly evidence: readonly string[];
  readonly partial: boolean;
}

export interface ImportMeans {
  readonly known: KnownEntries;
  /** 32 random bytes. */
  readonly secret: Uint8Array;
  readonly stop: StopFlag;
  readonly progress: (progress: Progress) => void;
  /** Bytes of the file, to report progress against. */
  readonly size: number;
}

/** Reads an open file into the case as a new source. Call it inside a transaction. */
export async function importSource(
  db: WritableDb,
  input: NewSource,
  means: ImportMeans,
): Promise<SourceInfo> {
  const source = insertSource(db, input, means.secret);
  const firstEntry = nextEntryId(db);
  const chunks = new ChunkWriter(db, 'stream', source);
  const entries = new EntryWriter(db, source, storedColumnsOf(input.mapping), means.known, firstEntry);
  const arrivals = readApart(
    { kind: 'file', file: input.file, path: input.path },
    { layout: input.layout, mapping: input.mapping, terms: knownTerms(db), chain: null },
    { blocks: true, trees: { secret: means.secret, scratch: [dirname(db.name), tmpdir()] } },
    means.stop,
  );
  let end: ReadEnd;
  let done = 0;
  try {
    for (;;) {
      const next = await arrivals.next();
      means.stop.check();
      if (next.done) {
        end = next.value;
        break;
      }
      if (next.value.type === 'block') {
        chunks.write(next.value.block);
        done += next.value.block.length;
      } else {
        entries.write(next.value.part.batch, (reason) => quarantineReasons[reason as QuarantineReason]);
      }
      const { ledger } = entries;
      means.progress({
        phase: `importing ${input.name}`,
        done,
        total: Math.max(means.size, done),
        unit: 'bytes',
        entries: ledger.entries + ledger.duplicates,
      });
    }
  } finally {
    await arrivals.return({} as ReadEnd);
  }
  entries.flush();
  completeSource(db, source, end, entries.ledger, firstEntry);
  return sourceInfo(sourceRow(db, source));
}

function nextEntryId(db: WritableDb): number {
  return db.prepare('SELECT coalesce(max(id), 0) + 1 FROM entry_row').pluck().get() as number;
}

function insertSource(db: WritableDb, input: NewSource, secret: Uint8Array): number {
  const nothing = Buffer.alloc(0);
  return Number(
    db
      .prepare(
        `INSERT INTO source (name, path, system, format, bytes, sha256, entries, duplicates, conflicts, quarantined, secret,
           merkle_root, case_id_tree_size, case_id_tree_root, image_id_tree_size, image_id_tree_root, partial, imported, detection, layout, mapping)
         VALUES (?, ?, ?, ?, 0, ?, 0, 0, 0, 0, ?, ?, 0, ?, 0, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        input.name.toWellFormed(),
        input.path.toWellFormed(),
        input.mapping.name,
        formatName(input.layout),
        nothing,
        secret,
        nothing,
        nothing,
        nothing,
        input.partial ? 1 : 0,
        new Date().toISOString(),
        JSON.stringify(input.evidence),
        JSON.stringify(input.layout),
        JSON.stringify(input.mapping),
      ).lastInsertRowid,
  );
}

function completeSource(
  db: WritableDb,
  source: number,
  { bytes, sha256, roots }: ReadEnd,
  ledger: EntryWriter['ledger'],
  firstEntry: number,
): void {
  if (roots === null) throw new Error('the trees of a new source were not built');
  db.prepare(
    `UPDATE source SET bytes = ?, sha256 = ?, entries = ?, duplicates = ?, conflicts = ?, quarantined = ?, merkle_root = ?,
       case_id_tree_size = ?, case_id_tree_root = ?, image_id_tree_size = ?, image_id_tree_root = ?, first_entry = ?
     WHERE id = ?`,
  ).run(
    bytes,
    sha256,
    ledger.entries,
    ledger.duplicates,
    ledger.conflicts,
    ledger.quarantined,
    roots.root,
    roots.caseIds.size,
    roots.caseIds.root,
    roots.imageIds.size,
    roots.imageIds.root,
    ledger.entries > 0 ? firstEntry : null,
    source,
  );
}
