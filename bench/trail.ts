import { hash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { type Product, timeId } from '../samples/entry.ts';
import { type Random, seeded } from '../samples/random.ts';
import { canonicalize } from '../shared/json/canonical.ts';

const directory = join(import.meta.dirname, 'data');
/** Raised when the generator writes other bytes, so that no older file is taken for a new one. */
const shape = 1;
const seed = 1;
const linesPerWrite = 4096;

/**
 * The path of an itsreal trail of `entries` records as NDJSON, written where it is not there yet: about 537 bytes an
 * entry, a claim for every 20 entries, an image for every three, a reviewer's note on every other. The same bytes on
 * every machine; half-written files never carry the final name.
 */
export function benchTrail(entries: number): string {
  const path = join(directory, `itsreal-${entries}-v${shape}.ndjson`);
  if (existsSync(path)) return path;
  mkdirSync(directory, { recursive: true });
  const file = openSync(`${path}.part`, 'w');
  for (const piece of trailPieces(entries)) writeSync(file, piece);
  fsyncSync(file);
  closeSync(file);
  renameSync(`${path}.part`, path);
  return path;
}

/** The same entries as CSV, in the columns that itsreal documents, nested values as JSON text in their cells. */
export function benchTable(entries: number): string {
  const path = join(directory, `itsreal-${entries}-v${shape}.csv`);
  if (existsSync(path)) return path;
  const trail = benchTrail(entries);
  const file = openSync(`${path}.part`, 'w');
  writeSync(file, `${tableColumns.join(',')}\n`);
  let rest = '';
  for (const piece of pieces(trail)) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    writeSync(file, lines.map((entry) => `${tableRow(entry)}\n`).join(''));
  }
  fsyncSync(file);
  closeSync(file);
  renameSync(`${path}.part`, path);
  return path;
}

/** Not `result`, which is taken apart; the documented flat shape has no place for a reviewer's note. */
const tableColumns = [
  'log_id',
  'request_id',
  'product',
  'model_version',
  'timestamp',
  'image_id',
  'verdict',
  'confidence',
  'signals',
  'context',
  'action_recorded',
  'logged_at',
];

