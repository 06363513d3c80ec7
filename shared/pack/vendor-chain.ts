/**
 * The hashes that the exporting system itself put into its entries. An entry states the hash before its own, so that
 * its own can be recomputed without its neighbours; whether neighbours link can seldom be seen in a selection.
 */

import { pathList } from '../chain/coverage.ts';
import { type Detected, detectChain, sampled } from '../chain/detect.ts';
import { type Doubt, Doubts, noDoubts, unknownEntries } from '../chain/doubt.ts';
import { type ChainLink, ChainReader, isSound } from '../chain/evaluate.ts';
import { hashColumns } from '../chain/hash-columns.ts';
import { NumbersAgain } from '../chain/numbers-again.ts';
import { carriesHashes } from '../chain/places.ts';
import type { ChainHasher } from '../chain/profile.ts';
import { SearchEffort } from '../chain/search-effort.ts';
import type { ChainSummary } from '../domain/verification.ts';
import type { Digest } from '../proof/digest.ts';
import { counted, entryCount } from '../report/counted.ts';
import { BrokenEnds } from './broken-ends.ts';
import type { Findings, Verdict } from './findings.ts';
import type { IndexLine } from './lines.ts';
import type { ChangedEntries } from './sealed-report.ts';

/** Entries of a source from which its profile is found. */
const sampleSize = 200;

interface Sampled {
  readonly line: IndexLine;
  readonly text: string;
}

export class VendorChain {
  private readonly digest: Digest;
  private readonly findings: Findings;
  private readonly sources = new Map<number, SourceChain>();
  private readonly tables = new Map<number, TableRows>();
  private readonly masked = new Map<number, number>();
  private readonly effort = new SearchEffort();
  private readonly sizes: ReadonlyMap<number, number>;
  private readonly changed: ChangedEntries;

  /**
   * @param sizes how many records the sources have, by their numbers, as far as it is known
   * @param changed entries that whoever had the whole source found changed
   */
  constructor(
    digest: Digest,
    findings: Findings,
    sizes: ReadonlyMap<number, number> = new Map(),
    changed: ChangedEntries = new Map(),
  ) {
    this.digest = digest;
    this.findings = findings;
    this.sizes = sizes;
    this.changed = changed;
  }

  /** A row of a table. If its maker hashed anything, it was not this text. */
  addRow(line: IndexLine, header: readonly string[]): void {
    const rows = this.tables.get(line.source);
    if (rows === undefined) this.tables.set(line.source, { header, count: 1 });
    else rows.count++;
  }

  /** @param text null if the entry has no form in UTF-8; called only if there may be a chain, since making the text is what takes long */
  add(line: IndexLine, text: () => string | null): void {
    let chain = this.sources.get(line.source);
    if (chain === undefined) {
      const size = this.sizes.get(line.source) ?? Number.POSITIVE_INFINITY;
      const ends = new BrokenEnds<Broken>(size, this.changed.get(line.source));
      chain = new SourceChain(this.digest, this.findings, `source ${line.source}`, this.effort, ends);
      this.sources.set(line.source, chain);
    }
    chain.add(line, text);
  }

  /** Nothing of a masked entry can be recomputed. */
  addMasked(line: Pick<IndexLine, 'source'>): void {
    this.masked.set(line.source, (this.masked.get(line.source) ?? 0) + 1);
  }

  /** Judges `content` and `linkage` of every source. */
  judge(): ChainSummary {
    let summary: ChainSummary = { profile: null, detected: false, covers: [], omits: [] };
    for (const [source, chain] of this.sources) {
      const found = chain.judge(this.masked.get(source) ?? 0);
      if (found !== null && !summary.detected) summary = found;
    }
    for (const [source, rows] of this.tables) this.judgeRows(`source ${source}`, rows);
    return summary;
  }

  private judgeRows(subject: string, { header, count: checked }: TableRows): void {
    const carried = hashColumns(header);
    const [status, reason] =
      carried.length === 0
        ? (['absent', 'the rows carry no hashes of their own'] as const)
        : ([
            'unverifiable',
            `the rows carry hashes (${carried.join(', ')}), but of the entries that were made into rows, which are not here`,
          ] as const);
    this.findings.judge({ axis: 'content', subject, status, reason, checked });
    this.findings.judge({
      axis: 'linkage',
      subject,
      status: 'absent',
      reason: 'no chain links the rows',
      checked,
    });
  }
}

