import { editedAt, planted } from './planted.ts';
import type { ChainedEntry } from './trail.ts';
import { makeTrail } from './trail.ts';

/** A file of the sample matter, before it is written. */
export interface ExportFile {
  readonly name: string;
  readonly text: string;
}

/** The seed of the published sample. */
const sampleSeed = 482;
const producedUntil = '2025-12-01';
const reexportFrom = '2025-11-24';
const trailEnd = Date.UTC(2025, 11, 4);

/**
 * The two exports of one trail: what Meridian Mutual produced for November, with the planted faults, and what the
 * vendor exported again on request, which begins within November, runs on into December and is true.
 */
export function sampleExports(seed = sampleSeed): { produced: ExportFile; reexport: ExportFile } {
  const trail = makeTrail(seed, trailEnd);
  const produced = trail.filter((entry) => entry.timestamp < producedUntil);
  const reexport = trail.filter((entry) => entry.timestamp >= reexportFrom);
  return {
    produced: { name: 'meridian-2025-11.ndjson', text: producedText(produced) },
    reexport: {
      name: 'itsreal-reexport.json',
      text: `[\n  ${reexport.map((entry) => JSON.stringify(entry)).join(',\n  ')}\n]\n`,
    },
  };
}

/** Compact lines. One write was cut off and made again on the line after. */
function producedText(entries: readonly ChainedEntry[]): string {
  const lines: string[] = [];
  for (const entry of entries) {
    const line = JSON.stringify(entry.timestamp === editedAt ? altered(entry) : entry);
    if (entry.log_id === planted.broken.rewritten) lines.push(line.slice(0, planted.broken.length));
    lines.push(line);
  }
  return `${lines.join('\n')}\n`;
}

/** What somebody made of the credentials check: against the neighbour's claim, and without touching the hashes. */
function altered(entry: ChainedEntry): ChainedEntry {
  const signals = { ...entry.result.signals, signature: 'invalid' };
  const note = 'Manifest does not match the image.';
  return {
    ...entry,
    result: { ...entry.result, verdict: 'broken', signals, reviewer_note: note },
    action_recorded: 'flagged',
  };
}
