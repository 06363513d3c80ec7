import { closeSync, openSync, readSync, statSync } from 'node:fs';
import type { DetectResult } from '../../shared/contract/operations.ts';
import { AppError } from '../../shared/errors.ts';
import type { Mapping } from '../../shared/mapping/mapping.ts';
import { unreadable } from '../case/faults.ts';
import { formatName } from './formats.ts';
import type { Layout } from './layout.ts';
import { byte, byteOrderMark, isSpace } from './located.ts';
import { type JsonObject, readRecord } from './read-record.ts';
import { splitJson } from './split-json.ts';
import { splitLines } from './split-lines.ts';
import { systemNamed, systems, unknownSystem } from './systems/registry.ts';
import { recognizes } from './systems/system.ts';

/** Bytes looked at, and records among them. */
const sampleLength = 1 << 20;
const sampleRecords = 200;

export interface Detected {
  readonly layout: Layout;
  readonly mapping: Mapping;
  readonly evidence: readonly string[];
  readonly bytes: number;
}

/** Detects a file's form and system from its content; opens and closes it. */
export function detectFile(path: string, systemName?: string): DetectResult {
  const file = openInput(path);
  try {
    const detected = detect(file, path, systemName);
    const { layout, mapping, evidence, bytes } = detected;
    const file0 = {
      name: path,
      system: mapping.name,
      format: formatName(layout),
      encoding: layout.form === 'empty' ? 'utf-8' : layout.encoding,
      compression: null,
      evidence,
      bytes,
      mapping,
      proposed: false,
      fields: [],
      preview: [],
      losses: [],
    };
    return { files: [file0], skipped: [], others: [] };
  } finally {
    closeSync(file);
  }
}

/** @throws AppError FILE_UNREADABLE where there is no regular file that can be read: a pipe or a device may never end */
export function openInput(path: string): number {
  try {
    const status = statSync(path);
    if (status.isDirectory()) throw Object.assign(new Error('folder'), { code: 'EISDIR' });
    if (!status.isFile()) throw new Error('it is no regular file');
    return openSync(path, 'r');
  } catch (error) {
    throw unreadable(path, error);
  }
}

/**
 * What the open file holds, and why that is believed.
 *
 * @throws AppError FORMAT_UNKNOWN, with what was seen
 */
export function detect(file: number, path: string, systemName?: string): Detected {
  const sample = readSample(file, path);
  const bytes = statSync(path).size;
  if (sample.length === 0)
    return {
      layout: { form: 'empty' },
      mapping: unknownSystem.mapping,
      bytes,
      evidence: ['the file is empty'],
    };
  const { layout, evidence, values } = detectFormat(sample, path);
  if (systemName !== undefined) {
    return {
      mapping: systemNamed(systemName).mapping,
      layout,
      bytes,
      evidence: [...evidence, `the system was named: ${systemName}`],
    };
  }
  if (values.length === 0 && layout.form === 'json') {
    return {
      mapping: unknownSystem.mapping,
      layout,
      bytes,
      evidence: [...evidence, 'the array holds no readable record'],
    };
  }
  const counts = systems.map((system) => ({
    system,
    count: values.filter((value) => recognizes(system, value)).length,
  }));
  const best = counts.reduce((a, b) => (b.count > a.count ? b : a));
  if (best.count * 2 <= values.length) {
    throw unknown(
      path,
      `its records are of no known system (${values.length} looked at)`,
      `name it with --system ${systems.map(({ mapping }) => mapping.name).join('|')}`,
    );
  }
  const { all } = best.system.marks;
  return {
    mapping: best.system.mapping,
    layout,
    bytes,
    evidence: [
      ...evidence,
      `${best.count} of the first ${values.length} records carry ${all.join(', ')} as ${best.system.mapping.name} writes them`,
    ],
  };
}

function readSample(file: number, path: string): Buffer {
  const sample = Buffer.alloc(sampleLength);
  try {
    return sample.subarray(0, readSync(file, sample, 0, sampleLength, 0));
  } catch (error) {
    throw unreadable(path, error);
  }
}

function detectFormat(
  sample: Buffer,
  path: string,
): { layout: Layout; evidence: string[]; values: JsonObject[] } {
  const known = knownOther(sample);
  if (known !== null) throw unknown(path, known, 'convert it to NDJSON or a JSON array first');
  let start = sample.subarray(0, 3).equals(byteOrderMark) ? 3 : 0;
  while (start < sample.length && isSpace(sample[start])) start++;
  if (sample[start] === byte.openBracket) {
    return {
      layout: { form: 'json', encoding: 'utf-8', array: true, records: [] },
      evidence: ['the first byte that is not white space opens a JSON array'],
      values: readValues(splitJson([sample], [])),
    };
  }
  const values = readValues(splitLines([sample]));
  if (values.length > 0) {
    return {
      layout: { form: 'ndjson', encoding: 'utf-8' },
      evidence: [`${values.length} of the first lines are JSON objects, one a line`],
      values,
    };
  }
  throw unknown(
    path,
    'no line of its first MiB is a JSON object, and it does not begin as a JSON array',
    'check that it is an audit trail in NDJSON or as a JSON array',
  );
}

function readValues(records: ReturnType<typeof splitLines>): JsonObject[] {
  const values: JsonObject[] = [];
  for (const located of records) {
    const { value } = readRecord(located);
    if (value !== null) values.push(value);
    if (values.length === sampleRecords) break;
  }
  return values;
}

/** What the file is instead, by the first bytes that its own format prescribes; null where nothing else is known. */
function knownOther(sample: Buffer): string | null {
  const head = sample.toString('latin1', 0, 16);
  if (head.startsWith('\x1f\x8b')) return 'it is compressed with gzip';
  if (head.startsWith('PK\x03\x04')) return 'it is a zip file';
  if (head.startsWith('\x28\xb5\x2f\xfd')) return 'it is compressed with zstd';
  if (head.startsWith('\xff\xfe') || head.startsWith('\xfe\xff')) return 'it is UTF-16 text';
  if (head.startsWith('SQLite format 3')) return 'it is a SQLite database';
  const newline = sample.indexOf(byte.lineFeed);
  if (sample.subarray(0, newline === -1 ? undefined : newline).includes(0)) return 'it is binary data';
  return null;
}

function unknown(path: string, why: string, next: string): AppError {
  return new AppError({
    code: 'FORMAT_UNKNOWN',
    message: `${path} cannot be imported: ${why}`,
    safe: 'nothing was imported',
    next,
  });
}
