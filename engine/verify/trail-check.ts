import type { Detected } from '../../shared/chain/detect.ts';
import { type LinkList, linkAt } from '../../shared/chain/link-list.ts';
import { type Axis, type AxisStatus, findingsListed } from '../../shared/domain/verification.ts';
import { counted } from '../../shared/report/counted.ts';
import type { Batch } from '../import/batch/batch.ts';
import type { Scratch } from '../proof/scratch.ts';
import { Anomalies } from './anomalies/anomalies.ts';
import {
  type Numbered,
  numbersWhole,
  SequenceNumbers,
  whyNumbersOpen,
} from './anomalies/sequence-numbers.ts';
import type { Carried } from './chain/carried.ts';
import { ChainCheck } from './chain/chain-check.ts';
import { type ChainSample, sampleLength } from './chain/chain-sample.ts';
import type { QuarantinedBetween, RecordPlace } from './chain/loose-entry.ts';
import { type HashesPart, StatedHashes } from './chain/stated-hashes.ts';
import type { Findings } from './findings.ts';
import { located, placeOf, placesOf } from './record-place.ts';
import type { TrailState } from './state/source-state.ts';
import type { TrailProgress } from './state/trail-progress.ts';

export interface TrailFacts {
  readonly partial: boolean;
  readonly acquired: number;
  readonly exported?: number | null;
  readonly asked?: boolean;
  /** Where what does not fit into memory is put, for as long as axes are asked for. */
  readonly aside?: Scratch | null;
}

/** What the entries of one source say of each other, wherever they are kept: their chain, their order, their clocks. */
export class TrailCheck {
  readonly chain: ChainCheck | null;
  readonly subject: string;
  readonly sample: ChainSample;
  private readonly findings: Findings;
  private records = 0;
  private repeats = 0;
  private repeatsSeen = 0;
  private reusedIds = 0;
  private places: { readonly of: Batch; readonly at: (i: number) => RecordPlace } | null = null;
  private readonly anomalies: Anomalies;
  private timeAxis: Axis | null = null;
  private readonly numbers: SequenceNumbers | null;
  private readonly partial: boolean;
  /** Of entries that nothing recomputes: one of an implied chain may be among them. */
  readonly hashes: StatedHashes | null;
  /** Undefined until it is asked for. */
  private numbered: Numbered | null | undefined;

  /** Profiles that were met further on, as sentences. */
  readonly also: string[] = [];

  /**
   * `acquired`: when the source was, in milliseconds since 1970; `exported`: when it says that it was made, where it does. `asked`: its
   * order is that of the questions to an API, and says nothing of the trail's. `state`: of the trail as it was read before.
   */
  constructor(
    subject: string,
    sample: ChainSample,
    { partial, acquired, asked = false, exported = null, aside = null }: TrailFacts,
    findings: Findings,
    state: TrailState | null = null,
  ) {
    this.anomalies = new Anomalies(subject, acquired, findings, { asked, exported });
    this.subject = subject;
    this.sample = sample;
    this.findings = findings;
    this.partial = partial;
    this.numbers = sample.numbers && new SequenceNumbers(sample.numbers);
    const { detected } = sample;
    this.chain =
      detected === null ? null : new ChainCheck(subject, detected, partial, findings, state?.chain, aside);
    const beside = sample.besideImplied?.profile ?? null;
    this.hashes = beside && new StatedHashes(beside, aside);
    if (state === null) return;
    this.records = state.records;
    this.repeats = state.repeats;
    this.timeAxis = state.timeAxis;
    this.numbered = state.numbered;
    this.also.push(...state.also);
  }

  /**
   * As far as the records were followed; null where following cannot be gone on with from here: where that is too much to keep, or
   * another profile was met, which the reader would have to know. Call it at the end of a batch.
   */
  progress(): TrailProgress | null {
    const { records, repeats, repeatsSeen, reusedIds } = this;
    const chain = this.chain?.progress() ?? null;
    const numbers = this.numbers?.progress() ?? null;
    const isTooMuch = (this.chain !== null && chain === null) || (this.numbers !== null && numbers === null);
    if (this.also.length > 0 || isTooMuch || this.hashes !== null) return null;
    return { records, repeats, repeatsSeen, reusedIds, anomalies: this.anomalies.progress(), chain, numbers };
  }

