import { basename } from 'node:path';
import type { VerifyReport } from '../../shared/domain/verification.ts';
import { detect } from '../import/detect.ts';
import { splitterFor } from '../import/formats.ts';
import { withInput } from '../import/open-input.ts';
import { sampleOf } from '../import/sample.ts';
import { FileReader } from '../packed/byte-reader.ts';
import { compressionOf } from '../packed/packing.ts';
import { streamLimit } from '../packed/unpack.ts';
import type { TaskContext } from '../task.ts';
import { readFile } from '../threads/read-file.ts';
import { Meter, type StopFlag } from '../threads/signal.ts';
import {
  type ChainWish,
  chainSummary,
  followingOf,
  noWish,
  sampleChain,
  sourceChain,
} from './chain-sample.ts';
import { ExportCheck } from './export-check.ts';
import { Findings, report } from './findings.ts';
import { TrailCheck } from './trail-check.ts';

/** Bytes that a chain is looked for in: records may be long, or none. */
const chainSample = 16 << 20;

/**
 * Verifies an export as it stands, compressed or not, without a case: its maker's chain, where it carries one. Nothing is
 * written.
 */
export function verifyExport(
  path: string,
  { partial, chain = noWish }: { readonly partial: boolean; readonly chain?: ChainWish },
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
    const sample = sampleChain(splitterFor(layout)([head]), layout, chain);
    const findings = new Findings();
    const check = new ExportCheck(
      new TrailCheck('source 1', sample, { partial, acquired: Date.now() }, findings),
    );
    const reading = { layout, mapping, terms: {}, chain: followingOf(sample) };
    const meter = new Meter();
    const packed = { file, path, packing, limit: streamLimit(reader.size), read: meter.memory };
    const arrivals = readFile(packed, reading, { blocks: false }, null, stop);
    for await (const arrival of arrivals) {
      stop.check();
      if (arrival.type !== 'part') continue;
      const { batch, chain: followed, bytes } = arrival.part;
      check.addBatch(batch, followed);
      context.progress({
        phase: 'verifying',
        done: packing.compression === null ? bytes : Math.min(meter.bytes, reader.size),
        total: Math.max(reader.size, packing.compression === null ? bytes : 0),
        unit: 'bytes',
      });
    }
    const chains = sourceChain('source 1', sample, check.also);
    return report('export', check.axes(), chainSummary(sample, check.also), findings, {
      chains,
      names: { 'source 1': basename(path) },
    });
  });
}
