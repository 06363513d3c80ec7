import type { Detected } from '../../shared/chain/detect.ts';
import type { ChainLink } from '../../shared/chain/evaluate.ts';
import type { Axis, AxisStatus } from '../../shared/domain/verification.ts';
import { type Batch, valuesOf } from '../import/batch.ts';
import { ChainCheck } from './chain-check.ts';
import { type Carried, carriedBy, type QuarantinedBetween, type RecordPlace } from './chain-links.ts';
import type { ChainSample } from './chain-sample.ts';
import type { Findings } from './findings.ts';

/** What the entries of one source say of each other, wherever they are kept: their chain, their order, their clocks. */
export class TrailCheck {
  readonly chain: ChainCheck | null;
  private readonly subject: string;
  private readonly sample: ChainSample;
  private readonly findings: Findings;
  private records = 0;
  private repeats = 0;
  private repeatsSeen = 0;
  private timed = 0;
  private loggedEarly = 0;

  /** Profiles that were met further on, as sentences. */
  readonly also: string[] = [];

  constructor(subject: string, sample: ChainSample, partial: boolean, findings: Findings) {
    this.subject = subject;
    this.sample = sample;
    this.findings = findings;
    const { detected } = sample;
    this.chain = detected === null ? null : new ChainCheck(subject, detected, partial, findings);
  }

  /** Another profile that entries recompute under, from somewhere before `ordinal` on. */
  met(found: readonly Detected[], ordinal: number): void {
    for (const { profile, omits } of found) {
      const without = omits.length === 0 ? 'nothing' : omits.join(', ');
      this.also.push(
        `${this.subject}: other entries, from before ordinal ${ordinal} on, were hashed by another profile, ${profile.name}, which omits ${without}`,
      );
    }
  }

  /** The records of a source, in its order. */
  add(batch: Batch, i: number, link: ChainLink | undefined, quarantinedBetween: QuarantinedBetween): void {
    this.records++;
    this.observeTimes(batch, i);
    if (link) this.chain?.add(link, placeOf(batch, i), quarantinedBetween, this.repeats > this.repeatsSeen);
    this.repeatsSeen = this.repeats;
  }

  /** A record whose bytes stood in this source before; it is added next. */
  repeated(place: RecordPlace): void {
    this.repeats++;
    this.findings.add({
      ...located(place),
      axis: 'sequence',
      subject: this.subject,
      code: 'RECORD_REPEATED',
      message: 'the same record stands a second time in this source',
    });
  }

  /** Clocks of the system that logged: observations, never a break. */
  private observeTimes({ columns }: Batch, i: number): void {
    const time = columns.time?.kind === 'time' ? (columns.time.ms[i] as number) : Number.NaN;
    if (Number.isNaN(time)) return;
    this.timed++;
    const loggedAt = columns.logged_at?.kind === 'time' ? (columns.logged_at.ms[i] as number) : Number.NaN;
    if (loggedAt < time) this.loggedEarly++;
  }

  axes(carried: Carried): Axis[] {
    const axes = [...(this.chain?.axes(carried) ?? this.unchained()), this.time()];
    return axes.map((axis) => (axis.axis === 'sequence' && this.repeats > 0 ? this.repetition(axis) : axis));
  }

  private unchained(): Axis[] {
    const { unknown, claims } = this.sample;
    const claimed = claims === 0 ? '' : '; that they are verified is what their maker claims';
    const content =
      unknown === null
        ? this.axis('content', 'absent', `the entries carry no hashes of their own${claimed}`)
        : this.axis('content', 'unverifiable', unknown + claimed);
    return [
      content,
      this.axis('linkage', 'absent', 'no chain links the entries'),
      this.axis('sequence', 'absent', 'the entries carry no sequence that could show a gap'),
      this.axis('head', 'absent', 'without a chain, nothing marks the beginning'),
      this.axis(
        'tail',
        'unverifiable',
        'entries removed at the end leave no trace: only a later copy or a checkpoint given out could show it',
      ),
    ];
  }

  /** A chain holds no record twice; where there is none, an export may simply overlap itself. */
  private repetition(axis: Axis): Axis {
    const count = this.repeats === 1 ? '1 record stands' : `${this.repeats} records stand`;
    return { ...axis, status: this.chain ? 'fail' : 'unverifiable', reason: `${count} twice in this source` };
  }

  private time(): Axis {
    if (this.timed === 0) return this.axis('time', 'absent', 'the entries state no times that could be read');
    const early = this.loggedEarly === 1 ? '1 entry was' : `${this.loggedEarly} entries were`;
    const seen =
      this.loggedEarly === 0 ? 'nothing implausible was seen' : `${early} logged before their own time`;
    return this.axis('time', 'unverifiable', `no signed time to hold them against; ${seen}`);
  }

  private axis(axis: Axis['axis'], status: AxisStatus, reason: string): Axis {
    return { axis, subject: this.subject, status, reason, checked: this.records };
  }
}

export function placeOf(batch: Batch, i: number): RecordPlace {
  const entryId = valuesOf(batch, 'entry_id')(i);
  return {
    entryId: typeof entryId === 'string' ? entryId : null,
    ordinal: batch.first + i,
    line: batch.lines[i] as number,
    byteOffset: batch.offsets[i] as number,
    time: batch.columns.time?.kind === 'time' ? (batch.columns.time.ms[i] as number) : Number.NaN,
  };
}

/** A place as findings name it. */
export function located({ entryId, ordinal, line, byteOffset }: RecordPlace) {
  return { ordinal, line, byteOffset, ...(entryId === null ? {} : { entryId }) };
}

/** Axes of several sources: a chain may go on in another, so what one lacks is looked for in all. */
export function trailAxes(
  trails: readonly { readonly chain: ChainCheck | null; axes(carried: Carried): Axis[] }[],
): Axis[] {
  const carried = carriedBy(trails.flatMap(({ chain }) => (chain ? [chain.links] : [])));
  return trails.flatMap((trail) => trail.axes(carried));
}