interface TableRows {
  readonly header: readonly string[];
  count: number;
}

/** How many entries that do not recompute are kept before another profile is looked for that they recompute under. */
const keptAtMost = 200;

interface Broken extends Sampled {
  readonly link: ChainLink;
}

class SourceChain {
  private readonly digest: Digest;
  private readonly findings: Findings;
  private readonly subject: string;
  private readonly effort: SearchEffort;
  private sample: Sampled[] = [];
  /** Undefined until the sample is full. */
  private detected: Detected | null | undefined;
  /** One for each profile that was found; the first is that of the sample. */
  private readonly readers: ChainReader[] = [];
  private doubts: Doubts | null = null;
  private numbersAgain: NumbersAgain | null = null;
  private broken: Broken[] = [];
  private readonly ends: BrokenEnds<Broken>;
  /** Entries before the first that recomputes, or after the last, of which it cannot be told whether they were changed. */
  private otherwiseMade = 0;
  private readonly uncoveredFurtherOn: string[] = [];
  private attempts = 0;
  private nextAttempt = 1;
  private unknownHashes = false;
  private entries = 0;
  private recomputed = 0;
  private unknown = 0;
  private readonly doubted = { ...noDoubts };

  constructor(
    digest: Digest,
    findings: Findings,
    subject: string,
    effort: SearchEffort,
    ends: BrokenEnds<Broken>,
  ) {
    this.ends = ends;
    this.effort = effort;
    this.digest = digest;
    this.findings = findings;
    this.subject = subject;
  }

  add(line: IndexLine, text: () => string | null): void {
    this.entries++;
    if (this.detected === undefined) {
      this.sample.push({ line, text: text() ?? '' });
      if (this.sample.length === sampleSize) this.settle();
    } else if (this.detected !== null) {
      this.check(line, text() ?? '');
    }
  }

  /** A hash that recomputes cannot do so by chance: the profile is the one under which most do. */
  private settle(): void {
    const { sample } = this;
    this.sample = [];
    const texts = sample.map(({ text }) => text);
    this.unknownHashes = carriesHashes(sampled(texts));
    const hasher = hasherOf(this.digest);
    const { effort } = this;
    const detected = this.unknownHashes ? detectChain(hasher, texts, { selection: true, effort }) : null;
    this.detected = detected;
    if (detected === null) return;
    this.readers.push(readerOf(hasher, detected));
    this.doubts = new Doubts(hasher, { ...detected, key: null });
    this.numbersAgain = new NumbersAgain(hasher, { ...detected, key: null });
    for (const { line, text } of sample) this.check(line, text);
  }

  private check(line: IndexLine, text: string): void {
    let link: ChainLink | null = null;
    for (const reader of this.readers) {
      const read = reader.read(text);
      if (isSound(read)) {
        this.ends.sound(line.ordinal);
        if (read.doubt === undefined) this.recomputed++;
        else this.doubtful(read.doubt);
        return;
      }
      link ??= read;
    }
    if (link === null || link.hash === null) return;
    // If entries do not state the hash before their own, it is that of another entry, which a selection mostly lacks.
    const cannotTell = link.recomputed === null || this.detected?.profile.previous === null;
    const doubt = cannotTell ? null : (this.doubts?.of(text) ?? null);
    if (doubt !== null) {
      this.doubtful(doubt);
      return;
    }
    if (cannotTell) {
      this.unknown++;
      return;
    }
    if (this.numbersAgain?.of(text)) {
      this.recomputed++;
      this.ends.sound(line.ordinal);
      return;
    }
    this.broken.push({ line, text, link });
    if (this.broken.length === keptAtMost) this.judgeBroken();
  }

  private doubtful(doubt: Doubt): void {
    this.unknown++;
    this.doubted[doubt]++;
  }

  /** If the system was changed at some point, it hashes by another profile from then on: entries that recompute under that are not broken. */
  private judgeBroken(): void {
    const { broken } = this;
    this.broken = [];
    const reader = broken.length === 0 ? null : this.readerAmong(broken);
    const changed: Broken[] = [];
    for (const each of broken) {
      const { line, text } = each;
      if (reader !== null && isSound(reader.read(text))) {
        this.recomputed++;
        this.ends.sound(line.ordinal);
      } else changed.push(...this.ends.broken(line.ordinal, { ...each, text: '' }));
    }
    for (const { line, link } of changed) this.find(line, link);
  }

