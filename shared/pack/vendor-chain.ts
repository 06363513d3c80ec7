/**
 * The hashes that the exporting system itself put into its entries. An entry states the hash before its own, so that
 * its own can be recomputed without its neighbours; whether neighbours link can seldom be seen in a selection.
 */
import { type Detected, detectChain, sampled } from '../chain/detect.ts';
import { ChainReader, isSound } from '../chain/evaluate.ts';
import { hashColumns } from '../chain/hash-columns.ts';
import { carriesHashes } from '../chain/places.ts';
import type { ChainHasher } from '../chain/profile.ts';
import type { ChainSummary } from '../domain/verification.ts';
import type { Digest } from '../proof/digest.ts';
import type { Findings, Verdict } from './findings.ts';
import type { IndexLine } from './lines.ts';

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

  constructor(digest: Digest, findings: Findings) {
    this.digest = digest;
    this.findings = findings;
  }

  /** A row: what its maker hashed, if anything, was not this text. */
  addRow(line: IndexLine, header: readonly string[]): void {
    const rows = this.tables.get(line.source);
    if (rows === undefined) this.tables.set(line.source, { header, count: 1 });
    else rows.count++;
  }

  /** `text`: null where the entry has no form in UTF-8; asked for where a chain may be, since making it is what costs. */
  add(line: IndexLine, text: () => string | null): void {
    let chain = this.sources.get(line.source);
    if (chain === undefined) {
      chain = new SourceChain(this.digest, this.findings, `source ${line.source}`);
      this.sources.set(line.source, chain);
    }
    chain.add(line, text);
  }

  /** Of a masked entry nothing can be recomputed. */
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

class SourceChain {
  private readonly digest: Digest;
  private readonly findings: Findings;
  private readonly subject: string;
  private sample: Sampled[] = [];
  /** Undefined until the sample is full. */
  private detected: Detected | null | undefined;
  private reader: ChainReader | null = null;
  private unknownHashes = false;
  private entries = 0;
  private recomputed = 0;
  private unknown = 0;

  constructor(digest: Digest, findings: Findings, subject: string) {
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
    const detected = this.unknownHashes ? detectChain(hasher, texts, { selection: true }) : null;
    this.detected = detected;
    if (detected === null) return;
    const { profile, alike } = detected;
    this.reader = new ChainReader(hasher, { profile, alike, key: null });
    for (const { line, text } of sample) this.check(line, text);
  }

  private check({ ordinal, entryId, sourceOffset }: IndexLine, text: string): void {
    const link = this.reader?.read(text);
    if (link === undefined || link.hash === null) return;
    if (isSound(link)) {
      this.recomputed++;
      return;
    }
    if (link.recomputed === null) {
      this.unknown++;
      return;
    }
    this.findings.add({
      axis: 'content',
      subject: this.subject,
      code: 'CHAIN_BREAK',
      message: "the entry's own hash, put there by the system that logged it, is not that of its fields",
      entryId,
      ordinal,
      byteOffset: sourceOffset,
      expected: link.hash,
      actual: link.recomputed,
    });
  }

  /** `masked`: further entries of the source, which are not judged. */
  judge(masked: number): ChainSummary | null {
    if (this.detected === undefined) this.settle();
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
      ...this.content(detected.profile.name, masked),
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
  private content(name: string, masked: number): Pick<Verdict, 'status' | 'reason'> {
    const unknown = this.unknown + masked;
    if (unknown === 0) return { reason: `the hashes that entries carry recompute under the profile ${name}` };
    const carry = unknown === 1 ? '1 entry carries a hash' : `${unknown} entries carry hashes`;
    return {
      status: 'unverifiable',
      reason: `${carry} that cannot be recomputed; the others recompute (${name})`,
    };
  }
}

/** What a checker has at hand: SHA-256 and no key. */
function hasherOf(digest: Digest): ChainHasher {
  return { digest: (algorithm, _key, input) => (algorithm === 'sha256' ? digest.sha256(input) : null) };
}
