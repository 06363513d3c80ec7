/** Writes the entries themselves, the index of them, and what proves each: one pass in source order. */
import { setImmediate } from 'node:timers/promises';
import { columns } from '../../shared/domain/columns.ts';
import { type EntryFile, entryFiles } from '../../shared/pack/entry-files.ts';
import { paths } from '../../shared/pack/layout.ts';
import type { Completeness, MaskedLine, WithheldLine } from '../../shared/pack/lines.ts';
import { type RelatedReason, scopeKey } from '../../shared/pack/scope.ts';
import { batesOf } from '../case/bates.ts';
import { SourceBytes } from '../case/bytes.ts';
import { corrupt } from '../case/faults.ts';
import { Salts, saltLength } from '../case/salts.ts';
import type { SourceRow } from '../case/sources.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import type { KeyTreeProof } from '../proof/key-tree.ts';
import type { TreeLevel } from '../proof/packed-tree.ts';
import { SaltBlocks } from '../proof/salt-blocks.ts';
import type { Redactions } from '../redact/redactions.ts';
import type { TaskContext } from '../task.ts';
import type { CaseState } from './case-state.ts';
import { EntryIds } from './entry-ids.ts';
import { indexLineText } from './index-line-text.ts';
import { deflated, deflatedNearby, type MemberWriter } from './member-writer.ts';
import { ProofLines } from './proof-lines.ts';
import type { PackRecord, Records } from './records.ts';
import { reasonsOf } from './related.ts';
import { type SourceTrees, sourceTrees } from './source-trees.ts';
import type { Staging } from './staging.ts';
import { entryForm } from './write-sources.ts';

const slice = 1024;
const hashLength = 32;

/** By source id: the proof that the pack holds every entry of its value. */
export type CompletenessProofs = ReadonlyMap<number, KeyTreeProof>;

/**
 * Lets other work of the thread in between.
 *
 * @throws AppError CASE_CORRUPT where stored bytes are not those that were imported, CANCELLED
 */
export async function writeEntries(
  state: CaseState,
  staging: Staging,
  context: TaskContext,
): Promise<CompletenessProofs> {
  const writers: MemberWriter[] = [];
  const open: Open = (path, form) => {
    const writer = staging.open(path, form);
    writers.push(writer);
    return writer;
  };
  const completeness = await new EntriesWriter(state, open, context, [staging.folder]).write();
  for (const writer of writers) writer.finish();
  return completeness;
}

type Open = Staging['open'];

/** Records of one source: they stand behind each other. */
interface Range {
  readonly from: number;
  readonly to: number;
}

function rangesOf(records: Records): Map<number, Range> {
  const ranges = new Map<number, Range>();
  for (const [n, { source }] of records.entries())
    ranges.set(source, { from: ranges.get(source)?.from ?? n, to: n + 1 });
  return ranges;
}

function lengthOf(range: Range | undefined): number {
  return range === undefined ? 0 : range.to - range.from;
}

/** A file of entries that is being written, and the entries that stand in it. */
class EntriesFile {
  readonly path: string;
  private readonly writer: MemberWriter;
  private readonly lineEnd: Uint8Array;
  private offset: number;
  /** Where the bytes of an entry stand, for the records that repeat it. */
  private readonly offsets = new Map<number, number>();

  constructor({ path, opening, lineEnd }: EntryFile, writer: MemberWriter) {
    this.path = path;
    this.writer = writer;
    this.lineEnd = lineEnd;
    this.offset = opening.length;
    writer.write(opening);
  }

  /** Where the entry's bytes stand; written where they do not stand here yet. `kept`: more records have them. */
  place(entry: number, raw: Uint8Array, kept: boolean): number {
    const standing = this.offsets.get(entry);
    if (standing !== undefined) return standing;
    const { offset } = this;
    if (kept) this.offsets.set(entry, offset);
    this.writer.write(raw);
    this.writer.write(this.lineEnd);
    this.offset += raw.length + this.lineEnd.length;
    return offset;
  }
}

