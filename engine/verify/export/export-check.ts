import type { FollowedPart } from '../../../shared/chain/follow.ts';
import type { Axis } from '../../../shared/domain/verification.ts';
import { digestLength } from '../../../shared/proof/digest.ts';
import { countText } from '../../../shared/report/counted.ts';
import { type Batch, batchLength, valuesOf } from '../../import/batch/batch.ts';
import { giveBack } from '../../import/batch/batch-memory.ts';
import { Fingerprints } from '../../import/store/fingerprints.ts';
import { SeenIds } from '../anomalies/seen-ids.ts';
import { brokenOff } from '../broken-off.ts';
import { fileEndsEarly } from '../checked-source.ts';
import type { Findings } from '../findings.ts';
import { QuarantinedOffsets } from '../quarantined-offsets.ts';
import { placeOf } from '../record-place.ts';
import type { FollowedTrail } from '../state/followed-trail.ts';
import type { Growth, Place } from '../state/kept-progress.ts';
import { rememberedAtMost } from '../state/source-state.ts';
import type { TrailCheck } from '../trail-check.ts';

/** Follows the records of a bare export: there is nothing stored to compare them with. Holds about 75 bytes a record. */
export class ExportCheck {
  readonly subject: string;
  /** Its answers are given with those of the other trails of the export: a chain may go on from one into the next. */
  readonly trail: TrailCheck;
  private readonly findings: Findings;
  private readonly known = new Fingerprints();
  /** The content hashes of every batch, each in the place of a full one. */
  private readonly contents: Uint8Array[] = [];
  private readonly quarantined = new QuarantinedOffsets();
  private ids = new SeenIds();
  private unread = 0;
  /** Why the stream ended before its end; null where it did not. */
  private fault: string | null = null;
  private records = 0;
  /** Where it went on from a place that was followed to before. */
  private from: Place | null = null;
  /** Of what grows, as much as was kept: batches, ids, and the hashes of the chain. */
  private kept = { batches: 0, ids: 0, hashes: 0 };

  constructor(subject: string, trail: TrailCheck, findings: Findings) {
    this.subject = subject;
    this.trail = trail;
    this.findings = findings;
  }

  /** Nothing of the batch is held afterwards. */
  addBatch(batch: Batch, chain: FollowedPart | null): void {
    this.quarantined.next(batch.quarantined);
    this.unread += batch.quarantined.length;
    // A copy: the batch's memory is used again.
    this.contents.push(batch.contents.slice(0, batch.count * digestLength));
    const ids = valuesOf(batch, 'entry_id');
    const links = chain?.links ?? null;
    const between = (from: number, to: number) => this.quarantined.between(from, to);
    let added = 0;
    for (let i = 0; i < batch.count; i++) {
      const isRepeated = this.stoodBefore((this.contents.length - 1) * batchLength + i);
      if (!isRepeated && !this.ids.stoodBefore(ids(i))) continue;
      this.trail.addAll(batch, added, i, links, between);
      if (isRepeated) this.trail.repeated(placeOf(batch, i));
      else this.trail.idRepeated(placeOf(batch, i));
      this.trail.add(batch, i, links, between);
      added = i + 1;
    }
    this.trail.addAll(batch, added, batch.count, links, between);
    if (chain !== null) this.trail.met(chain.found, batch.first + batch.count);
    this.records += batch.count;
    if (batch.place) giveBack(batch.place);
  }

  /** Profiles that were met further on. */
  get also(): readonly string[] {
    return this.trail.also;
  }

  /** What was found up to here, and what has grown since the last was kept; null where it cannot be gone on from. */
  progress(): { readonly state: FollowedTrail; readonly growth: Growth } | null {
    const trail = this.trail.progress();
    const findings = this.findings.of(this.subject);
    if (trail === null || findings === null || findings.length > rememberedAtMost) return null;
    const { links } = this.trail.chain ?? {};
    const { ids, kept } = this;
    return {
      state: {
        trail,
        findings,
        quarantinedAt: this.quarantined.last,
        quarantined: this.unread,
        hashes: links?.count ?? 0,
        ids: { count: ids.count, seeds: [...ids.seeds] },
        stored: null,
      },
      growth: {
        hashes: links?.hashesSince(kept.hashes) ?? noHashes,
        contents: Buffer.concat(this.contents.slice(kept.batches)),
        ids: ids.since(kept.ids),
      },
    };
  }