  private judgeEnds(): void {
    const { changed, further, unknown } = this.ends.finish();
    for (const { line, link } of changed) this.find(line, link);
    this.findings.count('content', this.subject, further);
    this.otherwiseMade = unknown;
  }

  /** Looked for ever more seldom: where nothing is found, that is what takes time. */
  private readerAmong(broken: readonly Broken[]): ChainReader | null {
    if (++this.attempts < this.nextAttempt) return null;
    this.nextAttempt *= 2;
    const hasher = hasherOf(this.digest);
    const texts = broken.map(({ text }) => text);
    const found = detectChain(hasher, texts, { selection: true, effort: this.effort });
    const profile = this.detected?.profile;
    const isSameChain =
      found?.profile.hash === profile?.hash && found?.profile.previous === profile?.previous;
    if (found === null || !isSameChain) return null;
    const reader = readerOf(hasher, found);
    this.readers.push(reader);
    this.uncoveredFurtherOn.push(...found.uncovered);
    return reader;
  }

  private find({ ordinal, entryId, sourceOffset }: IndexLine, { hash, recomputed }: ChainLink): void {
    this.findings.add({
      axis: 'content',
      subject: this.subject,
      code: 'CHAIN_BREAK',
      message: "the entry's own hash, put there by the system that logged it, is not that of its fields",
      entryId,
      ordinal,
      byteOffset: sourceOffset,
      expected: hash ?? undefined,
      actual: recomputed ?? undefined,
    });
  }

  /** `masked`: further entries of the source, which are not judged. */
  judge(masked: number): ChainSummary | null {
    if (this.detected === undefined) this.settle();
    this.judgeBroken();
    this.judgeEnds();
    const { subject, entries: checked, findings, detected } = this;
    if (detected === null || detected === undefined) {
      const status = this.unknownHashes ? 'unverifiable' : 'absent';
      const reason = this.unknownHashes
        ? 'entries carry hashes of their own, but no known profile recomputes them'
        : 'the entries carry no hashes of their own';
      findings.judge({ axis: 'content', subject, status, reason, checked });
      findings.judge({
        axis: 'linkage',
        subject,
        status: 'absent',
        reason: 'no chain links the entries',
        checked,
      });
      return null;
    }
    findings.judge({
      axis: 'content',
      subject,
      checked: this.recomputed,
      ...this.content(detected, masked),
    });
    findings.judge({
      axis: 'linkage',
      subject,
      status: 'unverifiable',
      reason: 'a pack is a selection: the entries that others link to are mostly not in it',
      checked,
    });
    const { covers, omits } = detected;
    return { profile: detected.profile.name, detected: true, covers, omits };
  }

  /** Where no hash is wrong. What cannot be recomputed, such as an entry with a name that stands twice, is not broken. */
  private content(
    { profile: { name }, uncovered }: Detected,
    masked: number,
  ): Pick<Verdict, 'status' | 'reason'> {
    const open = [
      ...(this.unknown > 0 ? [unknownEntries(this.unknown, this.doubted)] : []),
      ...(this.otherwiseMade > 0
        ? [
            `${entryCount(this.otherwiseMade)} before the first or behind the last that recomputes, of another making or all of them changed`,
          ]
        : []),
      ...(masked > 0 ? [counted(masked, 'entry is masked', 'entries are masked')] : []),
    ].join(', ');
    if (open !== '') return { status: 'unverifiable', reason: `${open}; the others recompute (${name})` };
    const recompute = `the hashes that entries carry recompute under the profile ${name}`;
    const leftOut = [...new Set([...uncovered, ...this.uncoveredFurtherOn])];
    if (leftOut.length === 0) return { reason: recompute };
    const reason = `${recompute}, but do not cover ${pathList(leftOut)}: changes there leave no trace`;
    return { status: 'unverifiable', reason };
  }
}

function readerOf(hasher: ChainHasher, { profile, alike }: Detected): ChainReader {
  return new ChainReader(hasher, { profile, alike, key: null });
}

/** What a checker has at hand: SHA-256 and no key. */
function hasherOf(digest: Digest): ChainHasher {
  return { digest: (algorithm, _key, input) => (algorithm === 'sha256' ? digest.sha256(input) : null) };
}
