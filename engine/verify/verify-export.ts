import { basename } from 'node:path';
import type { VerifyReport } from '../../shared/domain/verification.ts';
import { detect } from '../import/detect.ts';
import { splitterFor } from '../import/formats.ts';
import { withInput } from '../import/open-input.ts';
import type { Reading } from '../import/read-source.ts';
import { sampleOf } from '../import/sample.ts';
import { isMarkable, type SourceMark } from '../import/source-mark.ts';
import { FileReader } from '../packed/byte-reader.ts';
import { compressionOf } from '../packed/packing.ts';
import { streamLimit } from '../packed/unpack.ts';
import type { TaskContext } from '../task.ts';
import type { PackedFile } from '../threads/packed-file.ts';
import { readFile } from '../threads/read-file.ts';
import { Meter, type StopFlag } from '../threads/signal.ts';
import {
  type ChainSample,
  type ChainWish,
  chainSummary,
  followingOf,
  noWish,
  sampleChain,
  sourceChain,
} from './chain-sample.ts';
import { ExportCheck } from './export-check.ts';
import { exportTime } from './export-time.ts';
import { Findings, report } from './findings.ts';
import { followedDigest } from './state/asked-digest.ts';
import type { KeptPlaces, KeptProgress } from './state/kept-progress.ts';
import { TrailCheck } from './trail-check.ts';

/** Bytes that a chain is looked for in: records may be long, or none. */
const chainSample = 16 << 20;

export interface ExportOptions {
  readonly partial: boolean;
  readonly chain?: ChainWish;
  /** What earlier verifications followed, and where this one keeps how far it came. */
  readonly places?: KeptPlaces;
}

/**
 * Verifies an export as it stands, compressed or not, without a case: its maker's chain, where it carries one. Nothing is
 * written but how far it came, where that is asked for.
 */
export function verifyExport(
  path: string,
  options: ExportOptions,
  context: TaskContext,
  stop: StopFlag,
): Promise<VerifyReport> {
  return withInput(path, async (file) => {
    const reader = new FileReader(file, path);
    const packing = { member: null, compression: compressionOf(reader.read(0, 8)) };
    const { layout, mapping } = detect((await sampleOf(reader, packing, stop)).bytes, path, {
      // Its chain can be verified whatever its columns are.
      anyProposal: true,
    });
    const { bytes: head } = await sampleOf(reader, packing, stop, chainSample);
    const sample = sampleChain(splitterFor(layout)([head]), layout, options.chain ?? noWish);
    const isPlain = packing.compression === null;
    const meter = new Meter();
    const input = { file, path, packing, limit: streamLimit(reader.size), read: meter.memory };
    const reading = { layout, mapping, terms: {}, chain: followingOf(sample) };
    const stream = {
      size: head.length,
      read: (at: number, length: number) => head.subarray(at, at + length),
    };
    const exported = isPlain
      ? exportTime(layout, reader)
      : exportTime(layout, stream, head.length < chainSample);
    const following = new ExportFollowing(input, reading, sample, options, exported, context, stop);
    const { check, findings } = await following.run(reader.size, meter);
    const chains = sourceChain('source 1', sample, check.also);
    return report('export', check.axes(), chainSummary(sample, check.also), findings, {
      chains,
      names: { 'source 1': basename(path) },
    });
  });
}

interface Followed {
  readonly check: ExportCheck;
  readonly findings: Findings;
}

/** Reads an export to its end, from where it was followed to before if that is known and asked for. */
class ExportFollowing {
  private readonly input: PackedFile;
  private readonly reading: Reading;
  private readonly sample: ChainSample;
  private readonly options: ExportOptions;
  /** When the export says that it was made, in milliseconds since 1970. */
  private readonly exported: number | null;
  private readonly context: TaskContext;
  private readonly stop: StopFlag;
  private readonly kept: KeptProgress | null;

  constructor(
    input: PackedFile,
    reading: Reading,
    sample: ChainSample,
    options: ExportOptions,
    exported: number | null,
    context: TaskContext,
    stop: StopFlag,
  ) {
    this.input = input;
    this.reading = reading;
    this.sample = sample;
    this.options = options;
    this.exported = exported;
    this.context = context;
    this.stop = stop;
    const isPlain = input.packing.compression === null && isMarkable(reading.layout);
    this.kept = isPlain ? (options.places?.of(1, this.asked()) ?? null) : null;
  }

  /** @param size of the file, in bytes; `meter`: of what was read of it, where it is compressed */
  async run(size: number, meter: Meter): Promise<Followed> {
    const { kept } = this;
    const place = this.options.places?.areUsed ? (kept?.furthest(size) ?? null) : null;
    if (kept !== null && place !== null) {
      const followed = this.begin();
      followed.check.resume(place, kept.growthTo(place));
      kept.goOnFrom(place);
      if (await this.read(followed, place.mark, size, meter)) return followed;
    }
    kept?.goOnFrom(null);
    const followed = this.begin();
    await this.read(followed, null, size, meter);
    return followed;
  }

  private begin(): Followed {
    const findings = new Findings();
    const facts = { partial: this.options.partial, acquired: Date.now(), exported: this.exported };
    const trail = new TrailCheck('source 1', this.sample, facts, findings);
    return { check: new ExportCheck(trail, findings), findings };
  }

  /** Whether what stands before `from` is what stood there. */
  private async read(
    { check }: Followed,
    from: SourceMark | null,
    size: number,
    meter: Meter,
  ): Promise<boolean> {
    const { input, kept, options, stop } = this;
    const marking = kept === null ? undefined : { every: options.places?.every ?? 0, from };
    const arrivals = readFile(input, { ...this.reading, marking }, { blocks: false }, null, stop);
    try {
      for (;;) {
        const next = await arrivals.next();
        stop.check();
        if (next.done) return next.value.continued;
        if (next.value.type !== 'part') continue;
        const { batch, chain, bytes, mark } = next.value.part;
        check.addBatch(batch, chain);
        if (mark !== null && kept !== null) keep(check, mark, kept);
        const isPlain = input.packing.compression === null;
        this.context.progress({
          phase: 'verifying',
          done: isPlain ? bytes : Math.min(meter.bytes, size),
          total: Math.max(size, isPlain ? bytes : 0),
          unit: 'bytes',
        });
      }
    } finally {
      await arrivals.return(undefined as never);
    }
  }

  private asked(): string {
    const { chain = noWish, partial } = this.options;
    return followedDigest(chain, partial, this.reading, this.sample);
  }
}

function keep(check: ExportCheck, mark: SourceMark, kept: KeptProgress): void {
  const progress = check.progress();
  if (progress !== null && kept.add(mark, progress.state, progress.growth)) check.wasKept();
}
