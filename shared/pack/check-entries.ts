/**
 * Whether every entry is, byte for byte, the record that stood at its place in its source when that was imported: its
 * bytes hash to the index's content hash, that and the salt to the leaf, and the leaf is in the checkpoint's tree.
 */
import { decodeText } from '../bytes/encoded-text.ts';
import { equalBytes, fromHex, fromUtf8, toHex } from '../bytes/encoding.ts';
import { entryLeaf } from '../proof/leaves.ts';
import { TreeBuilder } from '../proof/merkle.ts';
import { BatesNumbers } from './bates-numbers.ts';
import { ByteStream } from './byte-stream.ts';
import type { CheckContext } from './check-context.ts';
import { PrivilegeLogCheck } from './check-privilege-log.ts';
import { ProofCheck } from './check-proofs.ts';
import type { CheckedSources } from './check-sources.ts';
import { ContentTable } from './content-table.ts';
import { EntryBytes, type TakenBytes } from './entry-bytes.ts';
import { type EntryFile, entryFilePattern, entryFiles } from './entry-files.ts';
import { EntryFindings } from './entry-findings.ts';
import type { SpelledLine } from './inclusion.ts';
import { parseIndexLine } from './index-line.ts';
import { paths } from './layout.ts';
import type { AnyIndexLine, IndexLine, MaskedLine, PackSource, WithheldLine } from './lines.ts';
import { mask } from './mask.ts';
import { MemberFault, readMember } from './member.ts';
import { parseProofLine } from './proof-line.ts';
import { areSame, LeafSum } from './proven-leaves.ts';
import { RelatedCounts } from './related-counts.ts';
import { scopeKey } from './scope.ts';
import { TextLines } from './text-lines.ts';
import type { VendorChain } from './vendor-chain.ts';

const lineLimit = 1 << 20;
/** The length of the shortest possible line, which is that of a withheld record, in bytes, with its line feed. */
const shortestLine = '{"n":0,"source":1,"ordinal":0,"withheld":true}\n'.length;
/** An entry is read whole to be hashed; the importer quarantines longer ones. */
const entryLimit = 1 << 26;

export interface CheckedEntries {
  readonly redacted: ReadonlyMap<number, { readonly masked: number; readonly withheld: number }>;
  /** One row for each index line. */
  readonly table: ContentTable;
  /**
   * By source: the tree over the leaves of its records in the pack's scope; related records are not in it. Empty if the
   * scope is not one value of a key, since only for such a scope can a pack be shown to be complete.
   */
  readonly subtrees: ReadonlyMap<number, TreeBuilder>;
}

/**
 * Judges `storage` of every source with records in the pack, and `sequence` of the pack.
 *
 * @returns null if another thread read the proofs and they do not prove what the index lists: to tell why, everything
 *   has to be checked again in one thread
 */
export async function checkEntries(
  context: CheckContext,
  described: CheckedSources,
  chain: VendorChain,
): Promise<CheckedEntries | null> {
  const check = new EntriesCheck(context, described, chain);
  await check.run();
  if (!(await check.agrees())) return null;
  check.judge();
  return check;
}

class EntriesCheck implements CheckedEntries {
  readonly table: ContentTable;
  readonly subtrees = new Map<number, TreeBuilder>();
  /** By source: lines that were checked. */
  private readonly checked = new Map<number, number>();
  private readonly related: RelatedCounts;
  private readonly bates = new BatesNumbers();
  private readonly privilegeLog: PrivilegeLogCheck;
  private readonly context: CheckContext;
  private readonly described: CheckedSources;
  private readonly chain: VendorChain;
  private readonly findings: EntryFindings;
  private readonly proofs: ProofCheck;
  /** The leaves of the records, if another thread reads their proofs; null if the proofs are read here. */
  private readonly leaves: LeafSum | null;
  /** Whether there was a record whose leaf is known from its proof alone. */
  private needsProofs = false;
  /** Whether the pack has to show that it is complete. */
  private readonly countsLeaves: boolean;
  private readonly sources: ReadonlyMap<number, PackSource>;
  /** By source: the file that its entries must stand in. */
  private readonly places: ReadonlyMap<number, EntryFile>;
  /** By path, as soon as an entry stands in it. */
  private readonly opened = new Map<string, EntryBytes>();
  /** By source: lines that say where in it they stand. */
  private readonly placed = new Map<number, number>();
  /** By source: records of which something stays back. */
  readonly redacted = new Map<number, { masked: number; withheld: number }>();
  private last = { source: 0, ordinal: -1 };

