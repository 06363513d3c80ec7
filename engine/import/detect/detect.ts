import type { Detection } from '../../../shared/domain/import.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Mapping } from '../../../shared/mapping/mapping.ts';
import { wholeNotation } from '../../../shared/mapping/notation.ts';
import type { Layout } from '../layout/layout.ts';
import { type Choice, chooseMapping, type Wish as MappingWish } from '../mapping/choose.ts';
import { describeRecords } from '../mapping/describe.ts';
import { recordsIn, type SampleRecord } from '../mapping/sample.ts';
import { formatName } from '../reading/formats.ts';
import { unknownSystem } from '../systems/registry.ts';
import { type DetectedForm, detectForm, type FormHints } from './detect-form.ts';

/** Bytes looked at. */
export const sampleLength = 1 << 20;

/** What the user says of a source, instead of having it found out. */
export interface Wish extends MappingWish {
  /** A proposal is wanted that finds too little to be imported by, too: to be looked at, or where columns do not matter. */
  readonly anyProposal?: boolean | undefined;
}

export interface Detected {
  readonly layout: Layout;
  readonly mapping: Mapping;
  /** The system is not known: the mapping was made from the data. */
  readonly proposed: boolean;
  readonly evidence: readonly string[];
}

/**
 * What a file holds, by the first `sampleLength` bytes of its stream, and why that is believed.
 *
 * @throws AppError INVALID_INPUT where no system has the name; FORMAT_UNKNOWN, with what was seen: its `details.why` is a
 *   clause that a reason can be made of
 */
export function detect(sample: Buffer, path: string, wish: Wish = {}): Detected {
  if (sample.length === 0) {
    const mapping = wish.mapping ?? unknownSystem.mapping;
    return { layout: { form: 'empty' }, mapping, proposed: false, evidence: ['the file is empty'] };
  }
  const form = detectFormat(sample, path, hintsOf(wish.mapping));
  const { layout } = form;
  const choice = chooseMapping(recordsOf(sample, form), layout, wish);
  const { mapping, proposed, sound } = choice;
  if (!sound && !wish.anyProposal) throw unmapped(path, choice);
  return { layout, mapping, proposed, evidence: [...form.evidence, ...choice.evidence] };
}

/** What is told of a file before it is imported; `sample`: the beginning of its stream. */
export function described(
  { layout, mapping, proposed, evidence }: Detected,
  sample: Buffer,
): Omit<Detection, 'name' | 'compression' | 'bytes'> {
  return {
    system: mapping.name,
    format: formatName(layout),
    encoding: layout.form === 'empty' ? 'utf-8' : layout.encoding,
    evidence,
    mapping,
    proposed,
    ...describeRecords(recordsIn(sample, layout, isWhole(sample)), layout, mapping),
  };
}

function isWhole(sample: Buffer): boolean {
  return sample.length < sampleLength;
}

/** Of a first record that is longer than the sample there is what detection could make of its beginning. */
function recordsOf(sample: Buffer, { layout, values }: DetectedForm): SampleRecord[] {
  const records = recordsIn(sample, layout, isWhole(sample));
  if (records.length > 0) return records;
  return values.map((value) => ({ value, bytes: Buffer.from(JSON.stringify(value)) }));
}

function hintsOf(mapping: Mapping | undefined): FormHints {
  const paths = mapping?.records?.map(wholeNotation).filter((path) => typeof path !== 'string');
  return { records: paths, delimiter: mapping?.delimiter };
}

function detectFormat(sample: Buffer, path: string, hints: FormHints): DetectedForm {
  const known = knownOther(sample);
  if (known !== null) throw unknown(path, known, 'convert it to NDJSON or a JSON array first');
  const form = detectForm(sample, isWhole(sample), hints);
  if (form.layout !== null) return form;
  throw unknown(path, form.why, 'check that it is an audit trail: JSON, or a table with a heading');
}

/** What the file is instead, by the first bytes that its own format prescribes; null where nothing else is known. */
function knownOther(sample: Buffer): string | null {
  const head = sample.toString('latin1', 0, 16);
  if (head.startsWith('\x1f\x8b')) return 'it is compressed with gzip';
  if (head.startsWith('PK\x03\x04')) return 'it is a zip file';
  if (head.startsWith('\x28\xb5\x2f\xfd')) return 'it is compressed with zstd';
  if (head.startsWith('SQLite format 3')) return 'it is a SQLite database';
  return null;
}

/** Records that are read, but by no mapping that could be trusted. */
function unmapped(path: string, { mapping }: Choice): AppError {
  const missing =
    mapping.columns.time === undefined ? 'nothing in them is surely a time' : 'too little in them is known';
  return unknown(
    path,
    `its records are of no known system, and ${missing}`,
    'make a mapping with casebound detect PATH --mapping-out FILE, complete it, and import with --mapping FILE',
  );
}

function unknown(path: string, why: string, next: string): AppError {
  return new AppError({
    code: 'FORMAT_UNKNOWN',
    message: `${path} is not an audit trail that Casebound reads: ${why}`,
    safe: 'nothing was imported',
    next,
    details: { why },
  });
}
