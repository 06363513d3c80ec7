import { closeSync } from 'node:fs';
import type { VerifyReport } from '../../shared/domain/verification.ts';
import { fileBlocks } from '../import/blocks.ts';
import { detect, openInput } from '../import/detect.ts';
import { splitterFor } from '../import/formats.ts';
import type { TaskContext } from '../task.ts';
import { readApart } from '../threads/read-apart.ts';
import type { StopFlag } from '../threads/signal.ts';
import { ExportCheck } from './export-check.ts';
import { Findings, report } from './findings.ts';
import { chainSummary, sampleChain, TrailCheck } from './trail-check.ts';

/** Blocks that a chain is looked for in: records may be long, or none. */
const blocksSampled = 16;

/** Verifies an export as it stands, without a case: its maker's chain, where it carries one. Nothing is written. */
export async function verifyExport(
  path: string,
  { partial }: { readonly partial: boolean },
  context: TaskContext,
  stop: StopFlag,
): Promise<VerifyReport> {
  const file = openInput(path);
  try {
    const { layout, mapping, bytes: total } = detect(file, path);
    const sample = sampleChain(splitterFor(layout)(fileBlocks(file, path).take(blocksSampled)));
    const { detected } = sample;
    const findings = new Findings();
    const check = new ExportCheck(new TrailCheck('source 1', sample, partial, findings));
    const chain = detected?.profile ?? null;
    const reading = { layout, mapping, terms: {}, chain };
    const arrivals = readApart({ kind: 'file', file, path }, reading, { blocks: false, trees: null }, stop);
    for await (const arrival of arrivals) {
      stop.check();
      if (arrival.type !== 'part') continue;
      const { batch, links, bytes } = arrival.part;
      check.addBatch(batch, links);
      context.progress({ phase: 'verifying', done: bytes, total, unit: 'bytes' });
    }
    return report('export', check.axes(), chainSummary(detected), findings);
  } finally {
    closeSync(file);
  }
}