class EntriesWriter {
  private readonly state: CaseState;
  private readonly open: Open;
  private readonly index: MemberWriter;
  private readonly proofs: MemberWriter;
  private readonly context: TaskContext;
  private readonly folders: readonly string[];
  private readonly bytes: SourceBytes;
  private readonly entryIds: EntryIds;
  private readonly repeated: ReadonlySet<number>;
  /** By path. */
  private readonly files = new Map<string, EntriesFile>();
  private readonly redactions: Redactions;
  /** Sources of which something stays back. */
  private readonly redacted: ReadonlySet<number>;
  private readonly reasons: ReadonlyMap<number, readonly RelatedReason[]>;
  private n = 0;

  /** `folders`: where what does not fit into memory may be put aside. */
  constructor(state: CaseState, open: Open, context: TaskContext, folders: readonly string[]) {
    this.folders = folders;
    this.state = state;
    this.open = open;
    // Hashes in hex, of the proofs from line to line mostly the same ones: they would be two thirds of the pack.
    this.index = open(paths.index, deflatedNearby);
    this.proofs = open(paths.proofs, deflated);
    this.context = context;
    this.bytes = new SourceBytes(state.db);
    this.entryIds = new EntryIds(state.db);
    const { withheld, masked } = state.redactions;
    this.redactions = state.redactions;
    this.reasons = reasonsOf(state.related);
    const redacted = new Set<number>();
    const repeated = new Set<number>();
    for (const { source, entry, duplicate } of state.records) {
      if (withheld.has(entry) || masked.has(entry)) redacted.add(source);
      if (duplicate) repeated.add(entry);
    }
    this.redacted = redacted;
    this.repeated = repeated;
  }

  async write(): Promise<CompletenessProofs> {
    const { state, context } = this;
    const completeness = new Map<number, KeyTreeProof>();
    const ranges = rangesOf(state.records);
    const places = entryFiles(
      state.sources.map((source) => ({
        id: source.id,
        records: lengthOf(ranges.get(source.id)),
        ...entryForm(source),
      })),
    );
    for (const id of ranges.keys())
      if (!places.has(id))
        throw corrupt(state.db.name, `it holds entries of source ${id}, which is not there; verify the case`);
    for (const source of state.sources) {
      const range = ranges.get(source.id);
      const place = places.get(source.id);
      if (place === undefined || range === undefined) continue;
      const trees = await sourceTrees(state.db, source, scopeKey(state.scope), context, this.folders);
      if (trees.completeness !== null) completeness.set(source.id, trees.completeness);
      try {
        await this.writeSource(source, range, trees, () => this.fileAt(place));
      } finally {
        trees.close();
      }
    }
    return completeness;
  }

  private async writeSource(
    source: SourceRow,
    { from: first, to: end }: Range,
    { tree }: SourceTrees,
    /** Opened where an entry is put into it: one that holds none is not in the pack. */
    file: () => EntriesFile,
  ): Promise<void> {
    const salts = new SaltBlocks(new Salts(source.secret, 'entry'));
    const leaves = new LeafCheck(this.state.db.name, tree.level(0));
    const proofs = new ProofLines(source.id, tree);
    for (let from = first; from < end; from += slice) {
      const part = this.state.records.slice(from, Math.min(from + slice, end));
      const total = this.state.records.length;
      this.context.progress({ phase: 'writing entries', done: this.n, total, unit: 'entries' });
      this.context.checkCancelled();
      this.entryIds.load(part);
      for (const record of part) this.writeRecord(record, salts.at(record.ordinal), leaves, proofs, file);
      await setImmediate();
    }
  }

  private writeRecord(
    record: PackRecord,
    salt: Uint8Array,
    leaves: LeafCheck,
    proofs: ProofLines,
    file: () => EntriesFile,
  ): void {
    const raw = this.bytes.read(record.source, record.sourceOffset, record.length);
    const content = nodeDigest.sha256(raw);
    leaves.check(record, salt, content);
    this.writeLine(
      this.redactions.withheld.has(record.entry)
        ? JSON.stringify({ ...this.lineHead(record), withheld: true } satisfies WithheldLine)
        : this.placedLine(record, raw, file(), content, salt),
    );
    this.proofs.write(proofs.of(record.ordinal));
    this.n++;
  }

  /** Several sources may stand in one file. */
  private fileAt(place: EntryFile): EntriesFile {
    const file = this.files.get(place.path) ?? new EntriesFile(place, this.open(place.path));
    this.files.set(place.path, file);
    return file;
  }

