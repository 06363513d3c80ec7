import type { FollowedPart } from '../../shared/chain/follow.ts';
import { linkAt } from '../../shared/chain/link-list.ts';
import type { Axis } from '../../shared/domain/verification.ts';
import { digestLength } from '../../shared/proof/digest.ts';
import { type Batch, batchLength, valuesOf } from '../import/batch.ts';
import { Fingerprints } from '../import/fingerprints.ts';
import { QuarantinedOffsets } from './quarantined-offsets.ts';
import { placeOf } from './record-place.ts';
import { SeenIds } from './seen-ids.ts';
import { type TrailCheck, trailAxes } from './trail-check.ts';

/** Follows the records of a bare export: there is nothing stored to compare them with. Holds about 70 bytes a record. */
export class ExportCheck {
  private readonly trail: TrailCheck;
  private readonly known = new Fingerprints();
  /** The content hashes of every batch. */
  private readonly contents: Uint8Array[] = [];
  private readonly quarantined = new QuarantinedOffsets();
  private readonly ids = new SeenIds();
  private unread = 0;
  private records = 0;

  constructor(trail: TrailCheck) {
    this.trail = trail;
  }

  addBatch(batch: Batch, chain: FollowedPart | null): void {
    this.quarantined.next(batch.quarantined);
    this.unread += batch.quarantined.length;
    this.contents.push(batch.contents);
    const ids = valuesOf(batch, 'entry_id');
    for (let i = 0; i < batch.count; i++) {
      if (this.stoodBefore((this.contents.length - 1) * batchLength + i))
        this.trail.repeated(placeOf(batch, i));
      else if (this.ids.stoodBefore(ids(i))) this.trail.idRepeated(placeOf(batch, i));
      this.trail.add(batch, i, chain === null ? undefined : linkAt(chain.links, i), (from, to) =>
        this.quarantined.between(from, to),
      );
    }
    if (chain !== null) this.trail.met(chain.found, batch.first + batch.count);
    this.records += batch.count;
  }

  /** Profiles that were met further on. */
  get also(): readonly string[] {
    return this.trail.also;
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

  axes(): Axis[] {
    const storage: Axis = {
      axis: 'storage',
      subject: 'source 1',
      status: 'absent',
      reason: 'a bare export has no checkpoint to be held against',
      checked: this.records,
    };
    const readable: Axis = {
      axis: 'completeness',
      subject: 'source 1',
      status: 'absent',
      reason: `a file says nothing of what its exporter left out${this.unread > 0 ? `; ${this.unread} of its records cannot be read` : ''}`,
      checked: this.records,
    };
    const signature: Axis = {
      ...storage,
      axis: 'signature',
      reason: 'the export carries no signature',
      checked: 0,
    };
    return [...trailAxes([this.trail]), storage, signature, readable];
  }
}
