import { toHex } from '../../../shared/bytes/encoding.ts';
import type { VerifiedFile } from '../../../shared/domain/verification.ts';
import type { PackedFile } from '../../import/reading/packed-file.ts';
import { readFile } from '../../import/reading/read-file.ts';
import type { Reading } from '../../import/reading/read-source.ts';
import { isMarkable, type SourceMark } from '../../import/reading/source-mark.ts';
import { isPlain } from '../../packed/packing.ts';
import type { TaskContext } from '../../task.ts';
import type { Meter, StopFlag } from '../../threads/signal.ts';
import { type ChainSample, type ChainWish, noWish } from '../chain/chain-sample.ts';
import { Findings } from '../findings.ts';
import { followedDigest } from '../state/asked-digest.ts';
import type { KeptPlaces, KeptProgress } from '../state/kept-progress.ts';
import { TrailCheck } from '../trail-check.ts';
import { ExportCheck } from './export-check.ts';

/** What was found of a trail. */
export interface Followed extends Begun {
  /** What it was read from. */
  readonly file: VerifiedFile;
}

interface Begun {
  readonly check: ExportCheck;
  readonly findings: Findings;
}

export interface FollowOptions {
  readonly partial: boolean;
  readonly chain?: ChainWish;
  /** What earlier verifications followed, and where this one keeps how far it came. */
  readonly places?: KeptPlaces;
}

/** A trail of an export, and what is known of it before it is followed. */
export interface TrailToFollow {
  /** What findings and answers call it. */
  readonly subject: string;
  readonly input: PackedFile;
  readonly reading: Reading;
  readonly sample: ChainSample;
  /** When the export says that it was made, in milliseconds since 1970. */
  readonly exported: number | null;
}

/** Reads a trail of an export to its end, from where it was followed to before if that is known and asked for. */
export class ExportFollowing {
  private readonly trail: TrailToFollow;
  private readonly options: FollowOptions;
  private readonly context: TaskContext;
  private readonly stop: StopFlag;
  private readonly kept: KeptProgress | null;

  constructor(trail: TrailToFollow, options: FollowOptions, context: TaskContext, stop: StopFlag) {
    this.trail = trail;
    this.options = options;
    this.context = context;
    this.stop = stop;
    const isKept = isPlain(trail.input.packing) && isMarkable(trail.reading.layout);
    this.kept = isKept ? (options.places?.of(1, this.asked()) ?? null) : null;
  }

  /** @param size of the file, in bytes; `meter`: of what was read of it, where it is compressed */
  async run(size: number, meter: Meter): Promise<Followed> {
    const { kept } = this;
    const place = this.options.places?.areUsed ? (kept?.furthest(size) ?? null) : null;
    if (kept !== null && place !== null) {
      const followed = this.begin();
      const resume = () => {
        followed.check.resume(place, kept.growthTo(place));
        kept.goOnFrom(place);
      };
      const file = await this.read(followed, place.mark, size, meter, resume);
      if (file !== null) return { ...followed, file };
    }
    kept?.goOnFrom(null);
    const followed = this.begin();
    const file = (await this.read(followed, null, size, meter)) as VerifiedFile;
    return { ...followed, file };
  }

  private begin(): Begun {
    const { subject, sample, exported } = this.trail;
    const findings = new Findings();
    const facts = { partial: this.options.partial, acquired: Date.now(), exported };
    const trail = new TrailCheck(subject, sample, facts, findings);
    return { check: new ExportCheck(subject, trail, findings), findings };
  }

  /** What was read; null where what stands before `from` is not what stood there. `meanwhile`: done while that is hashed. */
  private async read(
    { check }: Begun,
    from: SourceMark | null,
    size: number,
    meter: Meter,
    meanwhile: () => void = () => {},
  ): Promise<VerifiedFile | null> {
    const { kept, options, stop } = this;
    const { input, reading } = this.trail;
    const isWhole = isPlain(input.packing);
    const marking = kept === null ? undefined : { every: options.places?.every ?? 0, from };
    const arrivals = readFile(input, { ...reading, marking }, { blocks: false }, null, stop);
    try {
      const begun = arrivals.next();
      // Whatever it meets is met where it is waited for.
      begun.catch(() => {});
      meanwhile();
      for (let arriving = begun; ; arriving = arrivals.next()) {
        const next = await arriving;
        stop.check();
        if (next.done) {
          const { unpacked, continued } = next.value;
          check.end();
          if (unpacked !== null && unpacked.fault !== null) check.brokeOff(unpacked.fault);
          const { bytes, sha256 } = unpacked ?? next.value;
          return continued ? { bytes, sha256: toHex(sha256) } : null;
        }
        if (next.value.type !== 'part') continue;
        const { batch, chain, bytes, mark } = next.value.part;
        check.addBatch(batch, chain);
        if (mark !== null && kept !== null) keep(check, mark, kept);
        this.context.progress({
          phase: 'verifying',
          done: isWhole ? bytes : Math.min(meter.bytes, size),
          total: Math.max(size, isWhole ? bytes : 0),
          unit: 'bytes',
        });
      }
    } finally {
      await arrivals.return(undefined as never);
    }
  }

  private asked(): string {
    const { chain = noWish, partial } = this.options;
    return followedDigest(chain, partial, this.trail.reading, this.trail.sample);
  }
}

function keep(check: ExportCheck, mark: SourceMark, kept: KeptProgress): void {
  const progress = check.progress();
  if (progress !== null && kept.add(mark, progress.state, progress.growth)) check.wasKept();
}
