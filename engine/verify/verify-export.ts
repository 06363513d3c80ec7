import { basename } from 'node:path';
import type { SkippedFile } from '../../shared/domain/case.ts';
import type { Axis, VerifyReport } from '../../shared/domain/verification.ts';
import type { Trail } from '../import/examine.ts';
import { splitterFor } from '../import/formats.ts';
import { withInput } from '../import/open-input.ts';
import { planImport, trailsOf } from '../import/plan.ts';
import { sampleOf } from '../import/sample.ts';
import { type ByteReader, FileReader } from '../packed/byte-reader.ts';
import { isPlain, isZip } from '../packed/packing.ts';
import { streamLimit } from '../packed/unpack.ts';
import type { TaskContext } from '../task.ts';
import { Meter, type StopFlag } from '../threads/signal.ts';
import {
  type ChainSample,
  type ChainWish,
  chainSummary,
  firstChained,
  followingOf,
  noWish,
  sampleChain,
  sourceChain,
} from './chain-sample.ts';
import {
  ExportFollowing,
  type Followed,
  type FollowOptions,
  type TrailToFollow,
} from './export-following.ts';
import { exportTime } from './export-time.ts';
import { Findings, report } from './findings.ts';
import { trailAxes } from './trail-check.ts';

/** Bytes that a chain is looked for in: records may be long, or none. */
const chainSample = 16 << 20;

/** What an export holds. */
interface Contents {
  readonly trails: readonly Trail[];
  /** Of a zip: the files in it that are no trails. */
  readonly skipped: readonly SkippedFile[];
}

interface Opened {
  readonly file: number;
  readonly path: string;
  readonly reader: FileReader;
  readonly meter: Meter;
}

/**
 * Verifies an export as it stands, compressed, in a zip or neither, without a case: its maker's chain, where it carries one, which may
 * go on from one trail of a zip into the next. Nothing is written but how far it came, where that is asked for.
 *
 * @throws AppError FILE_UNREADABLE, FORMAT_UNKNOWN where there is no trail in it, CANCELLED
 */
export function verifyExport(
  path: string,
  options: FollowOptions,
  context: TaskContext,
  stop: StopFlag,
): Promise<VerifyReport> {
  return withInput(path, async (file) => {
    const reader = new FileReader(file, path);
    const contents = await contentsOf(path, reader, stop);
    const { trails } = contents;
    const opened = { file, path, reader, meter: new Meter() };
    const followed: (Followed & { readonly sample: ChainSample })[] = [];
    for (const [index, trail] of trails.entries()) {
      const chain = options.chain ?? noWish;
      const toFollow = await prepared(trail, `source ${index + 1}`, opened, chain, stop);
      const done = await new ExportFollowing(toFollow, options, context, stop).run(reader.size, opened.meter);
      followed.push({ ...done, sample: toFollow.sample });
    }
    const axes = [
      ...trailAxes(followed.map(({ check }) => check.trail)),
      ...followed.flatMap(({ check }) => check.axes()),
      ...containerAxis(contents),
    ];
    // Some of it is found only where the answers are given.
    const findings = new Findings();
    for (const each of followed) findings.addAll(each.findings);
    const also = followed.flatMap(({ check }) => check.also);
    const summary = chainSummary(firstChained(followed.map(({ sample }) => sample)), also);
    return report('export', axes, summary, findings, {
      chains: followed.flatMap(({ check, sample }) => sourceChain(check.subject, sample, check.also)),
      names: Object.fromEntries(trails.map((trail, index) => [`source ${index + 1}`, nameOf(path, trail)])),
    });
  });
}

/** The chain of a file that was named can be verified whatever its columns are; of a zip, what an import would take. */
async function contentsOf(path: string, reader: FileReader, stop: StopFlag): Promise<Contents> {
  const wish = isZip(reader.read(0, 8)) ? {} : { anyProposal: true };
  const { files, skipped } = await planImport([path], wish, stop);
  return { trails: files.flatMap(trailsOf), skipped };
}

async function prepared(
  { packing, detected }: Trail,
  subject: string,
  { file, path, reader, meter }: Opened,
  chain: ChainWish,
  stop: StopFlag,
): Promise<TrailToFollow> {
  const { layout, mapping } = detected;
  const { bytes: head } = await sampleOf(reader, packing, stop, chainSample);
  const sample = sampleChain(splitterFor(layout)([head]), layout, chain);
  const packed = packing.member?.packed ?? reader.size;
  return {
    subject,
    input: { file, path, packing, limit: streamLimit(packed), read: meter.memory },
    reading: { layout, mapping, terms: {}, chain: followingOf(sample) },
    sample,
    exported: isPlain(packing)
      ? exportTime(layout, reader)
      : exportTime(layout, asReader(head), head.length < chainSample),
  };
}

function asReader(head: Buffer): ByteReader {
  return { size: head.length, read: (at, length) => head.subarray(at, at + length) };
}

/** By what name a person finds it. */
function nameOf(path: string, { packing: { member } }: Trail): string {
  return member === null ? basename(path) : `${basename(path)}: ${member.name}`;
}

/** What of a zip was not verified; nothing where all of it was. */
function containerAxis({ trails, skipped }: Contents): Axis[] {
  const [first] = skipped;
  if (first === undefined) return [];
  const files = trails.length + skipped.length;
  return [
    {
      axis: 'completeness',
      subject: 'container',
      status: 'absent',
      reason: `of its ${files} files ${skipped.length} ${skipped.length === 1 ? 'is no trail' : 'are no trails'}, and ${skipped.length === 1 ? 'was' : 'were'} not verified; the first: ${first.name}: ${first.reason}`,
      checked: trails.length,
    },
  ];
}
