import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { editedAt, planted } from './planted.ts';
import { securityExport } from './systems/deepintshield.ts';
import { promptPages } from './systems/indigiarmor.ts';
import { moderationExport } from './systems/klyra.ts';
import { provenanceDays } from './systems/verbitas.ts';
import type { ChainedEntry } from './trail.ts';
import { makeTrail } from './trail.ts';
import { zipOf } from './zip.ts';

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

/** A file of the matter, by its path under the folder that they are all in. */
export interface FurtherFile {
  readonly path: string;
  readonly bytes: Buffer;
}

/**
 * What the other systems and the vendor's backup have on the same claims: drawn from the true trail, so that images,
 * claims, people and times agree with it.
 */
export function furtherFiles(seed = sampleSeed): FurtherFile[] {
  const trail = makeTrail(seed, trailEnd);
  const { from, to } = planted.backup;
  const backup = trail
    .filter(({ timestamp }) => timestamp >= from && timestamp < to)
    .map((entry) => `${JSON.stringify(entry)}\n`);
  return [
    textFile('deepintshield-events.json', securityExport(trail, seed + 1)),
    { path: `itsreal-backup-${from}.ndjson.gz`, bytes: gzip(backup.join('')) },
    { path: 'meridian-production.zip', bytes: zipOf(withSums(productionFiles(trail, seed))) },
    ...provenanceDays(trail, seed + 4).map(({ path, text }) => textFile(path, text)),
  ];
}

/** What Meridian Mutual sent in one zip, with a note that is no audit trail. */
function productionFiles(trail: readonly ChainedEntry[], seed: number): FurtherFile[] {
  const pages = promptPages(trail, seed + 2);
  return [
    textFile('README.txt', productionNote),
    ...pages.map((text, n) => textFile(`indigiarmor/audit-page-${n + 1}.json`, text)),
    textFile('klyra/moderation-2025-11.csv', moderationExport(trail, seed + 3)),
  ];
}

const productionNote = `Meridian Mutual, claims systems, production of 9 December 2025.

klyra/        moderation of photos from the claims portal, as exported from the dashboard
indigiarmor/  prompts to the claims assistant, as answered by the API, four pages

SHA256SUMS lists the files as they left our systems.
`;

function withSums(files: readonly FurtherFile[]): FurtherFile[] {
  const lines = files.map(
    ({ path, bytes }) => `${createHash('sha256').update(bytes).digest('hex')}  ${path}\n`,
  );
  return [...files, textFile('SHA256SUMS', lines.join(''))];
}

function textFile(path: string, text: string): FurtherFile {
  return { path, bytes: Buffer.from(text) };
}

/** Without a time, a name or the operating system (RFC 1952 section 2.3.1). */
function gzip(text: string): Buffer {
  const bytes = gzipSync(text, { level: 6 });
  bytes.fill(0, 4, 8);
  bytes[9] = 255;
  return bytes;
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
