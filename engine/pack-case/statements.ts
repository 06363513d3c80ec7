/** What a pack states of its case, put in the place of what the import of its entries would state. */
import { randomBytes } from 'node:crypto';
import type { OpenedPack } from '../../shared/domain/case.ts';
import { parseLine } from '../../shared/pack/check-context.ts';
import { paths } from '../../shared/pack/layout.ts';
import {
  annotationTargetsSchema,
  eventSchema,
  type PackSource,
  type PackSources,
} from '../../shared/pack/lines.ts';
import { entrySet, noEntries } from '../annotation/entry-set.ts';
import { insertAnnotation } from '../annotation/events.ts';
import type { WritableDb } from '../case/database.ts';
import type { PackFile } from '../seal/pack-file.ts';

/** The source as it was acquired, wherever that is shown. Its counts are of what is here. */
export function stateSource(db: WritableDb, source: PackSource): void {
  db.prepare(
    `UPDATE source SET name = ?, path = '', system = ?, format = ?, bytes = ?, sha256 = ?, merkle_root = ?, imported = ?, partial = 1
     WHERE id = ?`,
  ).run(
    ...[source.name, source.system, source.format, source.bytes, Buffer.from(source.sha256, 'hex')],
    ...[Buffer.from(source.tree.root, 'hex'), source.imported, source.id],
  );
}

/** A source or a container that the pack has no bytes of: it is told of all the same. */
export function insertSource(db: WritableDb, source: PackSource): void {
  const empty = Buffer.alloc(32);
  db.prepare(
    `INSERT INTO source (id, name, path, system, format, bytes, sha256, entries, duplicates, conflicts, quarantined, secret, merkle_root,
       case_id_tree_size, case_id_tree_root, image_id_tree_size, image_id_tree_root, first_entry, partial, imported, detection, layout, mapping)
     VALUES (?, ?, '', ?, ?, ?, ?, 0, 0, 0, 0, ?, ?, 0, ?, 0, ?, NULL, 1, ?, '{}', '{"form":"empty"}', ?)`,
  ).run(
    ...[
      source.id,
      source.name,
      source.system,
      source.format,
      source.bytes,
      Buffer.from(source.sha256, 'hex'),
    ],
    ...[empty, Buffer.from(source.tree.root, 'hex'), empty, empty, source.imported],
    JSON.stringify({ name: source.system, columns: {} }),
  );
}

export function insertContainer(
  db: WritableDb,
  { id, name, bytes, sha256 }: PackSources['containers'][number],
  imported: string,
): void {
  db.prepare(
    "INSERT INTO container (id, name, path, format, bytes, sha256, secret, imported) VALUES (?, ?, '', 'zip', ?, ?, ?, ?)",
  ).run(id, name, bytes, Buffer.from(sha256, 'hex'), randomBytes(32), imported);
}

/** The pack's annotations, on what they are about here. @param entryOf by the line of the index */
export async function insertAnnotations(
  db: WritableDb,
  pack: PackFile,
  entryOf: { get(n: number): number | undefined },
): Promise<void> {
  const targets = new Map<number, readonly number[]>();
  for (const line of await linesOf(pack, paths.annotationTargets, annotationTargetsSchema))
    targets.set(line.seq, line.entries);
  let last = 0;
  for (const event of await linesOf(pack, paths.annotations, eventSchema)) {
    if (event.seq <= last) continue;
    last = event.seq;
    const ids = new Set(
      (targets.get(event.seq) ?? []).map((n) => entryOf.get(n)).filter((id) => id !== undefined),
    );
    insertAnnotation(db, event, randomBytes(16), {
      entries: entrySet([...ids].sort((a, b) => a - b)),
      others: noEntries,
    });
  }
}

/** The case's own custody log, as far as the pack has it; nothing of how its entries came here. */
export async function replaceCustody(db: WritableDb, pack: PackFile): Promise<void> {
  const guard = db
    .prepare<[], string>("SELECT sql FROM sqlite_schema WHERE name = 'custody_no_delete'")
    .pluck()
    .get() as string;
  db.exec('DROP TRIGGER custody_no_delete; DELETE FROM custody;');
  db.exec(guard);
  const insert = db.prepare(
    'INSERT OR IGNORE INTO custody (seq, time, actor, action, details, prev, hash) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  for (const { seq, time, actor, action, details, prev, hash } of await linesOf(
    pack,
    paths.custody,
    eventSchema,
  ))
    insert.run(seq, time, actor, action, JSON.stringify(details), prev, hash);
}

/** By this the file says what it is: no case, and nothing that was acquired. */
export function statePack(db: WritableDb, { case: of }: PackSources, pack: OpenedPack): void {
  db.prepare('UPDATE case_info SET uuid = ?, title = ?, examiner = NULL, created = ?, pack = ?').run(
    ...[of.uuid, of.title, of.created, JSON.stringify(pack)],
  );
}

async function linesOf<T extends Parameters<typeof parseLine>[0]>(pack: PackFile, path: string, schema: T) {
  if (!pack.has(path)) return [];
  const text = Buffer.from(await pack.whole(path)).toString('utf8');
  return text
    .split('\n')
    .map((line) => parseLine(schema, Buffer.from(line)))
    .filter((line) => line !== null);
}
