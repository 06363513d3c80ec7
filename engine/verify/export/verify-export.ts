import { statSync } from 'node:fs';
import type { SkippedFile } from '../../../shared/domain/case.ts';
import type { Progress } from '../../../shared/domain/progress.ts';
import type { Axis, VerifyReport } from '../../../shared/domain/verification.ts';
import { AppError } from '../../../shared/errors.ts';
import { countText } from '../../../shared/report/counted.ts';
import { exactPath } from '../../files/exact-path.ts';
import { withInput } from '../../files/open-input.ts';
import type { Wish } from '../../import/detect/detect.ts';
import { bytesOf, type Plan, planImport, refuseEmpty } from '../../import/detect/plan.ts';
import { FileReader } from '../../packed/byte-reader.ts';
import { isZip } from '../../packed/packing.ts';
import { streamLimit } from '../../packed/unpack.ts';
import type { TaskContext } from '../../task.ts';
import { Meter, type StopFlag } from '../../threads/signal.ts';
import { chainSummary, firstChained, followingOf, noWish, sourceChain } from '../chain/chain-sample.ts';
import { Findings, report } from '../findings.ts';
import { trailAxes } from '../trail-axes.ts';
import { ExportFollowing, type Followed, type FollowOptions } from './export-following.ts';
import { type ExportFile, type ExportTrail, exportFiles } from './export-trails.ts';
import { statedInTrail } from './stated-in-trail.ts';

type FollowedTrail = Followed & Omit<ExportTrail, 'subject' | 'exported'> & { readonly path: string };

/**
 * Verifies an export as it stands, compressed, in a zip or a folder or neither, without a case: its maker's chain, where it carries one,
 * which may go on from one trail into the next. Nothing is written but how far it came, where that is asked for.
 *
 * @throws AppError FILE_UNREADABLE, INVALID_INPUT where it is empty, FORMAT_UNKNOWN where there is no trail in it, CANCELLED
 */
export async function verifyExport(
  path: string,
  options: FollowOptions,
  context: TaskContext,
  stop: StopFlag,
): Promise<VerifyReport> {
  const plan = await planFor(path, stop);
  refuseEmpty(plan, 'nothing was verified');
  const followed: FollowedTrail[] = [];
  let before = 0;
  for (const file of await exportFiles(plan, options.chain ?? noWish, stop)) {
    const ofAll = (progress: Progress) =>
      context.progress({
        ...progress,
        done: before + progress.done,
        total: Math.max(plan.bytes, before + progress.done),
      });
    const watched = { ...context, progress: ofAll, checkCancelled: () => context.checkCancelled() };
    followed.push(...(await followFile(file, options, watched, stop)));
    before += bytesOf(file.planned);
  }
  const axes = [
    ...(await trailAxes(
      followed.map(({ check: { trail, lacks } }) => ({
        trail,
        lacks,
        axes: (carried) => trail.axes(carried),
      })),
      (n, wanted) => {
        const each = followed[n] as FollowedTrail;
        return statedInTrail(each.path, each, wanted, stop);
      },
    )),
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
    files: Object.fromEntries(followed.map(({ check, file }) => [check.subject, file])),
  });
}

/** As an import would read it; nothing is imported. */
async function planFor(path: string, stop: StopFlag): Promise<Plan> {
  try {
    return await planImport([path], await wishFor(path), stop);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'FORMAT_UNKNOWN') throw error;
    throw new AppError({ ...error.toText(), safe: 'nothing was verified' }, { cause: error });
  }
}

/** The chain of a file that was named can be verified whatever its columns are; of several, those that an import would take. */
async function wishFor(path: string): Promise<Wish> {
  if (statSync(exactPath(path)).isDirectory()) return {};
  return { anyProposal: await withInput(path, (file) => !isZip(new FileReader(file, path).read(0, 8))) };
}

function followFile(
  { planned, trails }: ExportFile,
  options: FollowOptions,
  context: TaskContext,
  stop: StopFlag,
): Promise<FollowedTrail[]> {
  const { path } = planned.file;
  return withInput(path, async (file) => {
    const { size } = new FileReader(file, path);
    const meter = new Meter();
    const followed: FollowedTrail[] = [];
    for (const { trail, subject, name, sample, exported } of trails) {
      const { packing, detected } = trail;
      const { layout, mapping } = detected;
      const toFollow = {
        subject,
        input: {
          file,
          path,
          packing,
          limit: streamLimit(packing.member?.packed ?? size),
          read: meter.memory,
        },
        reading: { layout, mapping, terms: {}, chain: followingOf(sample), numbers: sample.numbers },
        sample,
        exported,
      };
      const following = new ExportFollowing(toFollow, options, context, stop);
      followed.push({ ...(await following.run(size, meter)), path, trail, sample, name });
    }
    return followed;
  });
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
      reason: `of its ${countText(trails + skipped.length)} files ${countText(skipped.length)} ${isOne ? 'is no trail, and was' : 'are no trails, and were'} not verified; the first: ${first.name}: ${first.reason}`,
      checked: trails,
    },
  ];
}
