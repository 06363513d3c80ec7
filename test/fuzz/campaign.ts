import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extract } from '../../engine/case/extract.ts';
import { openReadable } from '../../engine/case/open.ts';
import { sourceRows } from '../../engine/case/sources.ts';
import { importInto } from '../../engine/import/import-into.ts';
import { unwatched } from '../../engine/task.ts';
import { StopFlag } from '../../engine/threads/signal.ts';
import { verifyCase } from '../../engine/verify/verify-case.ts';
import { AppError } from '../../shared/errors.ts';
import { unaccounted } from './account.ts';
import { mutated } from './mutate.ts';
import { Random } from './random.ts';
import { packs } from './seeds.ts';

export interface Campaign {
  readonly format: string;
  readonly files: number;
  readonly seed: number;
  readonly seeds: ReadonlyMap<string, readonly Buffer[]>;
}

/** What came of a campaign. */
export interface Outcome {
  files: number;
  bytes: number;
  /** How many files were imported, were refused as no trail, and were in the case already. */
  taken: number;
  refused: number;
  again: number;
  /** What is in those that were taken. */
  sources: number;
  entries: number;
  duplicates: number;
  quarantined: number;
  /** The longest that one file took, in milliseconds. */
  slowest: number;
  /** What went wrong, each with the number of its file: crashes, hangs, and what does not add up. */
  failures: string[];
}

/** Files in one case: many, since making a case takes time, but not so many that its size slows the imports down. */
const filesInCase = 200;
/** A file that takes longer than this, in milliseconds, is reported: a hundred times what a file of its size should take. */
const timeLimit = 10_000;

/** The bytes of one file of a campaign: the same for the same seed, whatever came before it. */
export function fileOf({ format, seed, seeds }: Campaign, number: number): { bytes: Buffer; by: string[] } {
  const random = new Random(seed + 1_000_003 * number);
  const own = seeds.get(format) ?? [];
  const others = random.below(3) === 0 ? [...seeds.values()].flat() : own;
  const pack = packs[format];
  if (pack === undefined) return mutated(random.of(own), others, random);
  // Damage inside what is packed, or to the packing, or both.
  const inside =
    random.below(2) === 0 ? mutated(random.of(own), others, random) : { bytes: random.of(own), by: [] };
  const packed = pack(inside.bytes);
  if (inside.by.length > 0 && random.below(2) === 0) return { bytes: packed, by: inside.by };
  const outside = mutated(packed, others, random);
  return { bytes: outside.bytes, by: [...inside.by, ...outside.by] };
}

/** Imports mutated files, each a source of a real case, and adds up what became of each. */
export async function runCampaign(
  campaign: Campaign,
  tell: (outcome: Outcome) => void = () => {},
): Promise<Outcome> {
  const outcome: Outcome = {
    ...{
      files: 0,
      bytes: 0,
      taken: 0,
      sources: 0,
      refused: 0,
      again: 0,
      entries: 0,
      duplicates: 0,
      quarantined: 0,
    },
    ...{ slowest: 0, failures: [] },
  };
  for (let first = 0; first < campaign.files; first += filesInCase) {
    const folder = mkdtempSync(join(tmpdir(), 'casebound-fuzz-'));
    try {
      const count = Math.min(filesInCase, campaign.files - first);
      await fillCase(folder, campaign, first, count, outcome);
    } finally {
      rmSync(folder, { recursive: true });
    }
    tell(outcome);
  }
  return outcome;
}

async function fillCase(
  folder: string,
  campaign: Campaign,
  first: number,
  count: number,
  outcome: Outcome,
): Promise<void> {
  const path = join(folder, 'fuzz.casebound');
  /** By the id of the source, or of the container, that the file became. */
  const files = new Map<number, { number: number; sha256: string }>();
  for (let number = first; number < first + count; number++) {
    const { bytes } = fileOf(campaign, number);
    outcome.files++;
    outcome.bytes += bytes.length;
    const id = await importOne(path, folder, bytes, number, outcome);
    if (id === null) continue;
    // The same bytes come up again where a mutation changed nothing.
    if (files.has(id)) outcome.again++;
    else files.set(id, { number, sha256: createHash('sha256').update(bytes).digest('hex') });
  }
  if (files.size === 0) return;
  outcome.taken += files.size;
  const db = openReadable(path);
  try {
    const numbers = new Map<number, number>();
    for (const row of sourceRows(db)) {
      const number = files.get(row.container ?? row.id)?.number ?? -1;
      numbers.set(row.id, number);
      outcome.sources++;
      outcome.entries += row.entries;
      outcome.duplicates += row.duplicates;
      outcome.quarantined += row.quarantined;
      for (const what of unaccounted(db, row)) outcome.failures.push(`file ${number}: ${what}`);
    }
    for (const [id, { number, sha256 }] of files) {
      const out = join(folder, 'extracted');
      await extract(db, { source: id, out }, unwatched);
      const same = createHash('sha256').update(readFileSync(out)).digest('hex') === sha256;
      rmSync(out);
      if (!same) outcome.failures.push(`file ${number}: what is extracted is not what was imported`);
    }
    const { axes } = await verifyCase(db, path, { partial: false }, unwatched, new StopFlag());
    for (const { axis, subject, status } of axes) {
      const source = Number(/^source (\d+)$/.exec(subject)?.[1]);
      if (axis === 'storage' && status === 'fail')
        outcome.failures.push(
          `file ${files.get(source)?.number}: read again, it gives something else (${subject})`,
        );
    }
  } catch (error) {
    outcome.failures.push(`files ${first} to ${first + count}: ${String(error)}`);
  } finally {
    db.close();
  }
}

/** @returns the id of the source or container that the file became; null where it became none */
async function importOne(
  path: string,
  folder: string,
  bytes: Buffer,
  number: number,
  outcome: Outcome,
): Promise<number | null> {
  const file = join(folder, 'file');
  writeFileSync(file, bytes);
  const began = performance.now();
  try {
    const request = { path, paths: [file], partial: false, live: false, actor: 'Fuzz' };
    const { sources, containers } = await importInto(request, unwatched, new StopFlag());
    return containers[0]?.id ?? sources[0]?.id ?? null;
  } catch (error) {
    if (error instanceof AppError && (error.code === 'FORMAT_UNKNOWN' || error.code === 'INVALID_INPUT'))
      outcome.refused++;
    else outcome.failures.push(`file ${number}: ${error instanceof Error ? error.stack : String(error)}`);
    return null;
  } finally {
    const took = performance.now() - began;
    outcome.slowest = Math.max(outcome.slowest, took);
    if (took > timeLimit) outcome.failures.push(`file ${number}: took ${Math.round(took)} ms`);
  }
}
