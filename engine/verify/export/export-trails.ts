import { basename } from 'node:path';
import type { Detected } from '../../../shared/chain/detect.ts';
import { SearchEffort } from '../../../shared/chain/search-effort.ts';
import { withInput } from '../../files/open-input.ts';
import type { Trail } from '../../import/detect/examine.ts';
import { type Plan, type Planned, trailsOf } from '../../import/detect/plan.ts';
import { sampleOf } from '../../import/detect/sample.ts';
import { splitterFor } from '../../import/reading/formats.ts';
import { type ByteReader, FileReader } from '../../packed/byte-reader.ts';
import { isPlain } from '../../packed/packing.ts';
import type { StopFlag } from '../../threads/signal.ts';
import {
  besideImplied,
  type ChainSample,
  type ChainWish,
  detectTogether,
  firstTexts,
  sampleChain,
  sampleFollowing,
  sampleLength,
} from '../chain/chain-sample.ts';
import { exportTime } from '../export-time.ts';

/** Bytes that a chain is looked for in: records may be long, or none. */
const chainSample = 16 << 20;
/** The same of each of several trails, in none of which a chain was found alone. */
const togetherSample = 1 << 18;

/** A trail of an export, and what is known of it before it is followed. */
export interface ExportTrail {
  readonly trail: Trail;
  /** What findings and answers call it. */
  readonly subject: string;
  /** What a person calls it. */
  readonly name: string;
  readonly sample: ChainSample;
  /** When the export says that it was made, in milliseconds since 1970. */
  readonly exported: number | null;
}

/** A file of an export with the trails in it. */
export interface ExportFile {
  readonly planned: Planned;
  readonly trails: readonly ExportTrail[];
}

/**
 * Looks at the beginning of every trail. Chains cross files: where too little of one stands in a trail to find how it was made, it is held
 * against those that were found in the others, as in a case.
 *
 * @throws AppError FILE_UNREADABLE, CANCELLED
 */
export async function exportFiles(plan: Plan, wish: ChainWish, stop: StopFlag): Promise<ExportFile[]> {
  const files: ExportFile[] = [];
  const effort = new SearchEffort();
  let count = 0;
  for (const planned of plan.files) {
    const trails = await readEach(planned, async (trail, reader) => {
      const head = await headOf(trail, reader, stop);
      return lookedAt(planned, trail, `source ${++count}`, reader, head, wish, effort);
    });
    files.push({ planned, trails });
  }
  if (wish.profile !== null) return files;
  const found = foundIn(files);
  const together = await foundTogether(files, wish, effort, stop);
  return followedElsewhere(files, together === null ? found : [...found, together], wish, stop);
}

/** Of each profile, as the first trail says in which it was found. */
function foundIn(files: readonly ExportFile[]): Detected[] {
  const detected = files.flatMap(({ trails }) => trails.flatMap(({ sample }) => sample.detected ?? []));
  return [...new Map(detected.toReversed().map((each) => [JSON.stringify(each.profile), each])).values()];
}

/** What the first entries of trails say together, of which each may hold a single one. */
async function foundTogether(
  files: readonly ExportFile[],
  wish: ChainWish,
  effort: SearchEffort,
  stop: StopFlag,
): Promise<Detected | null> {
  const isOpen = ({ sample }: ExportTrail) => sample.detected === null;
  const open = files.filter(({ trails }) => trails.some(isOpen));
  const count = Math.min(open.flatMap(({ trails }) => trails.filter(isOpen)).length, sampleLength);
  if (count < 2) return null;
  const each = Math.floor(sampleLength / count);
  const texts: string[] = [];
  for (const { planned, trails } of open) {
    if (texts.length >= sampleLength) break;
    await readEach(planned, async ({ packing, detected: { layout } }, reader, n) => {
      if (!isOpen(trails[n] as ExportTrail)) return;
      const { bytes } = await sampleOf(reader, packing, stop, togetherSample);
      texts.push(...firstTexts(splitterFor(layout)([bytes]), layout, each));
    });
  }
  return detectTogether(texts, wish, effort);
}

async function readEach<T>(
  planned: Planned,
  look: (trail: Trail, reader: FileReader, n: number) => Promise<T>,
): Promise<T[]> {
  const { path } = planned.file;
  return withInput(path, async (file) => {
    const reader = new FileReader(file, path);
    const all: T[] = [];
    for (const trail of trailsOf(planned)) all.push(await look(trail, reader, all.length));
    return all;
  });
}

async function headOf({ packing }: Trail, reader: FileReader, stop: StopFlag): Promise<Buffer> {
  return (await sampleOf(reader, packing, stop, chainSample)).bytes;
}

function lookedAt(
  { file: { path, name, folder } }: Planned,
  trail: Trail,
  subject: string,
  reader: FileReader,
  head: Buffer,
  wish: ChainWish,
  effort: SearchEffort,
): ExportTrail {
  const { packing, detected } = trail;
  const { layout } = detected;
  const fileName = folder === null ? basename(path) : name;
  return {
    trail,
    subject,
    name: packing.member === null ? fileName : `${fileName}: ${packing.member.name}`,
    sample: sampleChain(splitterFor(layout)([head]), layout, wish, effort),
    exported: isPlain(packing)
      ? exportTime(layout, reader)
      : exportTime(layout, asReader(head), head.length < chainSample),
  };
}

/** The same, with the trails in which no chain was found held against those that were found in others. */
async function followedElsewhere(
  files: readonly ExportFile[],
  found: readonly Detected[],
  wish: ChainWish,
  stop: StopFlag,
): Promise<ExportFile[]> {
  const implied = found.find(({ profile }) => profile.previous === null);
  const followed: ExportFile[] = [];
  for (const { planned, trails } of files) {
    const isOpen = found.length > 0 && trails.some(({ sample }) => sample.detected === null);
    const again = async (trail: Trail, reader: FileReader, n: number): Promise<ExportTrail> => {
      const known = trails[n] as ExportTrail;
      if (known.sample.detected !== null) return known;
      const head = await headOf(trail, reader, stop);
      const { layout } = trail.detected;
      const sample = sampleFollowing(splitterFor(layout)([head]), layout, wish, found);
      const isMore = sample !== null && (sample.detected !== null || known.sample.unknown === null);
      const best = isMore ? sample : known.sample;
      if (implied === undefined || best.detected !== null || best.unknown === null)
        return { ...known, sample: best };
      const beside = besideImplied(splitterFor(layout)([head]), layout, implied);
      return { ...known, sample: { ...best, besideImplied: beside } };
    };
    followed.push({ planned, trails: isOpen ? await readEach(planned, again) : trails });
  }
  return followed;
}

function asReader(head: Buffer): ByteReader {
  return { size: head.length, read: (at, length) => head.subarray(at, at + length) };
}