  constructor(context: CheckContext, described: CheckedSources, chain: VendorChain) {
    this.context = context;
    this.table = new ContentTable(context.effects.findRoom);
    this.described = described;
    this.chain = chain;
    this.findings = new EntryFindings(context);
    this.proofs = new ProofCheck(context.effects.digest, described.checkpoints, this.findings);
    // The leaf of a record of which something stays back is known by its proof alone.
    const { withheld, masked } = described.pack;
    const isApart = context.isShared() && withheld + masked === 0;
    this.leaves = isApart ? new LeafSum(context.effects.digest) : null;
    this.countsLeaves = scopeKey(described.pack.scope) !== null;
    this.sources = new Map(described.sources.map((source) => [source.id, source]));
    this.places = entryFiles(described.sources);
    this.related = new RelatedCounts(described.pack.related);
    this.privilegeLog = new PrivilegeLogCheck(context);
  }

  async run(): Promise<void> {
    const index = new TextLines(this.open(paths.index));
    const proofs = this.leaves === null ? new TextLines(this.open(paths.proofs)) : null;
    try {
      // There are millions of lines: what is at hand is not waited for.
      const most = this.mostLines();
      while (this.table.size < most) {
        const next = index.line(lineLimit);
        const text = next instanceof Promise ? await next : next;
        if (text === null) break;
        const beside = proofs?.line(lineLimit) ?? null;
        const proof = beside instanceof Promise ? await beside : beside;
        const line = this.accepted(parseIndexLine(text, () => index.bytes()));
        if (line === null) continue;
        const spelled = proof === null || proofs === null ? null : { text: proof, bytes: proofs.bytes() };
        if (!('content' in line))
          await this.privilegeLog.next(line, this.sources.get(line.source)?.name ?? '');
        if ('withheld' in line) {
          this.checkRedacted(line, spelled, 'withheld');
          continue;
        }
        const file = this.places.get(line.source) as EntryFile;
        const entries = this.opened.get(file.path) ?? (await this.openEntries(file));
        const found = entries.take(line.offset, line.length, line.n);
        const taken = found instanceof Promise ? await found : found;
        if ('content' in line) this.checkWhole(line, taken, spelled);
        else this.checkMasked(line, taken, spelled);
      }
      await this.checkEnds(index, proofs);
      await this.privilegeLog.finish();
    } finally {
      const read = [index, proofs, this.privilegeLog, ...this.opened.values()];
      await Promise.all(read.map((each) => each?.close()));
    }
  }

  /** As many as the pack was sealed with, or as its index can hold: what is behind these belongs to none. */
  private mostLines(): number {
    const size = this.context.pack.files.get(paths.index)?.size ?? 0;
    return Math.min(this.described.pack.records, Math.floor(size / shortestLine));
  }

  private open(path: string): AsyncGenerator<Uint8Array> {
    const { reader, pack, hashing, watch } = this.context;
    const member = pack.files.get(path);
    return member === undefined
      ? nothing()
      : watch('checking entries', untilFault(hashing(path, readMember(reader, member))));
  }

  /** The entries of a file that is read for the first time are preceded by what its sources say of it. */
  private async openEntries(file: EntryFile): Promise<EntryBytes> {
    const entries = new EntryBytes(file, new ByteStream(this.open(file.path)), this.context.effects.findRoom);
    this.opened.set(file.path, entries);
    if (!this.context.pack.files.has(file.path)) this.findings.fileMissing(file.path);
    else if (!(await entries.opens())) this.findings.headingAltered(file.path);
    return entries;
  }

