import type { DetectedForm, Detection, DetectResult } from '../../../shared/domain/import.ts';
import type { StopFlag } from '../../threads/signal.ts';
import { formatName } from '../reading/formats.ts';
import { described, type Wish } from './detect.ts';
import type { Trail } from './examine.ts';
import { planImport } from './plan.ts';

/** Files that are told of one by one; of the others form and system are counted. */
const detailed = 100;

/**
 * What importing these paths would take, and how it would be read; nothing is imported.
 *
 * @throws AppError as the import itself would
 */
export async function detectPaths(
  paths: readonly string[],
  wish: Wish,
  stop: StopFlag,
): Promise<DetectResult> {
  const files: Detection[] = [];
  const others = new Map<string, DetectedForm>();
  const { skipped } = await planImport(paths, { ...wish, anyProposal: true }, stop, (trail, sample) => {
    if (files.length < detailed) files.push(detectionOf(trail, sample));
    else count(others, trail);
  });
  return { files, skipped, others: [...others.values()] };
}

function detectionOf({ name, packing, bytes, detected }: Trail, sample: Buffer): Detection {
  return { ...described(detected, sample), name, compression: packing.compression, bytes };
}

function count(others: Map<string, DetectedForm>, { packing, bytes, detected }: Trail): void {
  const form = {
    system: detected.mapping.name,
    format: formatName(detected.layout),
    compression: packing.compression,
  };
  const key = JSON.stringify(form);
  const before = others.get(key);
  others.set(key, {
    ...form,
    files: (before?.files ?? 0) + 1,
    bytes: (before?.bytes ?? 0) + bytes,
  });
}