  /** A masked entry's copy says only what is left of it, its id too; what its leaf was made of stays back. */
  private placedLine(
    record: PackRecord,
    raw: Uint8Array,
    file: EntriesFile,
    content: Uint8Array,
    salt: Uint8Array,
  ): string {
    const { source, sourceOffset, length, entry } = record;
    const { masked, copies } = this.redactions;
    const kept = masked.get(entry);
    const at = { id: entry, source, offset: sourceOffset, length };
    const copy = kept === undefined ? null : copies.copy(at, raw);
    const bytes = copy ?? raw;
    const offset = file.place(entry, bytes, this.repeated.has(entry));
    if (kept !== undefined && copy !== null) {
      const place = { file: file.path, offset, length: bytes.length };
      const entryId = copies.values(source, copy)[entryIdColumn];
      const line = { ...this.lineHead(record), ...place, ...labelled(entryId), masked: [...kept.fields] };
      return JSON.stringify(line satisfies MaskedLine);
    }
    return indexLineText({
      n: this.n,
      source,
      ordinal: record.ordinal,
      bates: this.batesHere(),
      related: this.relatedBy(entry),
      file: file.path,
      offset,
      length,
      sourceOffset: this.redacted.has(source) ? undefined : sourceOffset,
      content: toHex(content),
      salt: toHex(salt),
      entryId: this.entryIds.of(entry) ?? undefined,
    });
  }

  private lineHead({ source, ordinal, entry }: PackRecord) {
    const bates = this.batesHere();
    const related = this.relatedBy(entry);
    return {
      ...{ n: this.n, source, ordinal },
      ...(bates === undefined ? {} : { bates }),
      ...(related === undefined ? {} : { related }),
    };
  }

  private batesHere(): string | undefined {
    const { bates } = this.state;
    return bates === null ? undefined : batesOf(bates, this.n);
  }

  private relatedBy(entry: number): RelatedReason[] | undefined {
    const reasons = this.reasons.get(entry);
    return reasons && [...reasons];
  }

  private writeLine(line: string): void {
    this.index.write(`${line}\n`);
  }
}

/** Nothing is sealed that the checkpoint does not commit to: the bytes may have been changed since the import. */
class LeafCheck {
  private readonly caseFile: string;
  private readonly leaves: TreeLevel;
  /** RFC 6962 leaf over salt || content; the first byte stays the leaf prefix 0x00. */
  private readonly input = Buffer.alloc(1 + saltLength + hashLength);
  private readonly derived = Buffer.alloc(hashLength);

  /** `leaves`: of the source. */
  constructor(caseFile: string, leaves: TreeLevel) {
    this.caseFile = caseFile;
    this.leaves = leaves;
  }

  check({ source, ordinal }: PackRecord, salt: Uint8Array, content: Uint8Array): void {
    const { input, derived, leaves } = this;
    input.set(salt, 1);
    input.set(content, 1 + saltLength);
    nodeDigest.sha256Into(input, derived, 0);
    const at = leaves.at(ordinal * hashLength);
    if (derived.compare(leaves.bytes, at, at + hashLength) === 0) return;
    throw corrupt(
      this.caseFile,
      `the bytes of record ${ordinal} of source ${source} are not those that were imported; verify the case to see all that is damaged`,
    );
  }
}

const entryIdColumn = columns.findIndex(({ name }) => name === 'entry_id');

function labelled(entryId: unknown): { entryId?: string } {
  return typeof entryId === 'string' ? { entryId } : {};
}

/** `verification/completeness.json`; null for a query, which nothing can be complete in. */
export function completenessDocument({ scope }: CaseState, proofs: CompletenessProofs): Completeness | null {
  const key = scopeKey(scope);
  if (key === null) return null;
  const sources = [...proofs].map(([source, { count, salt, subtreeRoot, leafIndex, size, proof, root }]) => ({
    source,
    count,
    salt: toHex(salt),
    subtreeRoot: toHex(subtreeRoot),
    leafIndex,
    treeSize: size,
    proof: proof.map(toHex),
    root: toHex(root),
  }));
  return { ...key, sources };
}

/** Faster than the isomorphic one, which matters at seventeen hashes an entry. */
function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex');
}