  /** Goes on from `progress`; `parts`: the hashes of all entries until then. Call it before anything is added. */
  resume(progress: TrailProgress, parts: Iterable<HashesPart>): void {
    this.records = progress.records;
    this.repeats = progress.repeats;
    this.repeatsSeen = progress.repeatsSeen;
    this.reusedIds = progress.reusedIds;
    this.anomalies.resume(progress.anomalies);
    if (progress.chain !== null) this.chain?.resume(progress.chain, parts);
    if (progress.numbers !== null) this.numbers?.resume(progress.numbers);
  }

  /** Another profile that entries recompute under, from somewhere before `ordinal` on. */
  met(found: readonly Detected[], ordinal: number): void {
    for (const detected of found) {
      const { profile, omits } = detected;
      this.chain?.met(detected);
      const without = omits.length === 0 ? 'nothing' : omits.join(', ');
      this.also.push(
        `${this.subject}: other entries, from before ordinal ${ordinal} on, were hashed by another profile, ${profile.name}, which omits ${without}`,
      );
    }
  }

  /** Record `i` of a batch; the records of a source are added in its order. */
  add(batch: Batch, i: number, links: LinkList | null, quarantinedBetween: QuarantinedBetween): void {
    this.records++;
    this.anomalies.add(batch, i);
    if (this.repeats === this.repeatsSeen) this.addNumber(batch, i);
    if (links !== null && this.chain !== null)
      this.chain.add(
        linkAt(links, i),
        this.placeOf(batch, i),
        quarantinedBetween,
        this.repeats > this.repeatsSeen,
      );
    if (links !== null && this.hashes !== null) this.hashes.add(linkAt(links, i).hash ?? '');
    this.repeatsSeen = this.repeats;
  }

  /** The records `from .. to`, none of which is a repetition. */
  addAll(
    batch: Batch,
    from: number,
    to: number,
    links: LinkList | null,
    quarantinedBetween: QuarantinedBetween,
  ): void {
    for (let i = from; i < to; ) {
      const isChained = this.chain !== null || this.hashes !== null;
      const end = links === null || !isChained ? to : runEnd(links, i, to);
      if (end - i > 1 && this.addRun(batch, i, end, links)) i = end;
      else this.add(batch, i++, links, quarantinedBetween);
    }
  }

  /** Whether what the records `from .. to` say of the chain could be taken all at once. */
  private addRun(batch: Batch, from: number, to: number, links: LinkList | null): boolean {
    if (links !== null && this.chain?.addRun(links, from, to, this.placeOf(batch, to - 1)) === false)
      return false;
    this.records += to - from;
    for (let i = from; i < to; i++) {
      this.anomalies.add(batch, i);
      this.addNumber(batch, i);
    }
    this.repeatsSeen = this.repeats;
    return true;
  }

  private addNumber(batch: Batch, i: number): void {
    const number = batch.numbers?.[i];
    if (number !== undefined) this.numbers?.add(number, () => placeOf(batch, i));
  }

  private placeOf(batch: Batch, i: number): RecordPlace {
    if (this.places?.of !== batch) this.places = { of: batch, at: placesOf(batch) };
    const place = this.places.at(i);
    // A batch is large, and a case may have thousands of sources.
    if (i === batch.count - 1) this.places = null;
    return place;
  }

  /** A record that an API gave in an answer before: the trail has it once. */
  again(batch: Batch, i: number): void {
    this.records++;
    this.anomalies.pass(batch, i);
  }

