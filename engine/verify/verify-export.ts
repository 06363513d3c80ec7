import { statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Progress } from '../../shared/contract/operation.ts';
import type { SkippedFile } from '../../shared/domain/case.ts';
import type { Axis, VerifyReport } from '../../shared/domain/verification.ts';
import type { Wish } from '../import/detect.ts';
import type { Trail } from '../import/examine.ts';
import { splitterFor } from '../import/formats.ts';
import { withInput } from '../import/open-input.ts';
import { bytesOf, type Planned, planImport, trailsOf } from '../import/plan.ts';
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

/** A file that was opened to follow what is in it. */
interface Opened {
  readonly file: number;
  readonly path: string;
  readonly reader: FileReader;
  readonly meter: Meter;
}

type FollowedTrail = Followed & { readonly sample: ChainSample; readonly name: string };

/**
 * Verifies an export as it stands, compressed, in a zip or a folder or neither, without a case: its maker's chain, where it carries one,
 * which may go on from one trail into the next. Nothing is written but how far it came, where that is asked for.
 *
 * @throws AppError FILE_UNREADABLE, FORMAT_UNKNOWN where there is no trail in it, CANCELLED
 */
export async function verifyExport(
  path: string,
  options: FollowOptions,
  context: TaskContext,
  stop: StopFlag,
): Promise<VerifyReport> {
  const plan = await planImport([path], await wishFor(path), stop);
  const followed: FollowedTrail[] = [];
  let before = 0;
  for (const file of plan.files) {
    const ofAll = (progress: Progress) =>
      context.progress({
        ...progress,
        done: before + progress.done,
        total: Math.max(plan.bytes, before + progress.done),
      });
    const watched = { ...context, progress: ofAll, checkCancelled: () => context.checkCancelled() };
    followed.push(...(await followFile(file, followed.length + 1, options, watched, stop)));
    before += bytesOf(file);
  }
  const axes = [
    ...trailAxes(followed.map(({ check }) => check.trail)),
    ...followed.flatMap(({ check }) => check.axes()),
    ...containerAxis(followed.length, plan.skipped),
  ];
  // Some of it is found only where the answers are given.
  const findings = new Findings();
  for (const each of followed) findings.addAll(each.findings);
  const also = followed.flatMap(({ check }) => check.also);
  const summary = chainSummary(firstChained(followed.map(({ sample }) => sample)), also);
  return report('export', axes, summary, findings, {
    chains: followed.flatMap(({ check, sample }) => sourceChain(check.subject, sample, check.also)),
    names: Object.fromEntries(followed.map(({ check, name }) => [check.subject, name])),
  });
}

/** The chain of a file that was named can be verified whatever its columns are; of several, those that an import would take. */
async function wishFor(path: string): Promise<Wish> {
  if (statSync(path).isDirectory()) return {};
  return { anyProposal: await withInput(path, (file) => !isZip(new FileReader(file, path).read(0, 8))) };
}

function followFile(
  planned: Planned,
  first: number,
  options: FollowOptions,
  context: TaskContext,
  stop: StopFlag,
): Promise<FollowedTrail[]> {
  const { path, name, folder } = planned.file;
  return withInput(path, async (file) => {
    const opened = { file, path, reader: new FileReader(file, path), meter: new Meter() };
    const followed: FollowedTrail[] = [];
    for (const trail of trailsOf(planned)) {
      const subject = `source ${first + followed.length}`;
      const toFollow = await prepared(trail, subject, opened, options.chain ?? noWish, stop);
      const following = new ExportFollowing(toFollow, options, context, stop);
      const done = await following.run(opened.reader.size, opened.meter);
      const { member } = trail.packing;
      const fileName = folder === null ? basename(path) : name;
      followed.push({
        ...done,
        sample: toFollow.sample,
        name: member === null ? fileName : `${fileName}: ${member.name}`,
      });
    }
    return followed;
  });
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

/** What of a zip or a folder was not verified; nothing where all of it was. */
function containerAxis(trails: number, skipped: readonly SkippedFile[]): Axis[] {
  const [first] = skipped;
  if (first === undefined) return [];
  const isOne = skipped.length === 1;
  return [
    {
      axis: 'completeness',
      subject: 'container',
      status: 'absent',
      reason: `of its ${trails + skipped.length} files ${skipped.length} ${isOne ? 'is no trail, and was' : 'are no trails, and were'} not verified; the first: ${first.name}: ${first.reason}`,
      checked: trails,
    },
  ];
}