  /** What `progress` gave is kept: the next time, what has grown since. */
  wasKept(): void {
    const hashes = this.trail.chain?.links.count ?? 0;
    this.kept = { batches: this.contents.length, ids: this.ids.count, hashes };
  }

  /** Goes on from a place. Call it before anything is added. */
  resume(place: Place, growth: Iterable<Growth>): void {
    const { trail, findings, quarantinedAt, quarantined, ids } = place.state;
    this.ids = new SeenIds(ids?.seeds);
    const hashes: Growth['hashes'][] = [];
    for (const each of growth) {
      hashes.push(each.hashes);
      this.ids.addPairs(each.ids);
      this.addContents(each.contents);
    }
    this.trail.resume(trail, hashes);
    for (const finding of findings) this.findings.add(finding);
    this.quarantined.resume(quarantinedAt);
    this.unread = quarantined;
    this.records = trail.records;
    this.from = place;
    this.wasKept();
  }

  private addContents(contents: Uint8Array): void {
    for (let at = 0; at < contents.length; at += batchLength * digestLength) {
      this.contents.push(contents.subarray(at, at + batchLength * digestLength));
      const first = (this.contents.length - 1) * batchLength;
      const count = (this.contents.at(-1)?.length ?? 0) / digestLength;
      for (let n = first; n < first + count; n++) this.stoodBefore(n);
    }
  }

  /** Whether the bytes of record `n`, counted in full batches, were met before; remembers them. */
  private stoodBefore(n: number): boolean {
    const content = this.contentOf(n);
    const print = content.readUInt32BE(0);
    return this.known.findOrAdd(print, n + 1, (id) => this.contentOf(id - 1).equals(content)) !== 0;
  }

  private contentOf(n: number): Buffer {
    const contents = this.contents[Math.floor(n / batchLength)] as Uint8Array;
    return Buffer.from(contents.buffer, contents.byteOffset + (n % batchLength) * digestLength, digestLength);
  }

  /** Every batch was added. */
  end(): void {
    this.trail.end((from, to) => this.quarantined.between(from, to));
  }

  /** What it was unpacked from ends before its end, or contradicts its own checksum. */
  brokeOff(fault: string): void {
    this.fault = fault;
  }

  /** Why entries that its maker wrote may not have been read, as a part of a sentence behind its name; null where all were. */
  get lacks(): string | null {
    return this.fault === null ? null : fileEndsEarly;
  }

  /** What is said of the file itself. */
  axes(): Axis[] {
    const { subject } = this;
    const storage: Axis = {
      axis: 'storage',
      subject,
      status: 'absent',
      reason: `a bare export has no checkpoint to be held against${this.goneOnFrom()}`,
      checked: this.records,
    };
    const readable: Axis = {
      axis: 'completeness',
      subject,
      ...completenessOf(this.fault, this.unread),
      checked: this.records,
    };
    const signature: Axis = {
      ...storage,
      axis: 'signature',
      reason: 'the export carries no signature',
      checked: 0,
    };
    return [storage, signature, readable];
  }

  private goneOnFrom(): string {
    if (this.from === null) return '';
    const { mark, time } = this.from;
    return `; its first ${countText(mark.bytes)} bytes are those that were followed on ${time}, by their SHA-256, and were not followed again`;
  }
}

function completenessOf(fault: string | null, unread: number): Pick<Axis, 'status' | 'reason'> {
  const lost = unread > 0 ? `; ${countText(unread)} of its records cannot be read` : '';
  if (fault === null)
    return { status: 'absent', reason: `a file says nothing of what its exporter left out${lost}` };
  return { status: 'unverifiable', reason: `${brokenOff(fault)}${lost}` };
}

const noHashes = { packed: new Uint8Array(), others: [], followed: new Uint8Array() };
