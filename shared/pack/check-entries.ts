/**
 * Whether every entry is, byte for byte, the record that stood at its place in its source when that was imported: its
 * bytes hash to the index's content hash, that and the salt to the leaf, and the leaf is in the checkpoint's tree.
 */
import { decodeText } from '../bytes/encoded-text.ts';
import { equalBytes, fromHex, fromUtf8, toHex } from '../bytes/encoding.ts';
import type { Finding } from '../domain/verification.ts';
import { entryLeaf } from '../proof/leaves.ts';
import { TreeBuilder } from '../proof/merkle.ts';
import type { Checkpoint } from '../seal/checkpoint.ts';
import { ByteStream } from './byte-stream.ts';
import { type CheckContext, parseLine } from './check-context.ts';
import type { CheckedSources } from './check-sources.ts';
import { ContentTable } from './content-table.ts';
import { EntryBytes } from './entry-bytes.ts';
import { type EntryFile, entryFilePattern, entryFiles } from './entry-files.ts';
import { InclusionChecker } from './inclusion.ts';
import { paths } from './layout.ts';
import {
  type AnyIndexLine,
  anyIndexLineSchema,
  type IndexLine,
  type MaskedLine,
  type PackSource,
  type ProofLine,
  type WithheldLine,
} from './lines.ts';
import { MemberFault, readMember } from './member.ts';
import { parseProofLine } from './proof-line.ts';
import { RelatedCounts } from './related-counts.ts';
import type { VendorChain } from './vendor-chain.ts';

const lineLimit = 1 << 20;
/** An entry is read whole to be hashed; the importer quarantines longer ones. */
const entryLimit = 1 << 29;

export interface CheckedEntries {
  readonly redacted: ReadonlyMap<number, { readonly masked: number; readonly withheld: number }>;
  /** One row for each index line. */
  readonly table: ContentTable;
  /** By source: the tree over the leaves of its records of the pack's scope, and how many there are. Related ones are beside it. */
  readonly subtrees: ReadonlyMap<number, TreeBuilder>;
}

/** Judges `storage` of every source with records in the pack, and `sequence` of the pack. */
export async function checkEntries(
  context: CheckContext,
  described: CheckedSources,
  chain: VendorChain,
): Promise<CheckedEntries> {
  const check = new EntriesCheck(context, described, chain);
  try {
    await check.run();
  } catch (error) {
    // The file was told of when it was hashed; how far it could be read was looked at.
    if (!(error instanceof MemberFault)) throw error;
  }
  check.judge();
  return check;
}

class EntriesCheck implements CheckedEntries {
  readonly table = new ContentTable();
  readonly subtrees = new Map<number, TreeBuilder>();
  /** By source: lines that were checked. */
  private readonly checked = new Map<number, number>();
  private readonly related: RelatedCounts;
  private readonly checkers = new Map<number, InclusionChecker>();
  private readonly context: CheckContext;
  private readonly described: CheckedSources;
  private readonly chain: VendorChain;
  private readonly sources: ReadonlyMap<number, PackSource>;
  /** By source: the file that its entries must stand in. */
  private readonly places: ReadonlyMap<number, EntryFile>;
  /** By path, as soon as an entry stands in it. */
  private readonly opened = new Map<string, EntryBytes>();
  /** By source: records of which something stays back. */
  readonly redacted = new Map<number, { masked: number; withheld: number }>();
  private last = { source: 0, ordinal: -1 };

  constructor(context: CheckContext, described: CheckedSources, chain: VendorChain) {
    this.context = context;
    this.described = described;
    this.chain = chain;
    this.sources = new Map(described.sources.map((source) => [source.id, source]));
    this.places = entryFiles(described.sources);
    this.related = new RelatedCounts(described.pack.related);
  }

  async run(): Promise<void> {
    const index = this.open(paths.index, null);
    const proofs = this.open(paths.proofs, null);
    try {
      for (;;) {
        const line = await index.line(lineLimit);
        if (line === null) break;
        const proof = await proofs.line(lineLimit);
        await this.checkLine(
          parseLine(anyIndexLineSchema, line),
          proof === null ? null : parseProofLine(proof),
        );
      }
      await this.checkEnds(index, proofs);
    } finally {
      await Promise.all([index, proofs, ...this.opened.values()].map((each) => each.close()));
    }
  }

