import type { ChainLink } from '../../shared/chain/evaluate.ts';
import type { Axis } from '../../shared/domain/verification.ts';
import { digestLength } from '../../shared/proof/digest.ts';
import type { Batch, Quarantined } from '../import/batch.ts';
import { Fingerprints } from '../import/fingerprints.ts';
import { placeOf, type TrailCheck, trailAxes } from './trail-check.ts';

/** Follows the records of a bare export: there is nothing stored to compare them with. Holds about 56 bytes a record. */
export class ExportCheck {
  private readonly trail: TrailCheck;
  private readonly known = new Fingerprints();
  private readonly contents: Buffer[] = [];
  private readonly quarantined: Quarantined[] = [];
  private records = 0;

  constructor(trail: TrailCheck) {
    this.trail = trail;
  }

  addBatch(batch: Batch, links: readonly ChainLink[]): void {
    this.quarantined.push(...batch.quarantined);
    for (let i = 0; i < batch.count; i++) {
      const at = batch.contents.byteOffset + i * digestLength;
      const content = Buffer.from(batch.contents.buffer, at, digestLength);
      if (this.stoodBefore(content)) this.trail.repeated(placeOf(batch, i));
      this.trail.add(batch, i, links[i], (from, to) => this.quarantinedBetween(from, to));
    }
    this.records += batch.count;
  }

  /** Whether these bytes were met before; remembers them. */
  private stoodBefore(content: Buffer): boolean {
    const print = content.readUInt32BE(0);
    if (this.known.find(print, (id) => this.contents[id - 1]?.equals(content) === true) !== 0) return true;
    this.contents.push(content);
    this.known.add(print, this.contents.length);
    return false;
  }

  private quarantinedBetween(from: number, to: number): boolean {
    return this.quarantined.some(({ offset }) => offset > from && offset < to);
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
      reason: `a file says nothing of what its exporter left out${this.quarantined.length > 0 ? `; ${this.quarantined.length} of its records cannot be read` : ''}`,
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
