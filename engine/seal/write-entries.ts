/** Writes the entries themselves, the index of them, and what proves each: one pass in source order. */
import { paths } from '../../shared/pack/layout.ts';
import type { Completeness, IndexLine, ProofLine } from '../../shared/pack/lines.ts';
import { SourceBytes } from '../case/bytes.ts';
import { corrupt } from '../case/faults.ts';
import { Salts } from '../case/salts.ts';
import type { SourceRow } from '../case/sources.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import type { KeyTreeProof } from '../proof/key-tree.ts';
import { SaltBlocks } from '../proof/salt-blocks.ts';
import type { TaskContext } from '../task.ts';
import type { CaseState } from './case-state.ts';
import type { PackRecord } from './records.ts';
import { scopeKey } from './scope.ts';
import { type SourceTrees, sourceTrees } from './source-trees.ts';
import type { MemberWriter, Staging } from './staging.ts';

const slice = 512;
const hashLength = 32;

/** By source id: the proof that the pack holds every entry of its value. */
export type CompletenessProofs = ReadonlyMap<number, KeyTreeProof>;

/** @throws AppError CASE_CORRUPT where stored bytes are not those that were imported, CANCELLED */
export function writeEntries(state: CaseState, staging: Staging, context: TaskContext): CompletenessProofs {
  const writers = [paths.entries, paths.index, paths.proofs].map((path) => staging.open(path));
  const [entries, index, proofs] = writers as [MemberWriter, MemberWriter, MemberWriter];
  try {
    const completeness = new EntriesWriter(state, entries, index, proofs, context).write();
    for (const writer of writers) writer.finish();
    return completeness;
  } catch (error) {
    for (const writer of writers) writer.abandon();
    throw error;
  }
}

class EntriesWriter {
  private readonly state: CaseState;
  private readonly entries: MemberWriter;
  private readonly index: MemberWriter;
  private readonly proofs: MemberWriter;
  private readonly context: TaskContext;
  private readonly bytes: SourceBytes;
  private readonly entryIds;
  /** Where the bytes of an entry stand in the pack, for the records that repeat it. */
  private readonly offsets = new Map<number, number>();
  private readonly repeated: ReadonlySet<number>;
  private offset = 0;
  private n = 0;

  constructor(
    state: CaseState,
    entries: MemberWriter,
    index: MemberWriter,
    proofs: MemberWriter,
    context: TaskContext,
  ) {
    this.state = state;
    this.entries = entries;
    this.index = index;
    this.proofs = proofs;
    this.context = context;
    this.bytes = new SourceBytes(state.db);
    this.entryIds = state.db
      .prepare<[number], string | null>('SELECT entry_id FROM entry_row WHERE id = ?')
      .pluck();
    this.repeated = new Set(state.records.filter(({ duplicate }) => duplicate).map(({ entry }) => entry));
  }

  write(): CompletenessProofs {
    const { state, context } = this;
    const completeness = new Map<number, KeyTreeProof>();
    for (const source of state.sources) {
      const records = state.records.filter((record) => record.source === source.id);
      if (records.length === 0) continue;
      const trees = sourceTrees(state.db, source, scopeKey(state.scope), context);
      if (trees.completeness !== null) completeness.set(source.id, trees.completeness);
      this.writeSource(source, records, trees);
    }
    return completeness;
  }

  private writeSource(
    source: SourceRow,
    records: readonly PackRecord[],
    { tree, leaves }: SourceTrees,
  ): void {
    const salts = new SaltBlocks(new Salts(source.secret, 'entry'));
    for (const record of records) {
      if (this.n % slice === 0) {
        this.context.progress({
          phase: 'writing entries',
          done: this.n,
          total: this.state.records.length,
          unit: 'entries',
        });
        this.context.checkCancelled();
      }
      const { ordinal } = record;
      const raw = this.bytes.read(source.id, record.sourceOffset, record.length);
      const content = nodeDigest.sha256(raw);
      const salt = salts.at(ordinal);
      const leaf = leaves.subarray(ordinal * hashLength, (ordinal + 1) * hashLength);
      this.checkLeaf(record, salt, content, leaf);
      this.writeIndex(record, raw, content, salt);
      const proof = tree.proof(ordinal).map(toHex);
      const line: ProofLine = { source: source.id, ordinal, leaf: toHex(leaf), treeSize: tree.size, proof };
      this.proofs.write(`${JSON.stringify(line)}\n`);
      this.n++;
    }
  }

  /** Nothing is sealed that the checkpoint does not commit to: the bytes may have been changed since the import. */
  private checkLeaf(
    { source, ordinal }: PackRecord,
    salt: Uint8Array,
    content: Uint8Array,
    leaf: Uint8Array,
  ): void {
    const derived = nodeDigest.sha256(Buffer.concat([Buffer.of(0), salt, content]));
    if (Buffer.compare(derived, leaf) === 0) return;
    throw corrupt(
      this.state.db.name,
      `the bytes of record ${ordinal} of source ${source} are not those that were imported; verify the case to see all that is damaged`,
    );
  }

  private writeIndex(record: PackRecord, raw: Uint8Array, content: Uint8Array, salt: Uint8Array): void {
    const { source, ordinal, sourceOffset, length, entry } = record;
    const entryId = this.entryIds.get(entry) ?? null;
    const line: IndexLine = {
      n: this.n,
      source,
      ordinal,
      file: paths.entries,
      offset: this.place(record, raw),
      length,
      sourceOffset,
      content: toHex(content),
      salt: toHex(salt),
      ...(entryId === null ? {} : { entryId }),
    };
    this.index.write(`${JSON.stringify(line)}\n`);
  }

  /** Where the record's bytes stand in the pack; written where they do not stand there yet. */
  private place({ entry }: PackRecord, raw: Uint8Array): number {
    const standing = this.offsets.get(entry);
    if (standing !== undefined) return standing;
    const { offset } = this;
    if (this.repeated.has(entry)) this.offsets.set(entry, offset);
    this.entries.write(raw);
    this.entries.write('\n');
    this.offset += raw.length + 1;
    return offset;
  }
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