  private open(path: string, phase: string | null): ByteStream {
    const member = this.context.pack.files.get(path);
    if (member === undefined) return new ByteStream(nothing());
    const pieces = this.context.hashing(path, readMember(this.context.reader, member));
    return new ByteStream(phase === null ? pieces : this.context.watch(phase, pieces, 0));
  }

  private async checkLine(line: AnyIndexLine | null, proof: ProofLine | null): Promise<void> {
    const file = line === null ? undefined : this.places.get(line.source);
    if (
      line === null ||
      file === undefined ||
      line.n !== this.table.size ||
      !this.related.allows(line) ||
      ('file' in line && (line.file !== file.path || line.length > entryLimit))
    ) {
      const n = this.table.size;
      this.table.add(null);
      this.add('storage', 'pack', {
        code: 'INDEX_INVALID',
        message: `line ${n + 1} does not read as the pack format describes it`,
        member: paths.index,
      });
      return;
    }
    this.checkOrder(line);
    if ('content' in line) await this.checkWhole(line, await this.bytesOf(file), proof);
    else await this.checkRedacted(line, file, proof);
  }

  private async checkWhole(line: IndexLine, file: EntryBytes, proof: ProofLine | null): Promise<void> {
    const content = fromHex(line.content) as Uint8Array;
    this.table.add(content);
    await this.checkBytes(line, content, file);
    const leaf = entryLeaf(this.context.effects.digest, fromHex(line.salt) as Uint8Array, content);
    this.checkProof(line, leaf, proof);
    this.count(line, leaf);
  }

  /** What stays back of the record is in its leaf, which the proof gives: it is placed, and counted, like any other. */
  private async checkRedacted(
    line: MaskedLine | WithheldLine,
    file: EntryFile,
    proof: ProofLine | null,
  ): Promise<void> {
    this.table.add(null);
    const kept = 'masked' in line ? 'masked' : 'withheld';
    const kinds = this.redacted.get(line.source) ?? { masked: 0, withheld: 0 };
    kinds[kept]++;
    this.redacted.set(line.source, kinds);
    if ('masked' in line) {
      await this.checkCopy(line, await this.bytesOf(file));
      this.chain.addMasked(line);
    }
    const leaf = proof === null ? new Uint8Array(32) : (fromHex(proof.leaf) as Uint8Array);
    this.checkProof(line, leaf, proof);
    this.count(line, leaf);
  }

  /** A masked copy stands in its file like any entry; nothing but the seal says that its bytes are right. */
  private async checkCopy(line: MaskedLine, file: EntryBytes): Promise<void> {
    const taken = await file.take(line.offset, line.length, line.n);
    if ('line' in taken) {
      const copied = taken.line !== null && this.table.isRedacted(taken.line);
      if (!copied) this.addAltered(line);
      return;
    }
    this.checkSpan(line, taken);
  }

  /** A related record is no leaf of the value's subtree: it has another value, or none. */
  private count(line: AnyIndexLine, leaf: Uint8Array): void {
    this.checked.set(line.source, (this.checked.get(line.source) ?? 0) + 1);
    if (line.related === undefined) this.subtree(line.source).append(leaf);
    else this.related.add(line.related);
  }

  private subtree(source: number): TreeBuilder {
    const known = this.subtrees.get(source);
    if (known !== undefined) return known;
    const subtree = new TreeBuilder(this.context.effects.digest);
    this.subtrees.set(source, subtree);
    return subtree;
  }

  /** Ascending by source and ordinal: no record twice, none out of its place. */
  private checkOrder(line: AnyIndexLine): void {
    const { source, ordinal } = line;
    const { last } = this;
    if (source < last.source || (source === last.source && ordinal <= last.ordinal)) {
      this.add('sequence', 'pack', {
        ...placeOf(line),
        code: 'INDEX_ORDER',
        message: 'the index lists a record twice, or not in source order',
      });
    }
    this.last = { source, ordinal };
  }