  /** Every record was added: quarantined bytes may stand behind the last. */
  end(quarantinedBetween: QuarantinedBetween): void {
    this.chain?.links.end(quarantinedBetween);
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

  /** A record whose id stood in this source before, with other bytes. */
  idRepeated(place: RecordPlace): void {
    if (++this.reusedIds > findingsListed) {
      this.findings.count(this.subject, 'sequence', 1);
      return;
    }
    this.findings.add({
      ...located(place),
      axis: 'sequence',
      subject: this.subject,
      code: 'ID_REPEATED',
      message: 'the id of this entry stands before in this source, over other bytes',
    });
  }

  axes(carried: Carried): Axis[] {
    const axes = [...(this.chain?.axes(carried) ?? this.unchained()), this.time()];
    return axes.map((axis) => {
      if (axis.axis !== 'sequence') return axis;
      return this.withReusedIds(this.byNumbers(this.repeats > 0 ? this.repetition(axis) : axis));
    });
  }

  private time(): Axis {
    this.timeAxis ??= this.anomalies.axis();
    return this.timeAxis;
  }

  /** What a later verification needs of the trail; null where that is too much. Call it when every record was added. */
  state(): TrailState | null {
    const chain = this.chain?.state() ?? null;
    // What stands in another source is looked for in all sources together.
    if ((this.chain !== null && chain === null) || this.hashes !== null) return null;
    const { records, repeats, also } = this;
    const numbered = this.numbersFound();
    return { records, repeats, timeAxis: this.time(), also: [...also], chain, numbered };
  }

  private unchained(): Axis[] {
    const { unknown, claims } = this.sample;
    const claimed = claims === 0 ? '' : '; that they are verified is what their maker claims';
    const content =
      unknown === null
        ? this.axis('content', 'absent', `${this.lookedAt} carry no hashes of their own${claimed}`)
        : this.axis('content', 'unverifiable', unknown + claimed);
    const links = (axis: Axis['axis'], without: string) =>
      unknown === null
        ? this.axis(axis, 'absent', without)
        : this.axis(axis, 'unverifiable', 'what the hashes link is not known, since none recomputes');
    return [
      content,
      links('linkage', 'no chain links the entries'),
      links('sequence', 'the entries carry no sequence that could show a gap'),
      links('head', 'without a chain, nothing marks the beginning'),
      this.axis(
        'tail',
        'unverifiable',
        'entries removed at the end leave no trace: only a later copy or a checkpoint given out could show it',
      ),
    ];
  }

  /** A chain is looked for in the first records alone. */
  private get lookedAt(): string {
    return this.records > sampleLength ? `the first ${sampleLength} entries` : 'the entries';
  }

  /** A chain holds no record twice; where there is none, an export may simply overlap itself. */
  private repetition(axis: Axis): Axis {
    const count = counted(this.repeats, 'record stands', 'records stand');
    return {
      ...axis,
      status: this.chain ? 'fail' : 'unverifiable',
      reason: `${count} a second time in this source`,
    };
  }

  private numbersFound(): Numbered | null {
    if (this.numbered === undefined) {
      this.numbered = this.numbers?.found ?? null;
      if (this.numbered !== null && this.numbers !== null && !this.partial) this.findMissing(this.numbers);
    }
    return this.numbered;
  }

  private findMissing(sequence: SequenceNumbers): void {
    for (const { before, after, place } of sequence.gaps()) {
      const [first, last] = [before + 1, after - 1];
      const numbers = first === last ? `number ${first}` : `numbers ${first} to ${last}`;
      this.findings.add({
        ...(place === null ? {} : located(place)),
        axis: 'sequence',
        subject: this.subject,
        code: 'SEQUENCE_GAP',
        message: `no entry of the source has the ${numbers}: removed, never exported, in another source, or never given`,
        expected: String(first),
        actual: String(after),
      });
    }
  }

  /** What entries say of their order by running numbers: a chain may have been made anew without those that were removed. */
  private byNumbers(axis: Axis): Axis {
    const numbered = this.numbersFound();
    if (numbered === null) return axis;
    const open = whyNumbersOpen(numbered, this.partial);
    if (open === null)
      return axis.status === 'absent' ? { ...axis, status: 'pass', reason: numbersWhole(numbered) } : axis;
    if (axis.status === 'absent' || axis.status === 'pass')
      return { ...axis, status: 'unverifiable', reason: open };
    return numbered.gaps > 0 ? { ...axis, reason: `${axis.reason}; ${open}` } : axis;
  }

  /** An id that stands twice says nothing of the order: it is told, and no more. */
  private withReusedIds(axis: Axis): Axis {
    if (this.reusedIds === 0) return axis;
    const count = counted(this.reusedIds, 'id stands', 'ids stand');
    return { ...axis, reason: `${axis.reason}; ${count} again over other bytes` };
  }

  private axis(axis: Axis['axis'], status: AxisStatus, reason: string): Axis {
    return { axis, subject: this.subject, status, reason, checked: this.records };
  }
}

/** The end of the links from `from` on that nothing but a digest is kept of; `from` itself where it is another. */
function runEnd({ others }: LinkList, from: number, to: number): number {
  if (others.size === 0) return to;
  let end = from;
  while (end < to && !others.has(end)) end++;
  return end;
}