  /** The line, where it can be one of this pack at its place. */
  private accepted(line: AnyIndexLine | null): AnyIndexLine | null {
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
      this.findings.lineInvalid(n);
      return null;
    }
    this.checkOrder(line);
    if (!this.bates.allows(line.n, line.bates)) this.findings.otherBates(line);
    this.enter(line);
    return line;
  }

  private enter(line: AnyIndexLine): void {
    if ('content' in line) {
      this.table.add(fromHex(line.content));
      if (line.sourceOffset !== undefined)
        this.placed.set(line.source, (this.placed.get(line.source) ?? 0) + 1);
      return;
    }
    this.table.add(null);
    const kinds = this.redacted.get(line.source) ?? { masked: 0, withheld: 0 };
    kinds['masked' in line ? 'masked' : 'withheld']++;
    this.redacted.set(line.source, kinds);
  }

  /** Ascending by source and ordinal: no record twice, none out of its place. */
  private checkOrder(line: AnyIndexLine): void {
    const { source, ordinal } = line;
    const { last } = this;
    if (source < last.source || (source === last.source && ordinal <= last.ordinal))
      this.findings.outOfOrder(line);
    last.source = source;
    last.ordinal = ordinal;
  }

  private checkWhole(line: IndexLine, taken: TakenBytes, spelled: SpelledLine | null): void {
    const { digest } = this.context.effects;
    const content = this.table.content(line.n) as Uint8Array;
    this.checkBytes(line, content, taken);
    const leaf = entryLeaf(digest, fromHex(line.salt) as Uint8Array, content);
    if (this.leaves === null) this.proofs.check(line, leaf, spelled);
    else this.addLeaf(line, leaf, this.leaves);
    this.count(line, leaf, 'line' in taken ? 'repeated' : 'new');
  }

  private addLeaf({ source, ordinal }: IndexLine, leaf: Uint8Array, leaves: LeafSum): void {
    const head = this.described.checkpoints.get(source);
    if (head === undefined) this.needsProofs = true;
    else leaves.add(source, head, ordinal, leaf);
  }

  private checkBytes(line: IndexLine, content: Uint8Array, taken: TakenBytes): void {
    if ('line' in taken) {
      const standing = taken.line === null ? null : this.table.content(taken.line);
      if (standing === null || !equalBytes(standing, content)) this.findings.pointsElsewhere(line);
      return;
    }
    const actual = this.context.effects.digest.sha256(taken.bytes);
    if (!equalBytes(actual, content)) this.findings.altered(line, toHex(actual));
    this.checkSpan(line, taken);
    this.addToChain(line, taken.bytes);
  }

  /** A masked copy stands in its file like any entry; nothing but the seal says that the bytes around its masks are right. */
  private checkMasked(line: MaskedLine, taken: TakenBytes, spelled: SpelledLine | null): void {
    if ('line' in taken) {
      if (taken.line === null || !this.table.isRedacted(taken.line)) this.findings.pointsElsewhere(line);
    } else {
      this.checkSpan(line, taken);
      if (this.masksIn(line, taken.bytes) < line.masked.length) this.findings.notMasked(line);
    }
    this.chain.addMasked(line);
    this.checkRedacted(line, spelled, 'line' in taken ? 'repeated' : 'new');
  }

  private masksIn({ source }: MaskedLine, bytes: Uint8Array): number {
    const { encoding, table } = this.sources.get(source) as PackSource;
    const shown = table === null ? JSON.stringify(mask) : mask;
    return decodeText(encoding, bytes).split(shown).length - 1;
  }

  /** What stays back of the record is in its leaf, which the proof gives: it is placed, and counted, like any other. */
  private checkRedacted(
    line: MaskedLine | WithheldLine,
    spelled: SpelledLine | null,
    entry: 'new' | 'repeated' | 'withheld',
  ): void {
    if (this.leaves !== null) this.needsProofs = true;
    const proof = spelled === null ? null : parseProofLine(spelled.bytes);
    const leaf = proof === null ? new Uint8Array(32) : (fromHex(proof.leaf) as Uint8Array);
    this.proofs.check(line, leaf, spelled);
    this.count(line, leaf, entry);
  }

  /** What stands around the bytes of an entry. */
  private checkSpan(
    line: IndexLine | MaskedLine,
    { unclaimed, ended }: { unclaimed: number; ended: boolean },
  ): void {
    if (unclaimed > 0) this.findings.unclaimed(line, unclaimed);
    if (!ended) this.findings.notEnded(line);
  }

  private addToChain(line: IndexLine, bytes: Uint8Array): void {
    const { encoding, table } = this.sources.get(line.source) as PackSource;
    if (table !== null) {
      this.chain.addRow(line, table.header);
    } else {
      this.chain.add(line, () => {
        if (encoding === 'utf-8') return fromUtf8(bytes);
        const text = decodeText(encoding, bytes);
        return text.isWellFormed() ? text : null;
      });
    }
  }

  /** A related record is no leaf of the value's subtree: it has another value, or none. */
  private count(line: AnyIndexLine, leaf: Uint8Array, entry: 'new' | 'repeated' | 'withheld'): void {
    this.checked.set(line.source, (this.checked.get(line.source) ?? 0) + 1);
    if (line.related !== undefined) this.related.add(line.related, entry);
    else if (this.countsLeaves) this.subtree(line.source).append(leaf);
  }

  private subtree(source: number): TreeBuilder {
    const known = this.subtrees.get(source);
    if (known !== undefined) return known;
    const subtree = new TreeBuilder(this.context.effects.digest);
    this.subtrees.set(source, subtree);
    return subtree;
  }

  private async checkEnds(index: TextLines, proofs: TextLines | null): Promise<void> {
    const ends = new Map<string, TextLines | EntryBytes>([[paths.index, index], ...this.opened]);
    if (proofs !== null) ends.set(paths.proofs, proofs);
    for (const [member, stream] of ends) if (!(await stream.done())) this.findings.extra(member);
    for (const path of this.context.pack.files.keys()) {
      if (entryFilePattern.test(path) && !this.opened.has(path)) this.findings.extra(path);
    }
    const { pack } = this.described;
    for (const kind of ['withheld', 'masked'] as const) {
      const found = [...this.redacted.values()].reduce((sum, kinds) => sum + kinds[kind], 0);
      if (found !== pack[kind]) this.findings.otherNumber(kind, pack[kind], found);
    }
    for (const { reason, records, found } of this.related.differences())
      this.findings.otherNumber(`related by ${reason}`, records, found);
    for (const { reason, entries, found } of this.related.otherEntries())
      this.findings.otherRelated(reason, entries, found);
    const entries = [...this.opened.values()].reduce((sum, file) => sum + file.entries, 0);
    if (entries !== pack.entries) this.findings.otherEntries(pack.entries, entries);
    if (pack.records !== this.table.size) this.findings.linesMissing(pack.records, this.table.size);
    this.checkRecords();
  }

  /** Of each source as many as it is said to have: whoever reads of the pack reads these numbers. */
  private checkRecords(): void {
    for (const { id, records } of this.described.sources) {
      const found = this.checked.get(id) ?? 0;
      if (found !== records) this.findings.otherNumber(`of source ${id}`, records, found);
      this.checkPlaces(id, found);
    }
  }

  /** Places in a source of which something stays back would tell how long that is; in others each record has its own. */
  private checkPlaces(source: number, records: number): void {
    const expected = this.redacted.has(source) ? 0 : records;
    const found = this.placed.get(source) ?? 0;
    if (found !== expected) this.findings.otherPlaces(source, expected, found);
  }

  private redactedWords(source: number): string {
    const { masked, withheld } = this.redacted.get(source) ?? { masked: 0, withheld: 0 };
    if (masked + withheld === 0) return '';
    return `, but for ${withheld} withheld and ${masked} masked: these have their place, and their bytes cannot be checked until they are disclosed`;
  }

  /** Whether every record has its proof, where another thread read the proofs. Waits for it. */
  async agrees(): Promise<boolean> {
    if (this.leaves === null) return true;
    const proven = await this.context.provenApart();
    return !this.needsProofs && proven !== null && areSame(proven, this.leaves.finish());
  }

  judge(): void {
    const { findings } = this.context;
    for (const [source, checked] of this.checked) {
      findings.judge({
        axis: 'storage',
        subject: `source ${source}`,
        reason: `every entry has the bytes, and stands at the place, that the checkpoint of its source commits to${this.redactedWords(source)}${this.sources.get(source)?.table ? '; for the names of its columns the seal alone vouches' : ''}`,
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

async function* nothing(): AsyncGenerator<Uint8Array> {}

/** As far as a file can be read: what is wrong with it is told of where it is hashed, and the others are looked at all the same. */
async function* untilFault(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* pieces;
  } catch (error) {
    if (!(error instanceof MemberFault)) throw error;
  }
}