  /** The entries of a file that is read for the first time are preceded by what its sources say of it. */
  private async bytesOf(file: EntryFile): Promise<EntryBytes> {
    const known = this.opened.get(file.path);
    if (known !== undefined) return known;
    const bytes = new EntryBytes(file, this.open(file.path, 'checking entries'));
    this.opened.set(file.path, bytes);
    if (!this.context.pack.files.has(file.path)) {
      this.add('storage', 'pack', {
        code: 'MEMBER_MISSING',
        message: 'the pack lacks this file',
        member: file.path,
      });
    } else if (!(await bytes.opens())) {
      this.add('storage', 'pack', {
        code: 'HEADING_ALTERED',
        message: 'it does not begin with the encoding and the heading that its sources have',
        member: file.path,
      });
    }
    return bytes;
  }

  private async checkBytes(line: IndexLine, content: Uint8Array, file: EntryBytes): Promise<void> {
    const taken = await file.take(line.offset, line.length, line.n);
    if ('line' in taken) {
      const standing = taken.line === null ? null : this.table.content(taken.line);
      if (standing !== null && equalBytes(standing, content)) return;
      this.addAltered(line);
      return;
    }
    const { bytes } = taken;
    const actual = this.context.effects.digest.sha256(bytes);
    if (!equalBytes(actual, content)) {
      this.addEntry(line, {
        code: 'ENTRY_ALTERED',
        message: 'the bytes of this entry are not those that the index has a hash of',
        expected: line.content,
        actual: toHex(actual),
      });
    }
    this.checkSpan(line, taken);
    this.addToChain(line, bytes);
  }

  /** What stands around the bytes of an entry. */
  private checkSpan(
    line: IndexLine | MaskedLine,
    { unclaimed, ended }: { unclaimed: number; ended: boolean },
  ): void {
    if (unclaimed > 0) {
      this.add('storage', 'pack', {
        code: 'ENTRIES_UNCLAIMED',
        message: `${unclaimed} bytes belong to no entry`,
        member: line.file,
        byteOffset: line.offset - unclaimed,
      });
    }
    if (!ended) {
      this.addEntry(line, {
        code: 'ENTRIES_UNCLAIMED',
        message: 'this entry is not followed by a line feed',
      });
    }
  }

  private addAltered(line: IndexLine | MaskedLine): void {
    this.addEntry(line, {
      code: 'ENTRY_ALTERED',
      message: 'the bytes that the index points to are not this record',
      ...('content' in line ? { expected: line.content } : {}),
    });
  }

  private addToChain(line: IndexLine, bytes: Uint8Array): void {
    const { encoding, table } = this.sources.get(line.source) as PackSource;
    if (table !== null) {
      this.chain.addRow(line, table.header);
    } else if (encoding === 'utf-8') {
      this.chain.add(line, fromUtf8(bytes));
    } else {
      const text = decodeText(encoding, bytes);
      this.chain.add(line, text.isWellFormed() ? text : null);
    }
  }

  private checkProof(line: AnyIndexLine, leaf: Uint8Array, proof: ProofLine | null): void {
    if (proof === null || proof.source !== line.source || proof.ordinal !== line.ordinal) {
      this.addEntry(line, {
        code: 'PROOF_INVALID',
        message: 'no proof stands at its place for this entry',
        member: paths.proofs,
      });
      return;
    }
    if (proof.leaf !== toHex(leaf)) {
      this.addEntry(line, {
        code: 'LEAF_MISMATCH',
        message: 'content hash and salt do not give the leaf of the proof',
        expected: proof.leaf,
        actual: toHex(leaf),
      });
    }
    const checkpoint = this.described.checkpoints.get(line.source);
    if (
      checkpoint === undefined ||
      proof.treeSize !== checkpoint.size ||
      !this.isIncluded(line, leaf, proof, checkpoint)
    ) {
      this.addEntry(line, {
        code: 'NOT_INCLUDED',
        message: "the proof does not place this entry in its source's tree under the checkpoint",
      });
    }
  }