function tableRow(entry: string): string {
  const { result, ...rest } = JSON.parse(entry) as Record<string, unknown>;
  const flat = { ...rest, ...(result as object) } as Record<string, unknown>;
  return tableColumns.map((name) => cell(flat[name])).join(',');
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The text of a file, which is ASCII, a few MiB at a time. */
function* pieces(path: string): Generator<string> {
  const file = openSync(path, 'r');
  const piece = Buffer.alloc(4 << 20);
  for (let read = readSync(file, piece); read > 0; read = readSync(file, piece)) {
    yield piece.toString('latin1', 0, read);
  }
  closeSync(file);
}

/** The same trail, its entries chained as RFC 8785 writes them: the hash of each in `entry_hash`, of the one before in `prev_hash`. */
export function chainedTrail(entries: number): string {
  const path = join(directory, `chained-${entries}-v${shape}.ndjson`);
  if (existsSync(path)) return path;
  mkdirSync(directory, { recursive: true });
  const file = openSync(`${path}.part`, 'w');
  let previous = '0'.repeat(64);
  for (const piece of trailPieces(entries)) {
    const lines = piece
      .trimEnd()
      .split('\n')
      .map((line) => {
        const entry = { ...(JSON.parse(line) as object), prev_hash: previous };
        previous = hash('sha256', canonicalize(entry));
        return `${JSON.stringify({ ...entry, entry_hash: previous })}\n`;
      });
    writeSync(file, lines.join(''));
  }
  fsyncSync(file);
  closeSync(file);
  renameSync(`${path}.part`, path);
  return path;
}

/** The trail's text, a few thousand lines at a time. */
export function* trailPieces(entries: number): Generator<string> {
  const random = seeded(seed);
  let at = Date.UTC(2025, 0, 1);
  let piece = '';
  for (let n = 0; n < entries; n++) {
    at += random.between(1, 60_000);
    piece += `${line(random, n, at)}\n`;
    if (n % linesPerWrite === linesPerWrite - 1) {
      yield piece;
      piece = '';
    }
  }
  yield piece;
}

function line(random: Random, n: number, at: number): string {
  const product = random.weighted(products);
  const [verdict, lowest, highest, action] = random.weighted(outcomes[product.name]);
  const confidence = product.name === 'credentials' ? 'null' : random.between(lowest, highest) / 100;
  const claim = Math.floor(n / 20.4) + random.between(0, 120);
  const image = Math.floor(n / 3) + random.between(0, 24);
  const note = random.chance(0.52) ? `,"reviewer_note":"${random.pick(notes)}"` : '';
  return (
    `{"log_id":"log_${timeId(at)}${suffix(n)}","request_id":"${product.prefix}_${timeId(at - random.between(900, 9000))}${suffix(n)}",` +
    `"product":"${product.name}","model_version":"${product.models[at < upgrade ? 0 : 1]}",` +
    `"timestamp":"${new Date(at).toISOString()}","image_id":"img_${image.toString(36).padStart(7, '0')}",` +
    `"result":{"verdict":"${verdict}","confidence":${confidence},"signals":{${signals(random, product.signals)}}${note}},` +
    `"context":{"case_id":"CLM-2025-${String(claim).padStart(7, '0')}","submitted_by":"user_${(random.between(0, 399) * 7919 + 46656).toString(36)}"},` +
    `"action_recorded":"${action}","logged_at":"${new Date(at + random.between(20, 140)).toISOString()}"}`
  );
}

/** Sixteen entries can share a millisecond before their ids do. */
function suffix(n: number): string {
  return (n % 16).toString(16);
}

function signals(random: Random, names: readonly string[]): string {
  return names.map((name) => `"${name}":"${random.pick(levels)}"`).join(',');
}

const upgrade = Date.UTC(2025, 6, 1);
const levels = ['low', 'medium', 'high'] as const;

const frameSignals = [
  'frequency_wavelet',
  'noise_realism',
  'texture_repetition',
  'geometry',
  'lighting_direction',
];
interface ProductLine {
  readonly name: Product;
  readonly prefix: string;
  readonly models: readonly [before: string, after: string];
  readonly signals: readonly string[];
}
const products: readonly (readonly [ProductLine, weight: number])[] = [
  [
    {
      name: 'frame_detect',
      prefix: 'det',
      models: ['origin-1.1 / edit-0.8', 'origin-1.2 / edit-0.8'],
      signals: frameSignals,
    },
    62,
  ],
  [
    {
      name: 'risk_score',
      prefix: 'rsk',
      models: ['risk-2.0', 'risk-2.1'],
      signals: ['prior_claims', 'upload_device', 'metadata_consistency'],
    },
    24,
  ],
  [
    {
      name: 'credentials',
      prefix: 'crd',
      models: ['c2pa-1.4', 'c2pa-2.0'],
      signals: ['manifest', 'signature', 'ingredient_chain'],
    },
    14,
  ],
];

type Outcome = readonly [verdict: string, lowest: number, highest: number, action: string];
const outcomes: Record<
  'frame_detect' | 'risk_score' | 'credentials',
  readonly (readonly [Outcome, weight: number])[]
> = {
  frame_detect: [
    [['authentic', 1, 24, 'approved'], 84],
    [['ai_generated', 80, 99, 'escalated'], 6],
    [['ai_generated', 90, 99, 'blocked'], 2],
    [['ai_edited', 60, 93, 'escalated'], 4],
    [['inconclusive', 40, 60, 'flagged'], 4],
  ],
  risk_score: [
    [['low', 2, 34, 'approved'], 70],
    [['medium', 35, 69, 'flagged'], 22],
    [['high', 70, 98, 'escalated'], 8],
  ],
  credentials: [
    [['absent', 0, 0, 'approved'], 62],
    [['intact', 0, 0, 'approved'], 33],
    [['broken', 0, 0, 'flagged'], 5],
  ],
};

const notes = [
  'High spectral inconsistency. Noise residual inconsistent with camera sensor behavior.',
  'Sensor noise consistent with the stated phone model; shadows match the time of the report.',
  'Kantenübergang an der Decke unnatürlich, vermutlich nachbearbeitet.',
  'Strong recompression by a messenger; no reliable statement is possible from this copy.',
  'Clone traces along the skirting board; the water line was extended to the left.',
  'Photo prise de nuit, bruit élevé mais naturel.',
  'Zu klein für eine Aussage (480×270), Original angefordert 📎',
  'Texture repeats across the carpet every 64 px, see overlay in the claim file.',
] as const;
