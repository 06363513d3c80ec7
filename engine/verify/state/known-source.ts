import type { Axis } from '../../../shared/domain/verification.ts';
import { endsEarly, type SourceRow } from '../../case/sources.ts';
import type { Carried } from '../chain/carried.ts';
import type { ChainCheck } from '../chain/chain-check.ts';
import type { ChainSample, ChainWish } from '../chain/chain-sample.ts';
import { type CheckedSource, derivedAndAgrees, fileEndsEarly } from '../checked-source.ts';
import type { Findings } from '../findings.ts';
import type { DerivedSource } from '../receipt-check.ts';
import { TrailCheck } from '../trail-check.ts';
import type { SourceState } from './source-state.ts';

/** A source that is not derived again: an earlier verification did, from what the case file still holds. */
export class KnownSource implements CheckedSource {
  readonly subject: string;
  readonly trail: TrailCheck;
  readonly sample: ChainSample;
  readonly complete = true;
  readonly isAltered = false;
  private readonly source: SourceRow;
  private readonly state: SourceState;
  /** Whether what the case file holds of it was hashed now. */
  private readonly hashed: boolean;
  /** Whether it is told when it was derived, and that it was not now. */
  private readonly dated: boolean;

  constructor(
    source: SourceRow,
    state: SourceState,
    asked: {
      readonly wish: ChainWish;
      readonly partial: boolean;
      readonly hashed: boolean;
      readonly dated: boolean;
    },
    findings: Findings,
  ) {
    this.subject = `source ${source.id}`;
    this.source = source;
    this.state = state;
    this.hashed = asked.hashed;
    this.dated = asked.dated;
    this.sample = sampleOf(state, asked.wish);
    for (const finding of state.findings) findings.add(finding);
    const facts = { partial: asked.partial, acquired: Date.parse(source.imported) };
    this.trail = new TrailCheck(this.subject, this.sample, facts, findings, state);
  }

  get lacks(): string | null {
    return endsEarly(this.source) ? fileEndsEarly : null;
  }

  get chain(): ChainCheck | null {
    return this.trail.chain;
  }

  /** As stored: where it was derived, the two agreed. */
  get derived(): DerivedSource | null {
    if (!this.hashed) return null;
    const { source, state } = this;
    const roots = {
      size: state.records,
      root: source.merkle_root,
      caseIds: { size: source.case_id_tree_size, root: source.case_id_tree_root },
      imageIds: { size: source.image_id_tree_size, root: source.image_id_tree_root },
    };
    return { source, roots, fileSha256: source.sha256 };
  }

  axes(carried: Carried): Axis[] {
    const { subject, state, hashed } = this;
    const axes = this.trail.axes(carried).map((axis) => (hashed ? axis : notLookedAt(axis, state.time)));
    return [
      ...axes,
      {
        axis: 'storage',
        subject,
        checked: state.records,
        status: hashed ? 'pass' : 'unverifiable',
        reason: this.storageReason(),
      },
    ];
  }

  private storageReason(): string {
    const { time } = this.state;
    if (!this.hashed)
      return `not looked at now; on ${time} everything was derived again from the stored bytes, and agreed`;
    return this.dated
      ? `what the case file holds of the source was hashed now, and is what everything was derived from on ${time}, when it agreed: it was not derived again`
      : derivedAndAgrees;
  }
}

/** What fails, failed; what held then may not hold now. */
function notLookedAt(axis: Axis, time: string): Axis {
  if (axis.status !== 'pass') return { ...axis, reason: `${axis.reason}; as of ${time}` };
  return { ...axis, status: 'unverifiable', reason: `not looked at now; on ${time}: ${axis.reason}` };
}

function sampleOf({ sample }: SourceState, wish: ChainWish): ChainSample {
  const { detected, ...rest } = sample;
  if (detected === null) return { ...rest, detected, wish };
  const { key } = detected;
  const given = wish.keys.find(({ form, bytes }) => form === key?.form && bytes.length === key.length);
  return { ...rest, wish, detected: { ...detected, alike: [], key: given ?? null } };
}