  private isIncluded(
    { source, ordinal }: AnyIndexLine,
    leaf: Uint8Array,
    { proof }: ProofLine,
    checkpoint: Checkpoint,
  ): boolean {
    let checker = this.checkers.get(source);
    if (checker === undefined) {
      checker = new InclusionChecker(this.context.effects.digest, checkpoint.size, checkpoint.root);
      this.checkers.set(source, checker);
    }
    return checker.includes(leaf, ordinal, proof);
  }

  private async checkEnds(index: ByteStream, proofs: ByteStream): Promise<void> {
    const ends = new Map<string, ByteStream | EntryBytes>([
      [paths.index, index],
      [paths.proofs, proofs],
      ...this.opened,
    ]);
    for (const [member, stream] of ends) if (!(await stream.done())) this.addExtra(member);
    for (const path of this.context.pack.files.keys()) {
      if (entryFilePattern.test(path) && !this.opened.has(path)) this.addExtra(path);
    }
    this.checkRedactedCounts();
    for (const { reason, records, found } of this.related.differences()) {
      this.add('storage', 'pack', {
        code: 'INDEX_INVALID',
        message: `another number of records is related by ${reason} than the pack was sealed with`,
        member: paths.index,
        expected: String(records),
        actual: String(found),
      });
    }
    const { records } = this.described.pack;
    if (records !== this.table.size) {
      this.add('storage', 'pack', {
        code: 'ENTRIES_MISSING',
        message: 'the index has another number of lines than the pack was sealed with',
        member: paths.index,
        expected: String(records),
        actual: String(this.table.size),
      });
    }
  }

  private addExtra(member: string): void {
    const message = 'it holds more than the index accounts for';
    this.add('storage', 'pack', { code: 'LINES_EXTRA', message, member });
  }

  private checkRedactedCounts(): void {
    for (const kind of ['withheld', 'masked'] as const) {
      const expected = this.described.pack[kind];
      const actual = [...this.redacted.values()].reduce((sum, kinds) => sum + kinds[kind], 0);
      if (expected === actual) continue;
      this.add('storage', 'pack', {
        code: 'INDEX_INVALID',
        message: `another number of records is ${kind} than the pack was sealed with`,
        member: paths.index,
        expected: String(expected),
        actual: String(actual),
      });
    }
  }

  private addEntry(
    line: AnyIndexLine,
    what: Pick<Finding, 'code' | 'message' | 'expected' | 'actual' | 'member'>,
  ): void {
    this.add('storage', `source ${line.source}`, { ...placeOf(line), ...what });
  }

  private add(axis: Finding['axis'], subject: string, finding: Omit<Finding, 'axis' | 'subject'>): void {
    this.context.findings.add({ axis, subject, ...finding });
  }

  private redactedWords(source: number): string {
    const { masked, withheld } = this.redacted.get(source) ?? { masked: 0, withheld: 0 };
    if (masked + withheld === 0) return '';
    return `, but for ${withheld} withheld and ${masked} masked: these have their place, and their bytes cannot be checked until they are disclosed`;
  }

  judge(): void {
    const { findings } = this.context;
    for (const [source, checked] of this.checked) {
      findings.judge({
        axis: 'storage',
        subject: `source ${source}`,
        reason: `every entry has the bytes, and stands at the place, that the checkpoint of its source commits to${this.redactedWords(source)}`,
        checked,
      });
    }
    findings.judge({
      axis: 'sequence',
      subject: 'pack',
      reason:
        'each record stands once, in source order; a pack is a selection, so what stood between them is not in it',
      checked: this.table.size,
    });
  }
}

function placeOf(line: AnyIndexLine): Pick<Finding, 'ordinal' | 'byteOffset' | 'entryId'> {
  const { ordinal } = line;
  return {
    ordinal,
    ...('entryId' in line ? { entryId: line.entryId } : {}),
    ...('sourceOffset' in line ? { byteOffset: line.sourceOffset } : {}),
  };
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
